// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.secret.Secret;

/**
 * The secret that proves that who redeems a code is who asked for it (RFC 7636). One for each authorization request.
 * Immutable.
 *
 * @param secret 43 to 128 unreserved characters (RFC 7636 section 4.1)
 */
public record CodeVerifier(Secret secret) {

    private static final int RANDOM_BYTES = 32;
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /** Refuses what RFC 7636 section 4.1 does not allow. */
    public CodeVerifier {
        if (!LEGAL.matcher(secret.reveal()).matches()) {
            throw new IllegalArgumentException("code_verifier: needs 43 to 128 unreserved characters");
        }
    }

    /** A new verifier of 256 random bits. */
    public static CodeVerifier fresh(Entropy entropy) {
        return of(Secret.of(entropy.token(RANDOM_BYTES)));
    }

    /** The verifier with this text. */
    public static CodeVerifier of(Secret secret) {
        return new CodeVerifier(secret);
    }

    /** The S256 challenge (RFC 7636 section 4.2); {@code plain} does not exist here. */
    public String challenge() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
