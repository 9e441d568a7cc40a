// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Name and password as HTTP Basic carries them (RFC 7617), in UTF-8.
 *
 * @param user the user name (never null)
 * @param password the password (never null); the caller wipes it
 */
record BasicCredentials(String user, char[] password) {

    private static final String SCHEME = "Basic ";
    private static final int LONGEST = 1024;

    static Optional<BasicCredentials> of(@Nullable String header) {
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return split(UTF_8.decode(ByteBuffer.wrap(decoded)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<BasicCredentials> split(CharBuffer both) {
        char[] characters = Arrays.copyOfRange(both.array(), 0, both.limit());
        for (int colon = 0; colon < characters.length; colon++) {
            if (characters[colon] == ':') {
                return Optional.of(new BasicCredentials(
                        new String(characters, 0, colon),
                        Arrays.copyOfRange(characters, colon + 1, characters.length)));
            }
        }
        return Optional.empty();
    }

    void wipe() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "BasicCredentials[***]";
    }
}
