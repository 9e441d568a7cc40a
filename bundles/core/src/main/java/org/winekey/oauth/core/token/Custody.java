// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.token.Attempt.End;
import org.winekey.oauth.core.token.Attempt.NotSent;
import org.winekey.oauth.core.token.Attempt.Refused;
import org.winekey.oauth.core.token.Attempt.Renewed;
import org.winekey.oauth.core.token.Flight.Motive;
import org.winekey.oauth.core.token.Trouble.Cause;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * What is done with the grant of one client, and when. Every method is a task of the client's lane, so that nothing here
 * needs a lock; what callers may see is handed to the {@link Keeper} at the end of each task.
 */
final class Custody {

    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

    private static final Duration SPREAD = Duration.ofSeconds(10);

    private final String client;
    private final Seams seams;
    private final Keeper keeper;
    private final Holding holding;
    private final Troubles troubles;
    private final Rejections rejections = new Rejections();
    private final Agenda agenda;
    private final Diary diary;
    private final Minima minima;
    private final Flight flight;
    private final List<CompletableFuture<Void>> landings = new ArrayList<>(1);

    private ClientTerms terms = new ClientTerms.Starting();
    private @Nullable Trouble trouble;
    private boolean retired;

    Custody(String client, Seams seams, Lane lane, Keeper keeper) {
        this.client = client;
        this.seams = seams;
        this.keeper = keeper;
        this.agenda = new Agenda(seams, lane, this::wake, this::settle, this::mendDisk);
        var records = new GrantRecords(seams.vault(), client);
        this.holding = new Holding(seams, records, agenda.disk());
        this.troubles = new Troubles(seams);
        this.diary = new Diary(seams.time());
        this.minima = new Minima(seams.time());
        this.flight = new Flight(seams, lane, records, this::turn, this::landed);
    }

    /** The settings changed. */
    void configure(ClientTerms next) {
        var changed = !next.equals(terms);
        if (changed) {
            diary.settings(terms, next);
            terms = next;
            flight.changeTerms();
            if (trouble != null && trouble.cause() != Cause.PATIENCE && trouble.cause() != Cause.STORE) {
                retrySoon();
            }
        }
        readOnce();
        if (changed && Source.bringsAnother(terms, holding)) {
            agenda.refreshSoon();
        }
        settle();
    }

    /** All configurations were delivered; without one, this client is not configured. */
    void started() {
        if (terms instanceof ClientTerms.Starting) {
            configure(new ClientTerms.Absent());
        }
    }

    /** The store changed. */
    void reload() {
        if (holding.loaded() || allowed()) {
            read();
        }
        settle();
    }

    /** Somebody waits for a token. */
    void demand() {
        if (trouble == null) {
            readOnce();
        }
        settle();
    }

    /** A person wants a refresh, whatever was remembered; the future ends when it has landed. */
    void refreshNow(Motive motive, CompletableFuture<Void> landing) {
        readOnce();
        landings.add(landing);
        flight.callOff();
        if (mayFly()) {
            fly(motive);
        } else if (!flight.on()) {
            planRefresh(Agenda.SOON);
        }
        settle();
    }

    /** An API answered 401 to this token. */
    void rejected(AccessToken token) {
        var current = holding.held();
        if (current != null && current.granted().token() == token && !rejections.has(token)) {
            rejections.add(token, seams.time().nanos());
            diary.rejected(rejections.backingOff());
            if (!rejections.backingOff() && mayFly() && (trouble == null || putOffForItsToken(trouble))) {
                fly(Motive.REJECTION);
            }
        }
        settle();
    }

    // Guards against a token of unknown age that has ended: nothing was to be sent again before it surely had.
    private boolean putOffForItsToken(Trouble remembered) {
        return remembered.cause() == Cause.WORLD && !usable() && holding.unknownSends() >= Agenda.MOST_SENDS;
    }

    /** Sends nothing from now on and tries once to write what is not durable; the future ends when all has landed. */
    void retire(CompletableFuture<Void> landing) {
        retired = true;
        landings.add(landing);
        flight.callOff();
        if (!flight.out() && !holding.durable()) {
            write();
        }
        settle();
    }

    /** Everything of this client goes; the future tells what the disk said. */
    void forget(CompletableFuture<Optional<IOException>> done) {
        flight.abandon();
        var why = holding.forget();
        diary.forgotten(why);
        fresh();
        settle();
        done.complete(why);
    }

