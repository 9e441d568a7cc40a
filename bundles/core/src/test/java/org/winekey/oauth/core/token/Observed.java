// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Misconfigured;

/** What was seen after a request to the token endpoint had ended. */
record Observed(Row row, Wait next) {

    static final String UNASKED = "not asked";

    /**
     * What must be exactly so.
     *
     * @param requests how many requests reached the token endpoint
     * @param store what the store holds of the grant
     * @param caller what somebody gets who asks for a token
     * @param status code, audience and key
     */
    record Row(int requests, String store, String caller, String status) {

        /** The same where no request can arrive. */
        Row unsent() {
            return new Row(0, store, caller, status);
        }

        /** The same where the first of two tries is known not to have been sent. */
        Row oneSendLess() {
            return new Row(requests, store.replace(", 2 open", ", 1 open"), caller, status);
        }
    }

    /** How long until the next attempt by itself (null: none is planned). */
    record Wait(boolean matters, @Nullable Duration span) {}

    /** Asks for a token first. */
    static Observed of(SocketHouse house) {
        var caller = caller(house.token());
        return new Observed(
                new Row(house.requests(), store(house), caller, status(house)), new Wait(true, untilRetry(house)));
    }

    /** Asks for nothing, because that would be another request. */
    static Observed unasked(SocketHouse house) {
        return new Observed(new Row(house.requests(), store(house), UNASKED, status(house)), new Wait(false, null));
    }

    /** The same, where the next refresh is another matter. */
    Observed withoutWait() {
        return new Observed(row, new Wait(false, null));
    }

    String markdown(String line, String request) {
        var text = next.span() == null ? "" : "in " + seconds(next.span());
        return "| "
                + String.join(
                        " | ",
                        line,
                        request,
                        Integer.toString(row.requests()),
                        row.store(),
                        row.caller(),
                        row.status(),
                        next.matters() ? text : "")
                + " |";
    }

    private static String seconds(Duration span) {
        return span.toSeconds() + " s";
    }

    private static String store(SocketHouse house) {
        var grant = house.grant();
        var refreshToken = grant.refreshToken();
        var pair = grant.accessToken().reveal() + " + " + (refreshToken == null ? "none" : refreshToken.reveal());
        var ended = grant.ended();
        var mark = ended == null ? "" : ", " + ended.kind() + (ended.confirmed() ? " confirmed" : "");
        var open = house.openSends();
        return pair + mark + (open == 0 ? "" : ", " + open + " open");
    }

    static String caller(TokenResult result) {
        if (result instanceof Granted granted) {
            return granted.token().value();
        }
        var name = result.getClass().getSimpleName();
        return result instanceof Misconfigured wrong ? name + "(" + wrong.key() + ")" : name;
    }

    private static String status(SocketHouse house) {
        var status = house.status();
        return status(
                status.code().name(), status.audience().name(), status.key().orElse(""));
    }

    static String status(String code, String audience, String key) {
        return code + " " + audience + (key.isEmpty() ? "" : " " + key);
    }

    private static @Nullable Duration untilRetry(SocketHouse house) {
        return house.status()
                .retryAt()
                .map(at -> Duration.between(house.now(), at))
                .orElse(null);
    }
}
