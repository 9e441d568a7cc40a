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

    static @Nullable RefreshTokenEnd first(TokenResponse response, Instant now) {
        var life = response.refreshTokenExpiresIn();
        return life == null || response.refreshToken() == null ? null : new RefreshTokenEnd(now.plus(life), false);
    }

    /** After a refresh; the refresh token may be another one, and its end is the same when the consent has an end. */
    static @Nullable RefreshTokenEnd next(Grant old, TokenResponse response, boolean kept, Instant now) {
        var life = response.refreshTokenExpiresIn();
        var before = old.refreshTokenEnd();
        if (life == null) {
            // A refresh may have put it off without a word, unless it is known that none does.
            return kept && before != null && before.fixed() ? before : null;
        }
        var at = now.plus(life);
        return new RefreshTokenEnd(at, before != null && fixed(before, at, Duration.between(old.issuedAt(), now)));
    }

    // Put off by less than half of the time that went by: a provider that puts it off does so by all of it.
    private static boolean fixed(RefreshTokenEnd before, Instant at, Duration passed) {
        if (passed.compareTo(TELLING) < 0) {
            return before.fixed();
        }
        return Duration.between(before.at(), at).compareTo(passed.dividedBy(2)) < 0;
    }
}
