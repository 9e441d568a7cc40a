// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.secret;

import java.security.GeneralSecurityException;
import java.text.Normalizer;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes a key of a passphrase with PBKDF2 and HMAC-SHA-256 (RFC 8018 section 5.2). It lives beside {@link Secret} because
 * it needs the text, and hands on nothing that leads back to it. Slow by intent: never on a caller's thread. Thread-safe.
 */
public final class Pbkdf2 {

    /** What a key that guards stored tokens must cost. */
    public static final int ITERATIONS = 600_000;

    /** Characters of the shortest passphrase: whoever has what it guards may try as many as he likes. */
    public static final int SHORTEST = 12;

    /** Bytes of a key. */
    public static final int LENGTH = 32;

    private Pbkdf2() {}

    /** Whether a passphrase has {@link #SHORTEST} characters or more, in its composed form. */
    public static boolean isLongEnough(Secret passphrase) {
        var text = composed(passphrase);
        return text.codePointCount(0, text.length()) >= SHORTEST;
    }

    /**
     * The key of a passphrase. The text counts in its composed form (NFC), so that it does not matter how a keyboard makes
     * an umlaut.
     *
     * @return {@link #LENGTH} bytes that the caller may wipe
     */
    public static byte[] derive(Secret passphrase, byte[] salt, int iterations) {
        var text = composed(passphrase).toCharArray();
        var input = new PBEKeySpec(text, salt, iterations, LENGTH * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(input)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            input.clearPassword();
        }
    }

    private static String composed(Secret passphrase) {
        return Normalizer.normalize(passphrase.text(), Normalizer.Form.NFC);
    }
}
