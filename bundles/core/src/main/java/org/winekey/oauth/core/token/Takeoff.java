// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.function.BooleanSupplier;
import org.winekey.oauth.core.token.Flight.Motive;

/** Lets the flight of one client out: past its disk, its budget and the turnstile of its host. For one lane only. */
final class Takeoff {

    private final Situation now;
    private final Storekeeping storekeeping;
    private final BooleanSupplier awaited;
    private final Holding holding;
    private final Flight flight;
    private final Rejections rejections;
    private final Troubles troubles;
    private final Agenda agenda;
    private final Diary diary;
    private final Tally tally;

    /**
     * Nothing is let out yet.
     *
     * @param awaited whether somebody waits for a token; asked on any thread
     */
    Takeoff(Parts parts, Situation now, Storekeeping storekeeping, BooleanSupplier awaited) {
        this.now = now;
        this.storekeeping = storekeeping;
        this.awaited = awaited;
        this.holding = parts.holding();
        this.flight = parts.flight();
        this.rejections = parts.rejections();
        this.troubles = parts.troubles();
        this.agenda = parts.agenda();
        this.diary = parts.diary();
        this.tally = parts.tally();
    }

    /** Lets it out for a reason of our own. */
    void fly() {
        fly(rejections.forceAt() == null ? Motive.AGE : Motive.REJECTION);
    }

    /** Lets it out, or makes it wait for its turn, or says why not yet. Only when it {@linkplain Situation#mayFly may}. */
    void fly(Motive motive) {
        now.tryAgain();
        agenda.noRefresh();
        if (!motive.byPerson() && now.tooEarly()) {
            now.planRefresh(Agenda.SOON);
            return;
        }
        if (now.source() == Source.REFRESH && !holding.durable() && !storekeeping.mendedForRefresh()) {
            return;
        }
        var closedUntil = flight.closedUntil(motive, holding, now);
        if (closedUntil != null) {
            var overBudget = troubles.budget(closedUntil);
            now.trouble(overBudget);
            diary.overBudget(overBudget.status().retryAt());
            tally.overBudget();
        } else {
            board(motive);
        }
    }

    private void board(Motive motive) {
        tally.decided();
        if (flight.board(motive, holding, now.registration(), awaited)) {
            depart();
        } else {
            tally.queued();
        }
    }

    /** The turn has come after a while, and nothing may be as it was. */
    void turn() {
        if (now.mayFly()) {
            depart();
        } else {
            now.planRefresh(Agenda.SOON);
        }
    }

    private void depart() {
        if (flight.byForce()) {
            rejections.sent();
        }
        flight.start(now.source(), holding, now.registration(), now.usable());
    }
}
