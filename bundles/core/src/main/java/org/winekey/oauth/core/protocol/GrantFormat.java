// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.secret.Secret;

/**
 * Grants as JSON. Members that this version does not know are passed over; a format number that it does not know is
 * refused, so that an older version never overwrites what a newer one wrote.
 */
final class GrantFormat {

    private static final long FORMAT = 1;
    /** A version that knows only the first format would refresh what must not be refreshed; it refuses this one. */
    private static final long FORMAT_QUARANTINED = 2;
    /** A version that knows only the grants of people would ask for a sign-in; it refuses this one. */
    private static final long FORMAT_OWN_CREDENTIALS = 3;

    private GrantFormat() {}

    static Map<String, @Nullable Object> members(Grant grant) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("format", format(grant));
        members.put("registration", RegistrationFormat.members(grant.registration()));
        members.put("accessToken", grant.accessToken());
        members.put("refreshToken", grant.refreshToken());
        members.put("scopes", grant.scopes().stream().sorted().toList());
        members.put("issuedAt", grant.issuedAt().toString());
        members.put("expiresAt", text(grant.expiresAt()));
        members.put("consentedAt", grant.consentedAt().toString());
        members.put("keptRefreshTokens", (long) grant.keptRefreshTokens());
        members.put("ended", ended(grant.ended()));
        members.put("copied", grant.copied());
        members.put("quarantine", quarantine(grant.quarantine()));
        members.put("refreshTokenEnd", refreshTokenEnd(grant.refreshTokenEnd()));
        members.put("account", AccountFormat.members(grant.account()));
        members.put("kept", grant.kept().isEmpty() ? null : grant.kept());
        return members;
    }

    private static long format(Grant grant) {
        if (!grant.registration().grantType().needsPerson()) {
            return FORMAT_OWN_CREDENTIALS;
        }
        return grant.quarantine() == null ? FORMAT : FORMAT_QUARANTINED;
    }

    static Grant decode(Members members) throws JsonException {
        var format = members.number("format");
        if (format < FORMAT || format > FORMAT_OWN_CREDENTIALS) {
            throw new JsonException("a grant of format " + format + ", this version reads formats 1 to 3");
        }
        try {
            return grant(members);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new JsonException("a grant with a member that cannot be read");
        }
    }

    private static Grant grant(Members members) throws JsonException {
        return new Grant(
                RegistrationFormat.decode(members.object("registration")),
                Secret.of(members.text("accessToken")),
                secret(members.optionalText("refreshToken")),
                Set.copyOf(members.texts("scopes")),
                Instant.parse(members.text("issuedAt")),
                instant(members.optionalText("expiresAt")),
                Instant.parse(members.text("consentedAt")),
                Math.toIntExact(members.number("keptRefreshTokens")),
                ended(members.optionalObject("ended")),
                members.optionalBool("copied"),
                quarantine(members.optionalObject("quarantine")),
                refreshTokenEnd(members.optionalObject("refreshTokenEnd")),
                AccountFormat.decode(members.optionalObject("account")),
                members.optionalObject("kept") == null ? Map.of() : members.textMap("kept"));
    }

    private static @Nullable Map<String, @Nullable Object> ended(Grant.@Nullable Ended ended) {
        if (ended == null) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("kind", ended.kind());
        members.put("reason", ended.reason());
        members.put("at", ended.at().toString());
        members.put("confirmed", ended.confirmed());
        return members;
    }

    private static Grant.@Nullable Ended ended(@Nullable Members members) throws JsonException {
        return members == null
                ? null
                : new Grant.Ended(
                        members.text("kind"),
                        members.text("reason"),
                        Instant.parse(members.text("at")),
                        members.bool("confirmed"));
    }

    private static @Nullable Map<String, @Nullable Object> quarantine(Grant.@Nullable Quarantine quarantine) {
        if (quarantine == null) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("batch", quarantine.batch());
        members.put("reason", quarantine.reason());
        members.put("since", quarantine.since().toString());
        return members;
    }

    private static Grant.@Nullable Quarantine quarantine(@Nullable Members members) throws JsonException {
        return members == null
                ? null
                : new Grant.Quarantine(
                        members.text("batch"), members.text("reason"), Instant.parse(members.text("since")));
    }

    private static @Nullable Map<String, @Nullable Object> refreshTokenEnd(Grant.@Nullable RefreshTokenEnd end) {
        if (end == null) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("at", end.at().toString());
        members.put("fixed", end.fixed());
        return members;
    }

    private static Grant.@Nullable RefreshTokenEnd refreshTokenEnd(@Nullable Members members) throws JsonException {
        return members == null
                ? null
                : new Grant.RefreshTokenEnd(Instant.parse(members.text("at")), members.bool("fixed"));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null ? null : Secret.of(text);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
