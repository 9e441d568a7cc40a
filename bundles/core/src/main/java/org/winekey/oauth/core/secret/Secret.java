// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A token, code, verifier, state or client secret. It prints as {@code Secret[***]}, compares in constant time and is
 * not serializable. Immutable; thread-safe.
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = requireNonNull(value, "value");
    }

    /** The secret with this text (never null). */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text. Only the packages that put it on the wire or seal it may call this; a test of the structure holds it. */
    public String reveal() {
        return value;
    }

    /** The text, for a derivation in this room that cannot be turned back. */
    String text() {
        return value;
    }

    /** SHA-256 of the UTF-8 text, in lower-case hexadecimal: to recognise a secret without keeping it. */
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Whether the fingerprint is that of the candidate; constant time. */
    public static boolean sameFingerprint(String fingerprint, Secret candidate) {
        return MessageDigest.isEqual(
                fingerprint.getBytes(UTF_8), candidate.fingerprint().getBytes(UTF_8));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(value.getBytes(UTF_8), that.value.getBytes(UTF_8));
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
