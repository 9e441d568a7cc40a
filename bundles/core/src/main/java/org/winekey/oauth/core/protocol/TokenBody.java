// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.secret.Secret;

/**
 * The members of a token endpoint's answer. JSON whatever the content type says; form-encoded, as some old providers
 * answer, only when the content type does not contradict and the text is nothing else.
 */
final class TokenBody {

    /** Lifetimes beyond this are no statement about the token. */
    private static final BigDecimal MOST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,9})?");
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]+"); // RFC 6749 appendix A.12
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.~*+%:/!,;()@$'=-]*");

    private final Map<String, ? extends @Nullable Object> members;

    private TokenBody(Map<String, ? extends @Nullable Object> members) {
        this.members = members;
    }

    static Optional<TokenBody> of(Answered answer) {
        try {
            return Optional.of(new TokenBody(Json.readObject(answer.body())));
        } catch (JsonException e) {
            return ofForm(answer);
        }
    }

    /** What can be saved of an answer that is not usable as a whole. */
    static TokenBody salvaged(byte[] body) {
        return new TokenBody(Json.salvageStrings(body));
    }

    static boolean looksLikeHtml(Answered answer) {
        var start = new String(answer.body(), 0, Math.min(answer.body().length, 256), UTF_8);
        return mediaType(answer).equals("text/html") || start.stripLeading().startsWith("<");
    }

    private static Optional<TokenBody> ofForm(Answered answer) {
        var type = mediaType(answer);
        var text = new String(answer.body(), UTF_8).stripTrailing();
        if (!Set.of("", "text/plain", Form.MEDIA_TYPE).contains(type) || !isForm(text)) {
            return Optional.empty();
        }
        try {
            var parameters = Form.decode(text);
            var single = parameters.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, entry -> entry.getValue().get(0)));
            var repeated = parameters.values().stream().anyMatch(values -> values.size() > 1);
            return repeated ? Optional.empty() : Optional.of(new TokenBody(single));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isForm(String text) {
        return Arrays.stream(text.split("&", -1)).allMatch(TokenBody::isPair);
    }

    private static boolean isPair(String pair) {
        var equals = pair.indexOf('=');
        return equals > 0
                && NAME.matcher(pair.substring(0, equals)).matches()
                && VALUE.matcher(pair.substring(equals + 1)).matches();
    }

    private static String mediaType(Answered answer) {
        var type = answer.header("content-type").orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean hasError() {
        return members.get(Wire.ERROR) instanceof String text && !text.isEmpty();
    }

    /** The error code as it came; only after {@link #hasError()}. */
    String error() {
        return members.get(Wire.ERROR) instanceof String text ? text : "";
    }

    /** Whether {@code error} is there but is no code; false, 0, null and empty text mean "no error". */
    boolean hasWrongTypedError() {
        var error = members.get(Wire.ERROR);
        return error != null
                && !(error instanceof String)
                && !Boolean.FALSE.equals(error)
                && !Long.valueOf(0).equals(error);
    }

    /** The provider's words, without our secrets, filtered and capped. */
    Optional<String> description(Redaction redaction) {
        return members.get(Wire.ERROR_DESCRIPTION) instanceof String text && !text.isBlank()
                ? Optional.of(ProviderText.filtered(redaction.of(text), ProviderText.MOST_DESCRIPTION))
                : Optional.empty();
    }

    /** What is missing for a usable token (empty: nothing). */
    Optional<String> defect(Redaction redaction) {
        if (hasWrongTypedError()) {
            return Optional.of("its error is no text");
        }
        if (!(members.get(Wire.ACCESS_TOKEN) instanceof String token) || token.isBlank()) {
            return Optional.of("it has no access_token");
        }
        if (!VISIBLE.matcher(token).matches()) {
            return Optional.of("its access_token has characters that no header can carry");
        }
        if (!(members.get(Wire.TOKEN_TYPE) instanceof String type) || type.isEmpty()) {
            return Optional.of("it has no token_type");
        }
        return type.equalsIgnoreCase(Wire.BEARER)
                ? Optional.empty()
                : Optional.of("its token_type is unknown: "
                        + ProviderText.filtered(redaction.of(type), ProviderText.MOST_CODE));
    }

    /** The tokens; only when there is no {@link #defect}. */
    TokenResponse response() {
        if (!(members.get(Wire.ACCESS_TOKEN) instanceof String token)) {
            throw new IllegalStateException("the answer has a defect");
        }
        return new TokenResponse(
                Secret.of(token), refreshToken(), seconds(Wire.EXPIRES_IN), scopes(), refreshTokenExpiresIn());
    }

    /** Null and empty mean absent. */
    @Nullable
    Secret refreshToken() {
        return members.get(Wire.REFRESH_TOKEN) instanceof String text && !text.isBlank() ? Secret.of(text) : null;
    }

    private @Nullable Duration refreshTokenExpiresIn() {
        var seconds = seconds(Wire.REFRESH_TOKEN_EXPIRES_IN);
        return seconds == null ? seconds(Wire.REFRESH_EXPIRES_IN) : seconds;
    }

    /** Absent, not positive, absurdly large or no number: the lifetime is unknown, which is not the same as none. */
    private @Nullable Duration seconds(String name) {
        var seconds = number(members.get(name));
        if (seconds == null || seconds.compareTo(BigDecimal.ONE) < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
            return null;
        }
        return Duration.ofSeconds(seconds.setScale(0, RoundingMode.DOWN).longValueExact());
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

    private @Nullable Set<String> scopes() {
        var scope = members.get(Wire.SCOPE);
        if (scope instanceof String text && !text.isBlank()) {
            return Scopes.parse(text);
        }
        return scope instanceof List<?> list && !list.isEmpty()
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(Scopes::isToken)
                        .collect(Collectors.toUnmodifiableSet())
                : null;
    }
}
