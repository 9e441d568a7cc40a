// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.secret.Secret;

/** How grants come to be and change; each is a new value. */
public final class Grants {

    private Grants() {}

    /** The grant of a fresh consent; a provider that names no scopes granted those that were asked for. */
    public static Grant granted(Registration registration, TokenResponse response, Instant now) {
        var scopes = response.scopes() == null ? Set.copyOf(registration.scopes()) : response.scopes();
        return new Grant(
                registration,
                response.accessToken(),
                response.refreshToken(),
                scopes,
                now,
                expiresAt(now, response.expiresIn()),
                now,
                0,
                null,
                false,
                null,
                RefreshTokenEnds.first(registration, response, now),
                null,
                response.kept());
    }

    /** What the client's own credentials brought; a refresh token beside it is not kept (RFC 6749 section 4.4.3). */
    public static Grant fetched(Registration registration, TokenResponse response, Instant now) {
        var scopes = response.scopes() == null ? Set.copyOf(registration.scopes()) : response.scopes();
        return new Grant(
                registration,
                response.accessToken(),
                null,
                scopes,
                now,
                expiresAt(now, response.expiresIn()),
                now,
                0,
                null,
                false,
                null,
                null,
                null,
                response.kept());
    }

    /**
     * The grant after a refresh. A response without a refresh token keeps the old one (RFC 6749 section 6).
     *
     * @param used the registration that the token endpoint has just accepted; remembered only while it is the same
     *     revision as the one that got the grant
     */
    public static Grant refreshed(Grant old, Registration used, TokenResponse response, Instant now) {
        var fresh = response.refreshToken();
        var kept = keepsRefreshToken(old, response);
        var byAccessToken = used.dialect().requests().refresh().byAccessToken();
        var sameRevision = used.identity().equals(old.registration().identity());
        return new Grant(
                sameRevision ? used : old.registration(),
                response.accessToken(),
                kept ? old.refreshToken() : fresh,
                response.scopes() == null ? old.scopes() : response.scopes(),
                now,
                expiresAt(now, response.expiresIn()),
                old.consentedAt(),
                kept && !byAccessToken ? old.keptRefreshTokens() + 1 : 0,
                null,
                false,
                null,
                RefreshTokenEnds.next(old, used, response, now),
                old.account(),
                KeptValues.merged(old.kept(), response.kept()));
    }

    /** Whether the old refresh token goes on after that response (RFC 6749 section 6). */
    static boolean keepsRefreshToken(Grant old, TokenResponse response) {
        var fresh = response.refreshToken();
        return fresh == null || fresh.equals(old.refreshToken());
    }

    /** The grant with the refresh token that an otherwise unusable answer carried. */
    public static Grant salvaged(Grant old, Secret refreshToken) {
        return new Grant(
                old.registration(),
                old.accessToken(),
                refreshToken,
                old.scopes(),
                old.issuedAt(),
                old.expiresAt(),
                old.consentedAt(),
                0,
                old.ended(),
                false,
                old.quarantine(),
                null,
                old.account(),
                old.kept());
    }

    /** The grant with the provider's verdict that it is over (null: with that verdict withdrawn); its tokens are kept. */
    public static Grant withEnded(Grant old, Grant.@Nullable Ended ended) {
        return new Grant(
                old.registration(),
                old.accessToken(),
                old.refreshToken(),
                old.scopes(),
                old.issuedAt(),
                old.expiresAt(),
                old.consentedAt(),
                old.keptRefreshTokens(),
                ended,
                old.copied(),
                old.quarantine(),
                old.refreshTokenEnd(),
                old.account(),
                old.kept());
    }

    /**
     * The grant in quarantine: it came out of a copy, and another system may use it too. What the client's own credentials
     * brought stays as it is: both systems may fetch another.
     */
    public static Grant quarantined(Grant old, Grant.Quarantine quarantine) {
        return old.registration().grantType().needsPerson() ? copied(old, quarantine) : old;
    }

    /** The grant out of quarantine; the next refresh shows whether the other system has spent it. */
    public static Grant released(Grant old) {
        return copied(old, null);
    }

    /** What integrations get. */
    public static AccessToken accessToken(Grant grant) {
        return AccessToken.of(grant.accessToken().reveal(), grant.expiresAt(), grant.scopes());
    }

    /** The grant as bytes to be sealed; they carry every secret of it. */
    public static byte[] encode(Grant grant) {
        return Json.write(GrantFormat.members(grant));
    }

    /**
     * The grant in bytes that {@link #encode} made, by this or an older version.
     *
     * @throws JsonException when they are anything else; the message quotes none of them
     */
    public static Grant decode(byte[] content) throws JsonException {
        return GrantFormat.decode(new Members(Json.readObject(content)));
    }

    /** The grant as members of a larger JSON object that is to be sealed; they carry every secret of it. */
    public static Map<String, @Nullable Object> members(Grant grant) {
        return GrantFormat.members(grant);
    }

    /**
     * The grant that {@link #members} wrote.
     *
     * @throws JsonException when they are anything else; the message quotes none of them
     */
    public static Grant of(Members members) throws JsonException {
        return GrantFormat.decode(members);
    }

    private static Grant copied(Grant old, Grant.@Nullable Quarantine quarantine) {
        return new Grant(
                old.registration(),
                old.accessToken(),
                old.refreshToken(),
                old.scopes(),
                old.issuedAt(),
                old.expiresAt(),
                old.consentedAt(),
                old.keptRefreshTokens(),
                old.ended(),
                true,
                quarantine,
                old.refreshTokenEnd(),
                old.account(),
                old.kept());
    }

    private static @Nullable Instant expiresAt(Instant now, @Nullable Duration expiresIn) {
        return expiresIn == null ? null : now.plus(expiresIn);
    }
}