    /** The wall clock moved on its own: a suspended machine, or a clock that was set. */
    void clockJumped(boolean forwards) {
        diary.clock(forwards);
        if (holding.clockJumped(seams.time().now(), forwards)) {
            planRefresh(Agenda.SOON);
        }
        if (trouble != null
                && (trouble.cause() == Cause.WORLD
                        || trouble.patienceOver(seams.time().now()))) {
            retrySoon();
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
        return new DossierWriter(facts(), holding.unknownSends(), pages()).write();
    }

    Minima minima() {
        return minima;
    }

    private void wake() {
        if (!holding.loaded() || (trouble != null && trouble.cause() == Cause.STORE)) {
            read();
        } else if (mayFly()) {
            fly(motive());
        } else {
            trouble = null;
            planRefresh(Agenda.SOON);
        }
        settle();
    }

    private void readOnce() {
        if (!holding.loaded() && allowed()) {
            read();
        }
    }

    private void read() {
        var before = holding.held();
        var firstLook = !holding.loaded();
        var ailing = holding.removing() || (trouble != null && trouble.cause() == Cause.STORE);
        try {
            var changed = holding.read();
            if (ailing) {
                diary.storeWorks();
            }
            if (changed) {
                diary.grant(firstLook, before, holding.held());
                fresh();
                planRefresh(SPREAD);
                var ended = holding.ended();
                trouble = ended == null || Source.needNobody(terms) ? null : troubles.ended(ended, null);
            } else if (trouble != null && trouble.cause() == Cause.STORE) {
                trouble = null;
                planRefresh(Agenda.SOON);
            }
        } catch (IOException e) {
            diary.store(e);
            if (holding.removing()) {
                holding.writeLater();
            } else {
                trouble = troubles.store(e, null);
            }
        }
    }

    private void fresh() {
        flight.callOff();
        troubles.forget();
        rejections.clear();
        trouble = null;
        agenda.noRefresh();
    }

    private void fly(Motive motive) {
        trouble = null;
        agenda.noRefresh();
        var source = Source.of(terms, holding);
        if (source == Source.REFRESH && !holding.durable() && !diskMended()) {
            return;
        }
        var closedUntil = flight.closedUntil(motive, holding, usable());
        if (closedUntil != null) {
            trouble = troubles.budget(closedUntil);
            diary.overBudget(trouble.status().retryAt());
        } else if (flight.board(motive, holding, registration(), this::awaited)) {
            depart();
        }
    }

    // Also asked by the turnstile, on any thread.
    private boolean awaited() {
        return keeper.awaited() || minima.waiting();
    }

    private Motive motive() {
        return rejections.forceAt() == null ? Motive.AGE : Motive.REJECTION;
    }

    // The turn has come after a while, and nothing may be as it was.
    private void turn() {
        if (mayFly()) {
            depart();
        } else {
            planRefresh(Agenda.SOON);
        }
        settle();
    }

    private void depart() {
        if (flight.byForce()) {
            rejections.sent();
        }
        flight.start(Source.of(terms, holding), holding, registration(), usable());
    }

    private Registration registration() {
        return View.registration(terms, holding.held());
    }

    private void landed(End how) {
        var about = flight.landed();
        // Guards against blaming a new grant for what the provider said of the old one.
        if (how instanceof Refused && !holding.is(about)) {
            diary.dropped();
            read();
        } else if (how instanceof Renewed renewed) {
            diary.renewed(renewed, about, flight.byForce());
            renewed(renewed);
        } else if (how instanceof NotSent notSent) {
            diary.notSent(notSent.why());
            trouble = troubles.store(notSent.why(), null);
        } else if (how instanceof Refused refused) {
            refused(refused);
        } else {
            diary.dropped();
            read();
        }
        minima.landed();
        settle();
    }

    private void renewed(Renewed renewed) {
        LOG.debug("{}: refreshed", client);
        troubles.forget();
        trouble = null;
        holding.renewed(renewed);
        rejections.renewed(
                renewed.next().granted().token(), flight.byForce(), seams.time().nanos());
        minima.renewed(holding);
        planRefresh(Agenda.SOON);
    }

    private void refused(Refused refused) {
        var verdict = refused.verdict();
        LOG.info("{}: not refreshed ({}): {}", client, verdict.kind(), verdict.error());
        diary.refused(refused);
        if (refused.salvaged() != null) {
            holding.salvaged(refused.salvaged(), refused.durable());
        }
        var tryAtOnce = verdict.kind() == Kind.UNKNOWN && refused.unknownSends() < Agenda.MOST_SENDS && !usable();
        if (mayFly() && (tryAtOnce || (flight.termsChanged() && mayBeTheSettings(verdict.kind())))) {
            fly(flight.motive());
            return;
        }
        if (holding.held() == null && Source.of(terms, holding) == Source.PERSON) {
            return;
        }
        var notBefore = exhausted() ? holding.deadNanos() : null;
        if (verdict.kind() == Kind.DEAD) {
            ended(refused.unknownSends() > 0, notBefore);
            return;
        }
        trouble = troubles.of(verdict, Troubles.Circumstances.of(terms, holding.held(), notBefore));
    }

    private boolean mayBeTheSettings(Kind verdict) {
        return Troubles.mayBeTheSettings(verdict) || (verdict == Kind.DEAD && Source.needNobody(terms));
    }

    private void ended(boolean answerLost, @Nullable Long confirmNotBefore) {
        var verdict = troubles.verdict(requireNonNull(holding.held()).grant(), answerLost);
        try {
            holding.ended(verdict);
            diary.ended(verdict);
            trouble = troubles.ended(verdict, confirmNotBefore);
        } catch (StaleVersionException e) {
            read();
        }
    }

    private void mendDisk() {
        if (holding.removing()) {
            read();
        } else if (flight.out()) {
            // Guards against an answer that names the version which a write would replace now.
            holding.writeLater();
        } else if (!holding.durable()) {
            write();
        }
        settle();
    }

    private void write() {
        try {
            holding.write();
            diary.written(holding.durable());
            if (holding.durable() && trouble == null) {
                planRefresh(Agenda.SOON);
            }
        } catch (StaleVersionException e) {
            read();
        }
    }

    // Nothing is sent while the newest refresh token is in memory only, unless the provider never rotates.
    private boolean diskMended() {
        write();
        if (!mayFly()) {
            return false;
        }
        if (holding.durable() || (!usable() && requireNonNull(holding.held()).neverRotates())) {
            agenda.noRefresh();
            return true;
        }
        trouble = troubles.store(new IOException("not durable"), usable() ? holding.endNanos() : null);
        return false;
    }

    private boolean allowed() {
        return View.refusal(terms) == null;
    }

    private boolean mayFly() {
        return !retired && !flight.on() && allowed() && Source.of(terms, holding) != Source.PERSON && !exhausted();
    }

    // Guards against a provider that takes one more use of a spent refresh token for theft and ends the living one too.
    private boolean exhausted() {
        return usable() && holding.unknownSends() >= Agenda.MOST_SENDS && !holding.dead();
    }

    private boolean usable() {
        return allowed()
                && holding.unexpired()
                && !Source.disowns(terms, holding)
                && !rejections.withhold(holding, flight.on());
    }

    private void retrySoon() {
        troubles.forget();
        trouble = null;
        agenda.refreshSoon();
    }

    private void planRefresh(Duration spread) {
        if (!retired && Source.bringsAnother(terms, holding)) {
            agenda.refreshSoon();
            return;
        }
        agenda.refresh(holding, holding.unknownSends() > 0, exhausted(), spread);
    }

    // Nobody's wish for a longer life is worth more than a back-off, the budget, or a token that is not on disk yet.
    private boolean mayFlyForMinimum() {
        var well = trouble == null && usable() && holding.durable() && !rejections.backingOff();
        return well && mayFly() && flight.closedUntil(Motive.AGE, holding, true) == null;
    }

    private void settle() {
        if (awaited() && mayFly() && !usable() && facts().standing() == null) {
            fly(motive());
        }
        if (minima.wantRefresh(holding) && mayFlyForMinimum()) {
            minima.sent();
            fly(Motive.AGE);
            if (!flight.on()) {
                minima.landed();
            }
        }
        var endNanos = allowed() && holding.unexpired() ? holding.endNanos() : null;
        if (flight.on() || !allowed()) {
            agenda.rest(endNanos);
        } else {
            agenda.apply(endNanos, trouble, mayFly() ? rejections.forceAt() : null);
        }
        minima.look(holding);
        minima.answer(keeper.show(facts().view()), flight.on());
        if (!flight.on()) {
            landings.forEach(landing -> landing.complete(null));
            landings.clear();
        }
    }

    private View.Facts facts() {
        var untilNext = agenda.untilNext();
        var now = seams.time().now();
        return new View.Facts(terms, holding, usable(), flight.on(), rejections.backingOff(), trouble, untilNext, now);
    }
}
