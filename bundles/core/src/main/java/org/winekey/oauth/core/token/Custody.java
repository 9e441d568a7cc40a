// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.admin.ClientEvent.Kind;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.token.Attempt.End;
import org.winekey.oauth.core.token.Flight.Motive;
import org.winekey.oauth.core.token.Trouble.Cause;

/**
 * What is done with the grant of one client, and when. Every method is a task of the client's lane, so that nothing here
 * needs a lock; what callers may see is handed to the {@link Keeper} at the end of each task.
 */
final class Custody {

    private final Seams seams;
    private final Keeper keeper;
    private final Lane lane;
    private final Holding holding;
    private final Flight flight;
    private final Rejections rejections = new Rejections();
    private final Agenda agenda;
    private final Diary diary;
    private final Minima minima;
    private final Situation now;
    private final Storekeeping storekeeping;
    private final Takeoff takeoff;
    private final Touchdown touchdown;
    private final Farewell farewell;
    private final Parts parts;
    private final List<CompletableFuture<Void>> onLanding = new ArrayList<>(1);

    Custody(String client, Seams seams, Lane lane, Keeper keeper) {
        this.seams = seams;
        this.keeper = keeper;
        this.lane = lane;
        this.agenda = new Agenda(seams, lane, this::wake, this::settle, this::mendDisk);
        var records = new GrantRecords(seams.vault(), client);
        this.holding = new Holding(seams, records, agenda.disk());
        this.diary = new Diary(seams.time(), keeper::happened);
        this.minima = new Minima(seams.time());
        this.flight = new Flight(seams, lane, records, this::turn, this::landed);
        var troubles = new Troubles(seams);
        this.parts =
                new Parts(seams, holding, flight, rejections, troubles, agenda, diary, minima, new Tally(seams.time()));
        this.now = new Situation(parts);
        this.storekeeping = new Storekeeping(parts, now);
        this.takeoff = new Takeoff(parts, now, storekeeping, this::awaited);
        this.touchdown = new Touchdown(client, parts, now, storekeeping, takeoff);
        this.farewell = new Farewell(parts, lane, now, storekeeping, this::parted);
    }

    /** What was counted; from any thread. */
    Counted counted() {
        return parts.tally().counted();
    }

    /** The settings changed. */
    void configure(ClientTerms next) {
        var changed = !next.equals(now.terms());
        if (changed) {
            diary.settings(now.terms(), next);
            var habits = now.habits();
            now.terms(next);
            if (!habits.equals(now.habits()) && !flight.on()) {
                now.planRefresh(Agenda.SOON);
            }
            flight.changeTerms(Source.needNobody(next));
            var trouble = now.trouble();
            if (trouble != null && trouble.cause() != Cause.PATIENCE && trouble.cause() != Cause.STORE) {
                now.retrySoon();
            }
        }
        storekeeping.readOnce();
        if (changed && Source.bringsAnother(next, holding)) {
            agenda.refreshSoon();
        }
        settle();
    }

    /** All configurations were delivered; without one, this client is not configured. */
    void started() {
        if (now.terms() instanceof ClientTerms.Starting) {
            configure(new ClientTerms.Absent());
        }
    }

    /** The store changed. */
    void reload() {
        if (holding.loaded() || now.allowed()) {
            storekeeping.read();
        }
        settle();
    }

    /** Somebody waits for a token. */
    void demand() {
        if (now.trouble() == null) {
            storekeeping.readOnce();
        }
        settle();
    }

    /** A person wants a refresh, whatever was remembered; the future ends when it has landed. */
    void refreshNow(Motive motive, CompletableFuture<Void> landed) {
        storekeeping.readOnce();
        onLanding.add(landed);
        flight.callOff();
        if (now.mayFly()) {
            takeoff.fly(motive);
        } else if (!flight.on()) {
            now.planRefresh(Agenda.SOON);
        }
        settle();
    }

    /** An API answered 401 to this token. */
    void rejected(AccessToken token) {
        var current = holding.held();
        if (current != null && current.granted().token() == token && !rejections.has(token)) {
            rejections.add(token, seams.time().nanos());
            diary.rejected(rejections.backingOff());
            if (!rejections.backingOff() && now.mayFly() && (now.trouble() == null || putOffForItsToken())) {
                takeoff.fly(Motive.REJECTION);
            }
        }
        settle();
    }

