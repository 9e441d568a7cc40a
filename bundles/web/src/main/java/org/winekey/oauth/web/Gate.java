// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Duration;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may pass, before any servlet sees a request, by the first of these that applies:
 *
 * <ol>
 *   <li>the Host is not ours: 421;
 *   <li>the path is open: pass;
 *   <li>there is no realm: 403 with the reason;
 *   <li>no credentials: 401;
 *   <li>the source address has failed too often: 429, and the realm is not asked;
 *   <li>the realm does not know them: 401;
 *   <li>neither role admin nor viewer: 403;
 *   <li>pass, as this {@link Visitor}.
 * </ol>
 *
 * <p>Thread-safe.
 */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String NO_REALM = "gate.no-realm";

    private final Origins origins;
    private final Realm realm;
    private final BackOff backOff;

    Gate(Origins origins, Realm realm, BackOff backOff) {
        this.origins = origins;
        this.realm = realm;
        this.backOff = backOff;
    }

    /** Lets the request in, or says what to answer instead. */
    Optional<Answer> refuse(HttpServletRequest request) {
        if (!origins.isHostOurs(request)) {
            return Optional.of(Pages.message(Answer.MISDIRECTED, "gate.host"));
        }
        if (Route.of(request.getRequestURI()).open()) {
            return Optional.empty();
        }
        if (!realm.exists()) {
            return Optional.of(forbidden(NO_REALM));
        }
        return BasicCredentials.of(request.getHeader("Authorization"))
                .map(credentials -> ask(credentials, request))
                .orElseGet(() -> Optional.of(unauthorized()));
    }

    static Answer unauthorized() {
        return Pages.message(HttpServletResponse.SC_UNAUTHORIZED, "gate.login")
                .with("WWW-Authenticate", "Basic realm=\"karaf\", charset=\"UTF-8\"");
    }

    private Optional<Answer> ask(BasicCredentials credentials, HttpServletRequest request) {
        try {
            Duration pause = backOff.begin(request.getRemoteAddr());
            return pause.isZero()
                    ? judge(check(credentials, request), credentials.user(), request)
                    : Optional.of(tooMany(pause));
        } finally {
            credentials.wipe();
        }
    }

    private Realm.Verdict check(BasicCredentials credentials, HttpServletRequest request) {
        boolean good = false;
        try {
            Realm.Verdict verdict = realm.check(credentials.user(), credentials.password());
            good = verdict instanceof Realm.Known;
            return verdict;
        } finally {
            backOff.end(request.getRemoteAddr(), credentials.user(), good);
        }
    }

    private static Optional<Answer> judge(Realm.Verdict verdict, String user, HttpServletRequest request) {
        if (verdict instanceof Realm.Known known) {
            return admit(known, user, request);
        }
        if (verdict instanceof Realm.Missing) {
            return Optional.of(forbidden(NO_REALM));
        }
        // Not the name: people type passwords into that field.
        LOG.info("login from {} refused", request.getRemoteAddr());
        return Optional.of(unauthorized());
    }

    private static Optional<Answer> admit(Realm.Known known, String user, HttpServletRequest request) {
        boolean admin = known.roles().contains("admin");
        if (!admin && !known.roles().contains("viewer")) {
            return Optional.of(forbidden("gate.no-role"));
        }
        new Visitor(user, admin).enter(request);
        return Optional.empty();
    }

    private static Answer forbidden(String key) {
        return Pages.message(HttpServletResponse.SC_FORBIDDEN, Html.say("not.allowed"), Html.say(key));
    }

    private static Answer tooMany(Duration pause) {
        return Pages.message(Answer.TOO_MANY_REQUESTS, "gate.too-many")
                .with("Retry-After", Long.toString(pause.toSeconds() + 1));
    }
}
