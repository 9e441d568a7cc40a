// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Grant.RefreshTokenEnd;

/** What is learned about the end of a refresh token: when it is, and whether a refresh puts it off. */
final class RefreshTokenEnds {

    /** Providers say whole seconds: two answers closer together tell nothing. */
    private static final Duration TELLING = Duration.ofSeconds(3);

    private RefreshTokenEnds() {}

    static @Nullable RefreshTokenEnd first(Registration registration, TokenResponse response, Instant now) {
        if (response.refreshToken() == null) {
            return null;
        }
        var told = response.refreshTokenExpiresIn();
        var life = told == null ? registration.dialect().habits().refreshTokenLifetime() : told;
        return life == null ? null : new RefreshTokenEnd(now.plus(life), false);
    }

    /** After a refresh; the refresh token may be another one, and its end is the same when the consent has an end. */
    static @Nullable RefreshTokenEnd next(Grant old, Registration used, TokenResponse response, Instant now) {
        var told = response.refreshTokenExpiresIn();
        var kept = Grants.keepsRefreshToken(old, response);
        var before = old.refreshTokenEnd();
        if (told != null) {
            var at = now.plus(told);
            return new RefreshTokenEnd(at, before != null && fixed(before, at, Duration.between(old.issuedAt(), now)));
        }
        var life = used.dialect().habits().refreshTokenLifetime();
        if (life != null) {
            return kept ? ofKept(old, life, now) : new RefreshTokenEnd(now.plus(life), false);
        }
        // A refresh may have put it off without a word, unless it is known that none does.
        return kept && before != null && before.fixed() ? before : null;
    }

    /** Each token has the same life, so that one that goes on has its end where it was. */
    private static @Nullable RefreshTokenEnd ofKept(Grant old, Duration life, Instant now) {
        var before = old.refreshTokenEnd();
        var at = before == null ? old.consentedAt().plus(life) : before.at();
        // It has been used after that end: the setting is wrong.
        return at.isBefore(now) ? null : new RefreshTokenEnd(at, true);
    }

    // Put off by less than half of the time that went by: a provider that puts it off does so by all of it.
    private static boolean fixed(RefreshTokenEnd before, Instant at, Duration passed) {
        if (passed.compareTo(TELLING) < 0) {
            return before.fixed();
        }
        return Duration.between(before.at(), at).compareTo(passed.dividedBy(2)) < 0;
    }
}
