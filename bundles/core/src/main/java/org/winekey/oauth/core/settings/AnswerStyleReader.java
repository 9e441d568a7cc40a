// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.AnswerStyle.Condition;
import org.winekey.oauth.core.protocol.AnswerStyle.Kept;
import org.winekey.oauth.core.protocol.AnswerStyle.Lifetimes;
import org.winekey.oauth.core.protocol.AnswerStyle.Refusals;
import org.winekey.oauth.core.protocol.AnswerStyle.Tokens;
import org.winekey.oauth.core.protocol.JsonPointer;
import org.winekey.oauth.core.protocol.KeptValues;
import org.winekey.oauth.core.protocol.LifetimeUnit;

/** Reads how the answers of the provider of a client read. */
final class AnswerStyleReader {

    private static final String ERROR = "error";
    private static final String ERROR_DESCRIPTION = "error_description";

    /** What an answer may have elsewhere (RFC 6749 sections 5.1 and 5.2). */
    private static final List<String> RENAMED = List.of(
            "access_token",
            "refresh_token",
            "token_type",
            "expires_in",
            "scope",
            "refresh_token_expires_in",
            ERROR,
            ERROR_DESCRIPTION);

    /** RFC 6749 section 5.2, RFC 7009 section 2.2.1, RFC 8628 section 3.5, OpenID Connect Core section 3.1.2.6. */
    private static final List<String> CODES = List.of(
            "invalid_grant",
            "invalid_client",
            "invalid_request",
            "invalid_scope",
            "unauthorized_client",
            "unsupported_grant_type",
            "unsupported_token_type",
            "access_denied",
            "interaction_required",
            "login_required",
            "consent_required",
            "server_error",
            "temporarily_unavailable",
            "slow_down",
            "authorization_pending",
            "expired_token");

    private static final Set<String> NEVER_KEPT = Set.of(
            "access_token",
            "refresh_token",
            "id_token",
            "device_code",
            "client_secret",
            "code",
            "state",
            "code_verifier");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MOST_CODES = 64;
    private static final int LONGEST_CODE = 200;

    private final Values values;

    AnswerStyleReader(Values values) {
        this.values = values;
    }

    AnswerStyle read() throws SettingsException {
        var renamed = renamed();
        var code = renamed.remove(ERROR);
        var description = renamed.remove(ERROR_DESCRIPTION);
        return new AnswerStyle(
                new Tokens(root(), renamed, values.flag(ProviderKeys.TOKEN_TYPE_OPTIONAL, false), commas()),
                new Refusals(code, description, ok(), codes()),
                new Lifetimes(unit(), Spans.of(values, ProviderKeys.EXPIRES_IN_DEFAULT, "PT1H or 3600")),
                new Kept(names(values, ProviderKeys.RESPONSE_KEEP), names(values, ProviderKeys.CALLBACK_KEEP)));
    }

    /** A provider that takes commas writes commas. */
    private boolean commas() throws SettingsException {
        return values.text(ProviderKeys.SCOPE_SEPARATOR).filter("comma"::equals).isPresent();
    }

    /** The names of what is kept with a grant. */
    static List<String> names(Values values, String key) throws SettingsException {
        var names = values.words(key);
        if (names.size() > KeptValues.MOST) {
            throw new SettingsException(key, "names more than " + KeptValues.MOST + "; keep what is needed only");
        }
        for (var name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new SettingsException(
                        key, "holds something that is no name: 1 to 64 letters, digits, dots, hyphens and underscores");
            }
            if (NEVER_KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                throw new SettingsException(key, "names " + name + ", which is a secret; remove it");
            }
        }
        return names;
    }

    private JsonPointer root() throws SettingsException {
        var text = values.text(ProviderKeys.RESPONSE_ROOT);
        return text.isEmpty() ? JsonPointer.WHOLE : pointer(ProviderKeys.RESPONSE_ROOT, text.get());
    }

    private Map<String, JsonPointer> renamed() throws SettingsException {
        var renamed = new LinkedHashMap<String, JsonPointer>();
        for (var entry : values.open(ProviderKeys.RESPONSE_RENAME).entrySet()) {
            var key = ProviderKeys.RESPONSE_RENAME + entry.getKey();
            if (!RENAMED.contains(entry.getKey())) {
                throw new SettingsException(
                        key, "renames no member of an answer; those are " + String.join(", ", RENAMED));
            }
            renamed.put(entry.getKey(), pointer(key, entry.getValue()));
        }
        return renamed;
    }

    private static JsonPointer pointer(String key, String text) throws SettingsException {
        return JsonPointer.of(text)
                .orElseThrow(() -> new SettingsException(
                        key, "is no JSON pointer (RFC 6901); write one such as /body, /0 or /data/token"));
    }

    private @Nullable Condition ok() throws SettingsException {
        var key = ProviderKeys.RESPONSE_OK;
        var text = values.text(key).orElse(null);
        if (text == null) {
            return null;
        }
        var equals = text.lastIndexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new SettingsException(key, "is no condition; write a JSON pointer and a value, such as /ok=true");
        }
        return new Condition(
                pointer(key, text.substring(0, equals).strip()),
                text.substring(equals + 1).strip());
    }

    private Map<String, String> codes() throws SettingsException {
        var codes = values.open(ProviderKeys.ERROR_MAP);
        if (codes.size() > MOST_CODES) {
            throw new SettingsException(
                    ProviderKeys.ERROR_MAP + "*", "maps more than " + MOST_CODES + " codes; keep what is needed only");
        }
        for (var entry : codes.entrySet()) {
            checkCode(entry.getKey(), entry.getValue());
        }
        return codes;
    }

    private static void checkCode(String theirs, String code) throws SettingsException {
        var key = ProviderKeys.ERROR_MAP + theirs;
        if (theirs.isBlank() || theirs.length() > LONGEST_CODE) {
            throw new SettingsException(
                    key, "needs the provider's code, or words of its description, behind the dot: 1 to 200 characters");
        }
        if (!CODES.contains(code)) {
            throw new SettingsException(key, "is no error code; write one of " + String.join(", ", CODES));
        }
        if (code.equals(CODES.get(0)) && Refusals.isAboutSomethingElse(theirs)) {
            throw new SettingsException(
                    key, "would end sign-ins over a fault that passes; map words that say that the grant is over");
        }
    }

    private LifetimeUnit unit() throws SettingsException {
        var text = values.text(ProviderKeys.EXPIRES_IN_UNIT).orElse(LifetimeUnit.SECONDS.wireName());
        return LifetimeUnit.of(text.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new SettingsException(
                        ProviderKeys.EXPIRES_IN_UNIT,
                        "must be seconds, milliseconds, epoch_seconds, epoch_milliseconds, iso, days_hours_minutes or"
                                + " jwt, or be left empty"));
    }
}
