// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus.Code;

/** What a line of the error table comes to for a refresh: its class, and what that means for those who look. */
enum Lot {
    OK(Caller.TOKEN, Code.AUTHORIZED, "", null, null),
    /** The provider keeps the refresh token, and says so by leaving it out. */
    OK_KEPT(Caller.TOKEN, Code.AUTHORIZED, "", null, null),
    /** The provider grants fewer scopes than were asked for. */
    NARROWER(Caller.TOKEN, Code.SCOPE_MISSING, "scope", null, null),
    BROKEN(Caller.WAIT, Code.UNAVAILABLE, "", Duration.ofSeconds(1), Duration.ofHours(1)),
    SALVAGED(Caller.WAIT, Code.UNAVAILABLE, "", Duration.ofSeconds(1), Duration.ofHours(1)),
    DEAD(Caller.SIGN_IN, Code.SIGN_IN_REQUIRED, "", Duration.ofSeconds(30), Duration.ofSeconds(30)),
    PERSON(Caller.SIGN_IN, Code.SIGN_IN_REQUIRED, "", null, null),
    CONFIG_SECRET(
            Caller.MISCONFIGURED, Code.MISCONFIGURED, ".client_secret", Duration.ofMinutes(1), Duration.ofHours(1)),
    CONFIG_CLIENT(Caller.MISCONFIGURED, Code.MISCONFIGURED, "client_id", Duration.ofMinutes(1), Duration.ofHours(1)),
    CONFIG_SCOPE(Caller.MISCONFIGURED, Code.MISCONFIGURED, "scope", Duration.ofMinutes(1), Duration.ofHours(1)),
    CONFIG_ENDPOINT(
            Caller.MISCONFIGURED, Code.MISCONFIGURED, "token_endpoint", Duration.ofMinutes(1), Duration.ofHours(1)),
    ENDPOINT(Caller.MISCONFIGURED, Code.MISCONFIGURED, "token_endpoint", Duration.ofSeconds(1), Duration.ofMinutes(15)),
    THROTTLED(Caller.WAIT, Code.THROTTLED, "", Duration.ofSeconds(1), Duration.ofMinutes(15)),
    THROTTLED_10_MIN(Caller.WAIT, Code.THROTTLED, "", Duration.ofMinutes(10), Duration.ofMinutes(11)),
    UNKNOWN(Caller.WAIT, Code.UNAVAILABLE, "", Duration.ofSeconds(1), Duration.ofMinutes(15)),
    TRANSIENT(Caller.WAIT, Code.UNAVAILABLE, "", Duration.ofSeconds(1), Duration.ofMinutes(15)),
    PROXY(Caller.WAIT, Code.MISCONFIGURED, "token_endpoint", Duration.ofSeconds(1), Duration.ofMinutes(15)),
    CLOCK(Caller.WAIT, Code.UNAVAILABLE, "", Duration.ofSeconds(5), Duration.ofMinutes(1)),
    CERTIFICATE(Caller.WAIT, Code.UNAVAILABLE, "", Duration.ofSeconds(1), Duration.ofMinutes(15));

    /** How exactly the moment of looking is known. */
    private static final Duration TICK = Duration.ofMillis(20);

    /** What somebody gets who has no usable token. */
    enum Caller {
        TOKEN,
        SIGN_IN,
        MISCONFIGURED,
        WAIT
    }

    final Caller caller;
    final Code code;
    final String key;
    private final @Nullable Duration least;
    private final @Nullable Duration most;

    Lot(Caller caller, Code code, String key, @Nullable Duration least, @Nullable Duration most) {
        this.caller = caller;
        this.code = code;
        this.key = key;
        this.least = least;
        this.most = most;
    }

    /** Refuses a next attempt that is too soon or too late, or one where none should be. */
    void requireWait(Observed.Wait seen) {
        if (!seen.matters()) {
            return;
        }
        if (least == null || most == null) {
            Assertions.assertThat(seen.span()).isNull();
        } else {
            Assertions.assertThat(seen.span()).isBetween(least.minus(TICK), most);
        }
    }
}
