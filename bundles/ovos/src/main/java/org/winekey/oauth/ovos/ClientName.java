// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The client name of a proposal: readable, and another one for every other app and for every other server. So what a person
 * switched on, and the secret that belongs to it, can never be led to another server by a later message.
 */
final class ClientName {

    private static final int LONGEST_WORD = 16;
    private static final int DIGEST_BYTES = 10;

    private ClientName() {}

    static String of(App app, Map<String, String> endpoints) {
        return "ovos-" + word(app.skillId()) + "-" + word(app.appId()) + "-" + digest(app, endpoints);
    }

    private static String word(String id) {
        var word = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word;
    }

    private static String digest(App app, Map<String, String> endpoints) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, app.skillId());
            add(digest, app.appId());
            new TreeMap<>(endpoints).forEach((name, endpoint) -> {
                add(digest, name);
                add(digest, endpoint);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** With its length, so that two texts never run together. */
    private static void add(MessageDigest digest, String text) {
        digest.update((text.length() + ":" + text).getBytes(UTF_8));
    }
}
