// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The toy authorization server: one user, any public client on this machine, PKCE required. Thread-safe. */
@Component(service = Provider.class)
public final class Provider {

    /** How long an access token lives: short, so that a refresh can be watched. */
    static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofMinutes(1);

    private final Seal seal;

    /** Keeps its key in the bundle's data area. */
    @Activate
    public Provider(BundleContext context) throws IOException {
        seal = new Seal(context.getDataFile("provider.key").toPath());
    }

    /** A code for this redirect URI and challenge (RFC 7636 section 4.4). */
    String code(String redirectUri, String challenge) {
        return seal.seal("code", Duration.ofMinutes(1), redirectUri + " " + challenge);
    }

    /** Whether the code was made for this redirect URI and by the holder of this verifier (RFC 7636 section 4.6). */
    boolean redeems(String code, String redirectUri, String verifier) {
        return seal.open("code", code).equals(Optional.of(redirectUri + " " + challenge(verifier)));
    }

    /** Whether the refresh token is one of ours. */
    boolean refreshes(String refreshToken) {
        return seal.open("refresh", refreshToken).isPresent();
    }

    /** Whether the access token is one of ours and its time is not over. */
    boolean accepts(String accessToken) {
        return seal.open("access", accessToken).isPresent();
    }

    /** A token response (RFC 6749 section 5.1). */
    String tokens() {
        return """
                {"access_token":"%s","token_type":"Bearer","expires_in":%d,"refresh_token":"%s","scope":"temperature"}
                """.formatted(
                        seal.seal("access", ACCESS_TOKEN_LIFETIME, "temperature"),
                        ACCESS_TOKEN_LIFETIME.toSeconds(),
                        seal.seal("refresh", Duration.ofDays(365), "temperature"));
    }

    private static String challenge(String verifier) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