    /** Sends nothing from now on and tries once to write what is not durable; the future ends when all has landed. */
    void retire(CompletableFuture<Void> landed) {
        now.retire();
        onLanding.add(landed);
        flight.callOff();
        if (!flight.out() && !holding.durable()) {
            storekeeping.write();
        }
        settle();
    }

    /** Everything of this client goes; the future tells what the disk said. */
    void forget(CompletableFuture<Optional<IOException>> done) {
        flight.abandon();
        var why = storekeeping.forget();
        settle();
        done.complete(why);
    }

    /**
     * The grant ends at the provider and then here; a refresh that is out lands first, so that its newest tokens are
     * revoked. The future tells what became of it.
     */
    void revoke(CompletableFuture<Parting> done) {
        if (!holding.loaded()) {
            storekeeping.read();
        }
        var refusal = farewell.refusal();
        var held = holding.held();
        if (refusal != null || held == null) {
            done.complete(refusal);
            return;
        }
        farewell.begin(held, done);
        keeper.hide();
        flight.callOff();
        var landed = new CompletableFuture<Void>();
        var unused = landed.thenRun(() -> lane.submit(farewell::send));
        onLanding.add(landed);
        settle();
    }

    /** Asks the provider about the token that is held. Changes nothing. */
    void introspect(CompletableFuture<Inquiry> done) {
        storekeeping.readOnce();
        var unused = Inquiry.of(parts, lane, now.terms()).thenAccept(done::complete);
        settle();
    }

    /** The wall clock moved on its own: a suspended machine, or a clock that was set. */
    void clockJumped(boolean forwards) {
        var wall = seams.time().now();
        diary.clock(forwards);
        if (holding.clockJumped(wall, forwards)) {
            now.planRefresh(Agenda.SOON);
        }
        var trouble = now.trouble();
        if (trouble != null && trouble.cause() == Cause.WORLD) {
            now.retrySoon();
        } else if (trouble != null) {
            now.trouble(trouble.clockJumped(wall, seams.time().nanos()));
        }
        settle();
    }

    Agenda agenda() {
        return agenda;
    }

    /** What happened, the newest first; from any thread. */
    List<Happening> pages() {
        return diary.pages();
    }

    /** Why the client is as it is. */
    Dossier explain() {
        return new DossierWriter(now.facts(), holding.unknownSends(), pages()).write();
    }

    void note(Kind kind, String text) {
        diary.signIn(kind, text);
    }

    Minima minima() {
        return minima;
    }

    private void parted() {
        keeper.unhide();
        settle();
    }

    private void wake() {
        if (!holding.loaded() || now.storeAils()) {
            storekeeping.read();
        } else if (now.mayFly()) {
            takeoff.fly();
        } else {
            now.trouble(null);
            now.planRefresh(Agenda.SOON);
        }
        settle();
    }

    private void mendDisk() {
        storekeeping.mend();
        settle();
    }

    private void turn() {
        takeoff.turn();
        settle();
    }

    private void landed(End how) {
        touchdown.landed(how);
        settle();
    }

    // Also asked by the turnstile, on any thread.
    private boolean awaited() {
        return keeper.awaited() || minima.waiting();
    }

    // Guards against a token of unknown age that has ended: nothing was to be sent again before it surely had.
    private boolean putOffForItsToken() {
        var trouble = now.trouble();
        return trouble != null
                && trouble.cause() == Cause.WORLD
                && !now.usable()
                && holding.unknownSends() >= Agenda.MOST_SENDS;
    }

    private void settle() {
        if (awaited() && now.mayFly() && !now.usable() && now.facts().standing() == null) {
            takeoff.fly();
        }
        flyForMinimum();
        if (flight.on() || !now.allowed()) {
            agenda.rest(now.endNanos());
        } else {
            agenda.apply(now.endNanos(), now.trouble(), now.forceNanos());
        }
        minima.look(holding);
        minima.answer(keeper.show(now.facts().view()), flight.on());
        now.settled();
        if (!flight.on()) {
            onLanding.forEach(landed -> landed.complete(null));
            onLanding.clear();
        }
    }

    private void flyForMinimum() {
        if (minima.wantRefresh(holding) && now.mayFlyForMinimum()) {
            minima.sent();
            takeoff.fly(Motive.AGE);
        }
    }
}
