// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.secret.Secret;

/**
 * What the device authorization endpoint answered (RFC 8628 section 3.2). Immutable.
 *
 * @param deviceCode what polls carry; never shown
 * @param userCode what the person types, printable and capped; not escaped for HTML
 * @param verificationUri where; http or https
 * @param verificationUriComplete the same with the code in it; null when the provider gave none that can be used
 * @param expiresIn the life of both codes
 * @param interval least time between two polls
 */
public record DeviceAuthorization(
        Secret deviceCode,
        String userCode,
        String verificationUri,
        @Nullable String verificationUriComplete,
        Duration expiresIn,
        Duration interval) {

    /** RFC 8628 section 3.2: when the provider says nothing. */
    public static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);

    /** More than any person needs; a longer life is cut. */
    public static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private static final Pattern DEVICE_CODE = Pattern.compile("[\\x21-\\x7E]{1,4096}"); // opaque
    private static final Pattern USER_CODE = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]{0,62}[\\x21-\\x7E])?");
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\x21-\\x7E&&[^\"<>\\\\^`{|}]]{1,2000}");

    /** Refuses nulls where something must be. */
    public DeviceAuthorization {
        requireNonNull(deviceCode, "deviceCode");
        requireNonNull(userCode, "userCode");
        requireNonNull(verificationUri, "verificationUri");
        requireNonNull(expiresIn, "expiresIn");
        requireNonNull(interval, "interval");
    }

    @Override
    public String toString() {
        return "DeviceAuthorization[***, " + expiresIn + "]";
    }

    /** The codes, or why there are none. */
    public sealed interface Answer {}

    /** The provider opened the door. */
    public record Opened(DeviceAuthorization authorization) implements Answer {}

    /**
     * It did not.
     *
     * @param text one sentence for people; the provider's words in it are filtered and capped, not escaped for HTML
     * @param error the OAuth error code, filtered and capped; empty: the answer carries none
     */
    public record Refused(String text, String error) implements Answer {
        /** A refusal without an error code. */
        public Refused(String text) {
            this(text, "");
        }
    }

    /**
     * Judges an answer.
     *
     * @param now the wall clock, for dates in headers
     * @param redaction what the text must not repeat
     * @param style how the provider says no
     */
    public static Answer of(Outcome outcome, Instant now, Redaction redaction, AnswerStyle style) {
        var members = outcome instanceof Answered answer && answer.status() / 100 == 2 ? members(answer, style) : null;
        if (members != null && !(members.get(Wire.ERROR) instanceof String)) {
            return read(members);
        }
        var table = new ErrorTable(now, false, redaction, style.ofRefusals(), "device_authorization_endpoint");
        return table.judge(outcome) instanceof TokenVerdict.Failure failure
                ? new Refused(failure.text(), Objects.requireNonNullElse(failure.error(), ""))
                : refused("is no answer to what was asked");
    }

    private static @Nullable Map<String, ? extends @Nullable Object> members(Answered answer, AnswerStyle style) {
        try {
            return Translation.of(Json.readObject(answer.body()), style.ofRefusals())
                    .members();
        } catch (JsonException e) {
            return null;
        }
    }

    private static Answer read(Map<String, ? extends @Nullable Object> members) {
        var deviceCode = text(members, Wire.DEVICE_CODE, DEVICE_CODE);
        var userCode = text(members, "user_code", USER_CODE);
        // Some providers are older than the RFC.
        var address = address(members, "verification_uri").or(() -> address(members, "verification_url"));
        var life = seconds(members, Wire.EXPIRES_IN);
        if (deviceCode.isEmpty() || userCode.isEmpty() || address.isEmpty() || life.isEmpty()) {
            return refused("lacks a usable device_code, user_code, verification_uri or expires_in");
        }
        return new Opened(new DeviceAuthorization(
                Secret.of(deviceCode.get()),
                userCode.get(),
                address.get(),
                address(members, "verification_uri_complete")
                        .filter(complete -> isSameServer(complete, address.get()))
                        .orElse(null),
                life.get(),
                seconds(members, "interval").orElse(USUAL_INTERVAL)));
    }

    /** Guards against a symbol that leads elsewhere than the address that is shown beside it to compare. */
    private static boolean isSameServer(String complete, String shown) {
        var one = URI.create(complete);
        var other = URI.create(shown);
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
    }

    private static Answer refused(String defect) {
        return new Refused("the provider said yes but its answer " + defect);
    }

    private static Optional<String> text(
            Map<String, ? extends @Nullable Object> members, String name, Pattern pattern) {
        return members.get(name) instanceof String text && pattern.matcher(text).matches()
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Optional<String> address(Map<String, ? extends @Nullable Object> members, String name) {
        return text(members, name, ADDRESS).filter(DeviceAuthorization::isPlain);
    }

    private static boolean isPlain(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A positive number, rounded up, and no longer than the longest life; anything else is no statement. */
    private static Optional<Duration> seconds(Map<String, ? extends @Nullable Object> members, String name) {
        var value = members.get(name);
        var number = value instanceof BigDecimal decimal
                ? decimal
                : BigDecimal.valueOf(value instanceof Long whole ? whole : 0);
        if (number.signum() <= 0) {
            return Optional.empty();
        }
        // Bounds first. Guards against exponents that would make the rounding long.
        var seconds = number.min(BigDecimal.valueOf(LONGEST_LIFE.toSeconds()))
                .max(BigDecimal.ONE)
                .setScale(0, RoundingMode.UP);
        return Optional.of(Duration.ofSeconds(seconds.longValueExact()));
    }
}
