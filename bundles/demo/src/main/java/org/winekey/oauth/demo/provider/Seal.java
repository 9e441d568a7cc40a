// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes texts that only this provider can have made: kind, expiry and content, signed. The key outlives a restart, so the
 * tokens do too. Thread-safe.
 */
final class Seal {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    Seal(Path keyFile) throws IOException {
        if (!Files.exists(keyFile)) {
            var fresh = new byte[32];
            RANDOM.nextBytes(fresh);
            Files.write(keyFile, fresh);
        }
        key = Files.readAllBytes(keyFile);
    }

    /** A text of this kind that opens for this long. */
    String seal(String kind, Duration lifetime, String content) {
        var salt = new byte[8];
        RANDOM.nextBytes(salt);
        var payload = kind + "." + Instant.now().plus(lifetime).getEpochSecond() + "." + encode(salt) + "."
                + encode(content.getBytes(UTF_8));
        return payload + "." + encode(mac(payload));
    }

    /** The content of a text of this kind (empty: not ours, or its time is over). */
    Optional<String> open(String kind, String text) {
        var end = text.lastIndexOf('.');
        if (end < 0
                || !MessageDigest.isEqual(
                        encode(mac(text.substring(0, end))).getBytes(UTF_8),
                        text.substring(end + 1).getBytes(UTF_8))) {
            return Optional.empty();
        }
        var parts = text.split("\\.", -1);
        var inTime = Instant.now().getEpochSecond() < Long.parseLong(parts[1]);
        return kind.equals(parts[0]) && inTime
                ? Optional.of(new String(Base64.getUrlDecoder().decode(parts[3]), UTF_8))
                : Optional.empty();
    }

    private byte[] mac(String payload) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(payload.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
