// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Scopes;
import org.winekey.oauth.core.secret.Secret;

/** A token response that another system keeps, with its own notes on when it expires. */
final class TokenFields {

    /** Beyond it a number is no time in seconds. */
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+"); // RFC 6749 appendix A.12

    private final Fields fields;
    private final ZoneId zone;

    /**
     * The fields.
     *
     * @param zone of times that were written without one
     */
    TokenFields(Fields fields, ZoneId zone) {
        this.fields = fields;
        this.zone = zone;
    }

    @Nullable
    Secret accessToken() throws MigrationException {
        return secret(fields.firstText("access_token", "accessToken"));
    }

    @Nullable
    Secret refreshToken() throws MigrationException {
        return secret(fields.firstText("refresh_token", "refreshToken"));
    }

    Set<String> scopes() throws MigrationException {
        var words = fields.words("scope");
        return words == null
                ? Set.of()
                : Arrays.stream(words.split("[ ,]+", -1))
                        .filter(Scopes::isToken)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * When the token expires: as was noted, or reckoned from when it came. A lifetime without a readable time is over, since
     * nobody knows when it began. Null when there is neither.
     */
    @Nullable
    Instant expiresAt() throws MigrationException {
        var noted = noted();
        if (noted != null) {
            return noted;
        }
        var lifetime = lifetime();
        var came = time(fields.firstText("createdOn", "created_on"));
        if (lifetime != null && came != null) {
            return later(came, lifetime);
        }
        return lifetime != null || fields.has("expires_at") || fields.has("expiry") ? Instant.EPOCH : null;
    }

    private static Instant later(Instant came, Duration lifetime) {
        try {
            return came.plus(lifetime);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.EPOCH;
        }
    }

    /** When it came; null when nobody knows. */
    @Nullable
    Instant issuedAt() throws MigrationException {
        var came = time(fields.firstText("createdOn", "created_on"));
        var noted = noted();
        var lifetime = lifetime();
        return came != null || noted == null || lifetime == null ? came : later(noted, lifetime.negated());
    }

    private @Nullable Instant noted() throws MigrationException {
        var seconds = fields.text("expires_at");
        return seconds != null ? epoch(seconds) : time(fields.text("expiry"));
    }

    private @Nullable Duration lifetime() throws MigrationException {
        var seconds = fields.firstText("expires_in", "expiresIn");
        try {
            var lifetime = seconds == null ? null : Duration.ofSeconds(new BigDecimal(seconds).longValue());
            return lifetime == null || lifetime.isNegative() || lifetime.isZero() ? null : lifetime;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant epoch(String seconds) {
        try {
            var time = Instant.ofEpochSecond(new BigDecimal(seconds).longValue());
            return time.isAfter(LAST) ? null : time;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Of two instants that a clock on the wall shows twice, the earlier one: a token may only seem older. */
    private @Nullable Instant time(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            return local(written);
        }
    }

    private @Nullable Instant local(String written) {
        try {
            return LocalDateTime.parse(written.replace(' ', 'T'))
                    .atZone(zone)
                    .withEarlierOffsetAtOverlap()
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A file is not an answer that was read with care: what no header can carry is no token. */
    private static @Nullable Secret secret(@Nullable String text) throws MigrationException {
        if (text != null && !VISIBLE.matcher(text).matches()) {
            throw new MigrationException("holds a token with characters that no request can carry");
        }
        return text == null ? null : Secret.of(text);
    }
}
