// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]+"); // RFC 6749 appendix A.12
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.~*+%:/!,;()@$'=-]*");

    private final Translation answer;
    private final Map<String, ? extends @Nullable Object> members;
    private final AnswerStyle style;

    private TokenBody(Translation answer, AnswerStyle style) {
        this.answer = answer;
        this.members = answer.members();
        this.style = style;
    }

    static Optional<TokenBody> of(Answered answer, AnswerStyle style) {
        return ofJson(answer, style).or(() -> ofForm(answer, style));
    }

    static Optional<TokenBody> ofJson(Answered answer, AnswerStyle style) {
        try {
            return Optional.of(
                    style.equals(AnswerStyle.PLAIN)
                            ? new TokenBody(Translation.none(Json.readObject(answer.body())), style)
                            : new TokenBody(Translation.of(Json.readDocument(answer.body()), style), style));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** What can be saved of an answer that is not usable as a whole: what stands in no other object. */
    static TokenBody salvaged(byte[] body, AnswerStyle style) {
        var saved = Json.salvageStrings(body);
        return new TokenBody(
                style.equals(AnswerStyle.PLAIN) ? Translation.none(saved) : Translation.of(saved, style), style);
    }

    static boolean looksLikeHtml(Answered answer) {
        var start = new String(answer.body(), 0, Math.min(answer.body().length, 256), UTF_8);
        return mediaType(answer).equals("text/html") || start.stripLeading().startsWith("<");
    }

    private static Optional<TokenBody> ofForm(Answered answer, AnswerStyle style) {
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
            return repeated ? Optional.empty() : Optional.of(new TokenBody(Translation.of(single, style), style));
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

    /** The provider's own word for that code, if it has another one. */
    Optional<String> said() {
        return Optional.ofNullable(answer.said());
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
                ? Optional.of(ForeignText.filtered(redaction.of(text), ForeignText.MOST_DESCRIPTION))
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
        if (answer.unconfirmed()) {
            return Optional.of("it does not say that it is a success, as response_ok has it");
        }
        return defectOfType(redaction);
    }

    private Optional<String> defectOfType(Redaction redaction) {
        if (!(members.get(Wire.TOKEN_TYPE) instanceof String type) || type.isEmpty()) {
            return style.tokens().typeOptional() ? Optional.empty() : Optional.of("it has no token_type");
        }
        return type.equalsIgnoreCase(Wire.BEARER)
                ? Optional.empty()
                : Optional.of("its token_type is unknown: "
                        + ForeignText.filtered(redaction.of(type), ForeignText.MOST_CODE));
    }

    /**
     * The tokens; only when there is no {@link #defect}.
     *
     * @param now by the provider's clock
     * @param redaction what the scopes and the values that are kept must not repeat, beside the tokens themselves; of it the
     *     long ones
     */
    TokenResponse response(Instant now, Redaction redaction) {
        if (!(members.get(Wire.ACCESS_TOKEN) instanceof String token)) {
            throw new IllegalStateException("the answer has a defect");
        }
        var accessToken = Secret.of(token);
        var refreshToken = refreshToken();
        var secrets = redaction.and(accessToken).and(refreshToken).ofLongOnes();
        return new TokenResponse(
                accessToken,
                refreshToken,
                expiresIn(token, now),
                scopes(secrets),
                refreshTokenExpiresIn(now),
                kept(secrets));
    }

    /** Null and empty mean absent. */
    @Nullable
    Secret refreshToken() {
        return members.get(Wire.REFRESH_TOKEN) instanceof String text && !text.isBlank() ? Secret.of(text) : null;
    }

    /** Absent, not positive, absurdly large or no number: the lifetime is unknown, which is not the same as none. */
    private @Nullable Duration expiresIn(String token, Instant now) {
        var unit = style.lifetimes().unit();
        var told = unit.lifetime(unit == LifetimeUnit.JWT ? token : members.get(Wire.EXPIRES_IN), now);
        return told == null ? style.lifetimes().usual() : told;
    }

    private @Nullable Duration refreshTokenExpiresIn(Instant now) {
        var unit = style.lifetimes().unit() == LifetimeUnit.JWT
                ? LifetimeUnit.SECONDS
                : style.lifetimes().unit();
        var told = unit.lifetime(members.get(Wire.REFRESH_TOKEN_EXPIRES_IN), now);
        return told == null ? unit.lifetime(members.get(Wire.REFRESH_EXPIRES_IN), now) : told;
    }

    private @Nullable Set<String> scopes(Redaction redaction) {
        var scope = members.get(Wire.SCOPE);
        if (scope instanceof String text && !text.isBlank()) {
            var clean = redaction.of(text);
            return style.tokens().commas() ? Scopes.parseWithCommas(clean) : Scopes.parse(clean);
        }
        return scope instanceof List<?> list && !list.isEmpty()
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .map(redaction::of)
                        .filter(Scopes::isToken)
                        .collect(Collectors.toUnmodifiableSet())
                : null;
    }

    /** A value with a hole in it would mislead whoever uses it: it is left out. */
    private Map<String, String> kept(Redaction redaction) {
        var kept = new LinkedHashMap<>(answer.kept());
        kept.values().removeIf(value -> !redaction.of(value).equals(value));
        return kept;
    }
}
