// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.token.Attempt.End;

/**
 * The one refresh of a client, from the decision to the landing: first it waits for its turn at the provider's host, then
 * it is out. For one lane only.
 */
final class Flight {

    /** Whose wish it is. */
    enum Motive {
        /** Ours: the token ends, or has ended. */
        AGE,
        /** An integration's: the API rejected the token. */
        REJECTION,
        /** A person's who releases many clients at once: no budget refuses it, but it waits for its turn. */
        RELEASE,
        /** A person's, who looks at this client and waits for nothing. */
        PERSON;

        boolean byPerson() {
            return this == RELEASE || this == PERSON;
        }
    }

    private final Seams seams;
    private final Lane lane;
    private final Budget budget;
    private final Runnable onTurn;
    private final Attempts attempts;

    private Motive motive = Motive.AGE;
    private Turnstile.@Nullable Place place;
    private @Nullable Attempt attempt;
    private boolean termsChanged;

    /**
     * None is on.
     *
     * @param onTurn told in the lane when the turn has come that {@link #board} has waited for
     * @param onLanding told in the lane how it ended
     */
    Flight(Seams seams, Lane lane, GrantRecords records, Runnable onTurn, Consumer<End> onLanding) {
        this.seams = seams;
        this.lane = lane;
        this.budget = new Budget(records, seams.time());
        this.onTurn = onTurn;
        this.attempts = new Attempts(seams, lane, records, budget, onLanding);
    }

    /** Whether one waits for its turn or is out. */
    boolean on() {
        return place != null || out();
    }

    /** Whether one is out: its answer will be stored. */
    boolean out() {
        return attempt != null;
    }

    Motive motive() {
        return motive;
    }

    /** Whether it is a forced one, after a rejection. */
    boolean byForce() {
        return motive == Motive.REJECTION;
    }

    /** Whether the settings changed while it was out. */
    boolean termsChanged() {
        return termsChanged;
    }

    /** The settings changed: a person's grant is not replaced unless they need nobody. */
    void changeTerms(boolean needNobody) {
        termsChanged = out();
        if (!needNobody && attempt instanceof Fetch fetch && fetch.replacesConsent()) {
            fetch.abandon();
        }
    }

    /** Until which monotonic time the budget refuses another one (null: it does not). */
    @Nullable
    Long closedUntil(Motive why, Holding holding, Situation now) {
        var age = holding.age();
        var habits = now.habits();
        budget.pace(age == null ? null : age.pace(habits), habits.allowance());
        return why.byPerson() ? null : budget.closedUntil(!now.usable(), holding.endNanos());
    }

    /**
     * Asks to be let out.
     *
     * @return true: it may {@link #start} now; else it waits for its turn
     */
    boolean board(Motive why, Holding holding, Registration registration, BooleanSupplier awaited) {
        motive = why;
        var host = host(registration);
        if (why == Motive.PERSON) {
            seams.turnstile().enterAhead(host);
            return true;
        }
        var age = holding.age();
        var endNanos = age == null ? seams.time().nanos() : age.endNanos();
        var mine = new Turnstile.Place(host, endNanos, awaited, turn -> lane.submit(() -> called(turn)));
        if (seams.turnstile().enter(mine)) {
            return true;
        }
        place = mine;
        return false;
    }

    /** Lets it out. */
    void start(Source source, Holding holding, Registration registration, boolean usable) {
        var byPerson = motive.byPerson();
        termsChanged = false;
        attempt = source == Source.OWN_CREDENTIALS
                ? attempts.fetch(holding, registration, byPerson)
                : attempts.refresh(holding, registration, usable, byPerson);
        attempt.start();
    }

    /** It has landed: the grant that it was about (null: none was held). */
    @Nullable
    Held landed() {
        var about = requireNonNull(attempt).about();
        attempt = null;
        return about;
    }

    /** Gives up its place; one that is out stays out. */
    void callOff() {
        if (place != null) {
            seams.turnstile().leave(place);
            place = null;
        }
    }

    /** Gives up its place; what one that is out brings is dropped: a person said so. */
    void abandon() {
        callOff();
        if (attempt != null) {
            attempt.abandon();
        }
    }

    private void called(Turnstile.Place turn) {
        if (place == turn) {
            place = null;
            onTurn.run();
        }
    }

    private static String host(Registration registration) {
        return registration.endpoints().token().getHost();
    }
}
