// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Habits;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.token.Flight.Motive;
import org.winekey.oauth.core.token.Trouble.Cause;

/**
 * How one client is: what its settings say, what has failed, and from these and its grant what may be done now. For one
 * lane only.
 */
final class Situation {

    private final Parts parts;
    private final Holding holding;
    private final Flight flight;
    private final Rejections rejections;
    private final Agenda agenda;

    private ClientTerms terms = new ClientTerms.Starting();
    private @Nullable Trouble trouble;
    private @Nullable Trouble tried;
    private boolean retired;
    private boolean leaving;

    Situation(Parts parts) {
        this.parts = parts;
        this.holding = parts.holding();
        this.flight = parts.flight();
        this.rejections = parts.rejections();
        this.agenda = parts.agenda();
    }

    ClientTerms terms() {
        return terms;
    }

    void terms(ClientTerms next) {
        terms = next;
        tried = null;
    }

    /** The failure that is remembered (null: none is). */
    @Nullable
    Trouble trouble() {
        return trouble;
    }

    void trouble(@Nullable Trouble failure) {
        trouble = failure;
    }

    /**
     * What failed is tried again, and not remembered any more. Faces see it until it is known how that ends: guards
     * against a client that is said to be well each time that it is tried.
     */
    void tryAgain() {
        tried = trouble != null ? trouble.triedAgain() : tried;
        trouble = null;
    }

    /** The end of a task. */
    void settled() {
        if (!flight.on()) {
            tried = null;
        }
    }

    /** Whether the failure that is remembered is the store's. */
    boolean storeAils() {
        return trouble != null && trouble.cause() == Cause.STORE;
    }

    /** Nothing is sent from now on. */
    void retire() {
        retired = true;
    }

    /** Whether the grant is on its way out: nothing is sent with it but its revocation. */
    void leaving(boolean yes) {
        leaving = yes;
    }

    /** Whether the settings allow that tokens are handed out and refreshed. */
    boolean allowed() {
        return View.refusal(terms) == null;
    }

    /** Whether the access token may be handed out. */
    boolean usable() {
        return allowed()
                && holding.unexpired()
                && !Source.disowns(terms, holding)
                && !rejections.withhold(holding, flight.on());
    }

    /** Whether the next token may be asked for. */
    boolean mayFly() {
        return !retired && !leaving && !flight.on() && allowed() && source() != Source.PERSON && !exhausted();
    }

    /**
     * The same for the sake of a minimum. Nobody's wish for a longer life is worth more than a back-off, the budget, a
     * token that is not on disk yet, or a provider that would refuse.
     */
    boolean mayFlyForMinimum() {
        var well = trouble == null && usable() && holding.durable() && !rejections.backingOff();
        return well && mayFly() && !tooEarly() && flight.closedUntil(Motive.AGE, holding, this) == null;
    }

    /**
     * Whether the refresh token must not be sent while the access token lives. Guards against a provider that takes one
     * more use of a spent refresh token for theft and ends the living one too.
     */
    boolean exhausted() {
        return usable() && holding.unknownSends() >= Agenda.MOST_SENDS && !holding.dead();
    }

    Source source() {
        return Source.of(terms, holding);
    }

    /** What the next token is asked for with. */
    Registration registration() {
        return Source.registration(terms, holding.held());
    }

    /** How the provider treats its tokens. */
    Habits habits() {
        return terms instanceof ClientTerms.Ready || holding.held() != null
                ? registration().dialect().habits()
                : Habits.PLAIN;
    }

    /** Monotonic time before which the provider refuses to renew the token (null: it does not, or no clock tells). */
    @Nullable
    Long earliestNanos() {
        var age = holding.age();
        return age == null || source() != Source.REFRESH ? null : age.earliestNanos(habits());
    }

    /** Whether the provider would still refuse to renew the token. */
    boolean tooEarly() {
        var earliest = earliestNanos();
        return earliest != null && parts.seams().time().nanos() - earliest < 0;
    }

    /** When the next forced refresh is due (null: none is, or none may be). */
    @Nullable
    Long forceNanos() {
        var forceAt = mayFly() ? rejections.forceAt() : null;
        return forceAt == null ? null : Agenda.later(forceAt, earliestNanos());
    }

    /** Monotonic time at which the token ceases to be handed out (null: it is not, or no clock tells). */
    @Nullable
    Long endNanos() {
        return allowed() && holding.unexpired() ? holding.endNanos() : null;
    }

    /** Another grant is held: nothing that is remembered of the one before is true any more. */
    void anotherGrant() {
        flight.callOff();
        rejections.clear();
        allIsWell();
        agenda.noRefresh();
    }

    /** What failed may work now: it is tried again at once. */
    void retrySoon() {
        allIsWell();
        agenda.refreshSoon();
    }

    /** No failure is remembered, nor how many there were. */
    void allIsWell() {
        parts.troubles().forget();
        trouble = null;
        tried = null;
    }

    /** Plans the next refresh by what is held; what is overdue is spread over a span. */
    void planRefresh(Duration spread) {
        if (!retired && Source.bringsAnother(terms, holding)) {
            agenda.refreshSoon();
            return;
        }
        agenda.refresh(holding, new Agenda.Terms(holding.unknownSends() > 0, exhausted(), habits()), spread);
    }

    Facts facts() {
        var untilNext = agenda.untilNext();
        var now = parts.seams().time().now();
        var shown = trouble == null && flight.on() ? tried : trouble;
        return new Facts(terms, holding, usable(), flight.on(), rejections.backingOff(), shown, untilNext, now);
    }
}
