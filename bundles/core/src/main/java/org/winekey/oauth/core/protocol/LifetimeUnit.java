// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;

/** What {@code expires_in} means. Never throws at what a provider wrote: what is not understood is no statement. */
public enum LifetimeUnit {
    /** Seconds from now on, as in RFC 6749 section 5.1. */
    SECONDS("seconds"),
    /** Thousandths of a second from now on. */
    MILLISECONDS("milliseconds"),
    /** The moment of the end, in seconds since 1970. */
    EPOCH_SECONDS("epoch_seconds"),
    /** The moment of the end, in thousandths of a second since 1970. */
    EPOCH_MILLISECONDS("epoch_milliseconds"),
    /** The moment of the end as ISO 8601 has it; universal time when it names no zone. */
    ISO("iso"),
    /** Days, hours and minutes from now on, with colons between them. */
    DAYS_HOURS_MINUTES("days_hours_minutes"),
    /** Nothing: the end is in the access token, a JWT that is read without trust (RFC 7519 section 4.1.4). */
    JWT("jwt");

    /** Lifetimes beyond this are no statement about the token. */
    private static final BigDecimal MOST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,16}(\\.[0-9]{1,9})?");
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5}):([0-9]{1,2}):([0-9]{1,2})");
    private static final String EXP = "exp";

    private final String wireName;

    LifetimeUnit(String wireName) {
        this.wireName = wireName;
    }

    /** The name that settings use. */
    public String wireName() {
        return wireName;
    }

    /** The unit of that name. */
    public static Optional<LifetimeUnit> of(String wireName) {
        return Arrays.stream(values())
                .filter(unit -> unit.wireName.equals(wireName))
                .findFirst();
    }

    /**
     * The lifetime from now on that a value tells; null: not positive, absurdly long or nothing that is understood.
     *
     * @param value what the answer has for {@code expires_in}; for a JWT, the token
     * @param now by the provider's clock
     */
    @Nullable
    Duration lifetime(@Nullable Object value, Instant now) {
        return switch (this) {
            case SECONDS -> ofSeconds(number(value));
            case MILLISECONDS -> ofSeconds(inSeconds(number(value)));
            case EPOCH_SECONDS -> until(number(value), now);
            case EPOCH_MILLISECONDS -> until(inSeconds(number(value)), now);
            case ISO -> value instanceof String text ? untilIso(text.strip(), now) : null;
            case DAYS_HOURS_MINUTES -> value instanceof String text ? ofDays(text.strip()) : null;
            case JWT -> value instanceof String token ? until(number(expOf(token)), now) : null;
        };
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigDecimal number) {
            return number;
        }
        return value instanceof String text && NUMBER.matcher(text.strip()).matches()
                ? new BigDecimal(text.strip())
                : null;
    }

    private static @Nullable BigDecimal inSeconds(@Nullable BigDecimal thousandths) {
        return isOutside(thousandths, MOST_SECONDS.multiply(THOUSAND))
                ? null
                : requireNonNull(thousandths).setScale(0, RoundingMode.DOWN).divide(THOUSAND);
    }

    private static @Nullable Duration ofSeconds(@Nullable BigDecimal seconds) {
        return isOutside(seconds, MOST_SECONDS)
                ? null
                : Duration.ofSeconds(
                        requireNonNull(seconds).setScale(0, RoundingMode.DOWN).longValueExact());
    }

    private static @Nullable Duration until(@Nullable BigDecimal epochSeconds, Instant now) {
        return isOutside(epochSeconds, MOST_SECONDS)
                ? null
                : ofSeconds(requireNonNull(epochSeconds).subtract(BigDecimal.valueOf(now.getEpochSecond())));
    }

    // Guards against exponents that would make the arithmetic long.
    private static boolean isOutside(@Nullable BigDecimal number, BigDecimal most) {
        return number == null || number.compareTo(BigDecimal.ONE) < 0 || number.compareTo(most) > 0;
    }

    private static @Nullable Duration untilIso(String text, Instant now) {
        try {
            return ofSeconds(BigDecimal.valueOf(
                    Duration.between(now, instant(text.replace(' ', 'T'))).toSeconds()));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        }
    }

    private static @Nullable Duration ofDays(String text) {
        var parts = DAYS.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        var lifetime = Duration.ofDays(Long.parseLong(parts.group(1)))
                .plusHours(Long.parseLong(parts.group(2)))
                .plusMinutes(Long.parseLong(parts.group(3)));
        return ofSeconds(BigDecimal.valueOf(lifetime.toSeconds()));
    }

    /** Signature, issuer and all else are not looked at: a lie about the end costs one refresh too many. */
    private static @Nullable Object expOf(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            return Json.readObject(Base64.getUrlDecoder().decode(parts[1].getBytes(UTF_8)))
                    .get(EXP);
        } catch (JsonException | IllegalArgumentException e) {
            return null;
        }
    }
}
