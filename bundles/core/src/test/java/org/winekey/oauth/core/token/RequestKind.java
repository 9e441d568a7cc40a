// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.token.Lot.Caller;
import org.winekey.oauth.core.token.Observed.Row;

/** The ways in which a request to the token endpoint comes about, and what each makes of a line of the error table. */
enum RequestKind {

    /** Somebody waits for a token, because the last one has expired. */
    REFRESH_EXPIRED("refresh, token expired") {
        @Override
        void prepare(SocketHouse house) {
            house.signedIn(Duration.ofHours(2));
        }

        @Override
        Observed provoke(SocketHouse house) {
            house.token();
            return Observed.of(house);
        }

        @Override
        Row expected(Lot lot) {
            return new Row(
                    lot == Lot.UNKNOWN ? 2 : 1, store(lot, lot == Lot.UNKNOWN ? 2 : 1), caller(lot), status(lot));
        }
    },

    /** The token is still good, and its refresh is due. */
    REFRESH_AHEAD("refresh, token valid") {
        @Override
        void prepare(SocketHouse house) {
            house.signedIn(Duration.ofMinutes(30));
        }

        @Override
        Observed provoke(SocketHouse house) {
            return Observed.of(house.untilSent());
        }

        @Override
        Row expected(Lot lot) {
            return new Row(1, store(lot, 1), lot.caller == Caller.TOKEN ? "access-new" : "access-0", status(lot));
        }
    },

    /** A person asks for a refresh of a token that is still good. */
    REFRESH_NOW("refresh now, token valid") {
        @Override
        void prepare(SocketHouse house) {
            house.signedIn(Duration.ofMinutes(1));
        }

        @Override
        Observed provoke(SocketHouse house) {
            house.keeper().refreshNow();
            return Observed.of(house);
        }

        @Override
        Row expected(Lot lot) {
            return REFRESH_AHEAD.expected(lot);
        }
    },

    /** A browser brings a code, while an earlier grant is there. */
    CODE("code, with an earlier grant") {
        @Override
        void prepare(SocketHouse house) {
            house.signedIn(Duration.ofMinutes(1));
        }

        @Override
        Observed provoke(SocketHouse house) {
            landTwice(house);
            return Observed.of(house).withoutWait();
        }

        @Override
        Row expected(Lot lot) {
            var store = lot == Lot.OK_KEPT ? "access-new + none" : "access-new + refresh-new";
            return new Row(
                    1,
                    lot.caller == Caller.TOKEN ? store : "access-0 + refresh-0",
                    lot.caller == Caller.TOKEN ? "access-new" : "access-0",
                    lot == Lot.NARROWER
                            ? Observed.status("SCOPE_MISSING", "PERSON", "scope")
                            : Observed.status("AUTHORIZED", "NONE", ""));
        }
    },

    /** A browser brings a code, while the token of an earlier grant has expired. */
    CODE_EXPIRED("code, with an earlier grant, token expired") {
        @Override
        void prepare(SocketHouse house) {
            house.signedIn(Duration.ofHours(2));
        }

        @Override
        Observed provoke(SocketHouse house) {
            landTwice(house);
            return Observed.unasked(house);
        }

        @Override
        Row expected(Lot lot) {
            var like = CODE.expected(lot);
            return new Row(1, like.store(), Observed.UNASKED, like.status());
        }
    };

    private final String title;

    RequestKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Makes the house ready; the token endpoint is well. */
    abstract void prepare(SocketHouse house);

    /** Has the request sent, and looks. */
    abstract Observed provoke(SocketHouse house);

    /** What must be seen. */
    abstract Row expected(Lot lot);

    /** Whatever comes of it, the ticket is gone, and the same answer again goes nowhere. */
    private static void landTwice(SocketHouse house) {
        var answer = house.departed();
        var first = house.arrive(answer).kind();
        var second = house.arrive(answer).kind();
        house.scheduler.settle();
        var renewed = house.grant().accessToken().reveal().equals("access-new");
        if (house.hasTicket() || second != Kind.NO_SUCH_SIGN_IN || renewed != (first == Kind.DONE)) {
            throw new AssertionError("a sign-in ended as " + first + ", then " + second);
        }
    }

    private static String store(Lot lot, int sends) {
        return switch (lot) {
            case OK, NARROWER -> "access-new + refresh-new";
            case OK_KEPT -> "access-new + refresh-0";
            case SALVAGED -> "access-0 + refresh-new";
            case DEAD -> "access-0 + refresh-0, DEAD";
            case BROKEN, UNKNOWN -> "access-0 + refresh-0, " + sends + " open";
            default -> "access-0 + refresh-0";
        };
    }

    private static String caller(Lot lot) {
        if (lot.caller == Caller.TOKEN) {
            return "access-new";
        }
        if (lot.caller == Caller.SIGN_IN) {
            return "SignInRequired";
        }
        return lot.caller == Caller.WAIT ? "Unavailable" : "Misconfigured(" + lot.key + ")";
    }

    private static String status(Lot lot) {
        Code code = lot.code;
        return Observed.status(code.name(), code.audience().name(), lot.key);
    }
}
