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
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.token.Refresh.End;
import org.winekey.oauth.core.token.Refresh.Job;
import org.winekey.oauth.core.token.Refresh.NotSent;
import org.winekey.oauth.core.token.Refresh.Refused;
import org.winekey.oauth.core.token.Refresh.Renewed;
import org.winekey.oauth.core.token.Trouble.Cause;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * What is done with the grant of one client, and when. Every method is a task of the client's lane, so that nothing here
 * needs a lock; what callers may see is handed to the {@link Keeper} at the end of each task.
 */
final class Custody {

    private static final Logger log = LoggerFactory.getLogger(Custody.class);

    private static final Duration SPREAD = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String LOST_ROTATION = "LOST_ROTATION";
    private static final int SENDS = 2;
    private static final int ROTATION_UNUSED = 3;

    private final String client;
    private final Seams seams;
    private final Lane lane;
    private final Keeper keeper;
    private final GrantRecords records;
    private final Holding holding;
    private final Troubles troubles;
    private final Rejections rejections = new Rejections();
    private final Alarm wake;
    private final Alarm end;
    private final Alarm disk;
    private final List<CompletableFuture<Void>> landings = new ArrayList<>(1);

    private ClientTerms terms = new ClientTerms.Starting();
    private @Nullable Trouble trouble;
    private @Nullable Refresh flight;
    private boolean flightByForce;
    private boolean termsChanged;
    private @Nullable Long refreshNanos;

    Custody(String client, Seams seams, Lane lane, Keeper keeper) {
        this.client = client;
        this.seams = seams;
        this.lane = lane;
        this.keeper = keeper;
        this.wake = new Alarm(seams, lane, this::wake);
        this.end = new Alarm(seams, lane, this::settle);
        this.disk = new Alarm(seams, lane, this::mendDisk);
        this.records = new GrantRecords(seams.vault(), client);
        this.holding = new Holding(seams, records, disk);
        this.troubles = new Troubles(seams);
    }

    /** The settings changed. */
    void configure(ClientTerms next) {
        if (!next.equals(terms)) {
            terms = next;
            termsChanged = flight != null;
            if (trouble != null && trouble.cause() != Cause.PATIENCE && trouble.cause() != Cause.STORE) {
                retrySoon();
            }
        }
        if (!holding.loaded() && allowed()) {
            read();
        }
        settle();
    }

    /** All configurations were delivered, and none came for this client. */
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
        if (!holding.loaded() && allowed() && trouble == null) {
            read();
        }
        settle();
    }

    /** A person wants a refresh, whatever was remembered; the future ends when it has landed. */
    void refreshNow(CompletableFuture<Void> landing) {
        if (!holding.loaded() && allowed()) {
            read();
        }
        landings.add(landing);
        if (mayFly() && !(usable() && unknownSends() >= SENDS)) {
            trouble = null;
            fly(false);
        }
        settle();
    }

    /** An API answered 401 to this token. */
    void rejected(AccessToken token) {
        var current = holding.held();
        if (current != null && current.granted().token() == token && !rejections.has(token)) {
            rejections.add(token, seams.time().nanos());
            if (!rejections.backingOff() && mayFly() && trouble == null) {
                fly(true);
            }
        }
        settle();
    }

    /** Everything of this client goes; the future tells what the disk said. */
    void forget(CompletableFuture<Optional<IOException>> done) {
        if (flight != null) {
            flight.abandon();
        }
        var why = holding.forget();
        fresh();
        settle();
        done.complete(why);
    }

    /** The wall clock moved on its own: a suspended machine, or a clock that was set. */
    void clockJumped(boolean forwards) {
        if (holding.clockJumped(seams.time().now(), forwards)) {
            planRefresh(SOON);
        }
        if (trouble != null && trouble.cause() == Cause.WORLD) {
            retrySoon();
        }
        settle();
    }

    /** Whether an alarm should have rung; from any thread. */
    boolean overdue(Duration by) {
        return wake.overdue(by) || end.overdue(by) || disk.overdue(by);
    }

    /** Rings the alarms that should have rung. */
    void ringOverdue(Duration by) {
        for (var alarm : List.of(wake, end, disk)) {
            if (alarm.overdue(by)) {
                alarm.set(seams.time().nanos());
            }
        }
    }

    void close() {
        wake.clear();
        end.clear();
        disk.clear();
    }

    private void wake() {
        var before = trouble;
        trouble = null;
        if (!holding.loaded() || (before != null && before.cause() == Cause.STORE)) {
            read();
            planRefresh(SOON);
        } else if (mayFly()) {
            fly(rejections.forceAt() != null);
        }
        settle();
    }

    private void read() {
        try {
            if (holding.read()) {
                fresh();
                planRefresh(SPREAD);
                var ended =
                        holding.held() == null ? null : holding.held().grant().ended();
                trouble = ended == null ? null : troubles.ended(ended, null);
            } else if (trouble != null && trouble.cause() == Cause.STORE) {
                trouble = null;
            }
        } catch (IOException e) {
            trouble = troubles.store(e, null);
        }
    }

    private void fresh() {
        troubles.forget();
        rejections.clear();
        trouble = null;
        refreshNanos = null;
    }

    private void fly(boolean byForce) {
        refreshNanos = null;
        if (!holding.durable() && !diskMended()) {
            return;
        }
        var current = requireNonNull(holding.held());
        if (byForce) {
            rejections.sent();
        }
        flightByForce = byForce;
        termsChanged = false;
        var job = new Job(current, holding.stored(), registration(current), nothingToLose(current));
        flight = new Refresh(seams, lane, records, job, this::landed);
        flight.start();
    }

    private void landed(End how) {
        var about = requireNonNull(flight).job().held().version();
        flight = null;
        if (how instanceof Refused && !isStill(about)) {
            read();
        } else if (how instanceof Renewed renewed) {
            renewed(renewed);
        } else if (how instanceof NotSent notSent) {
            trouble = troubles.store(notSent.why(), null);
        } else if (how instanceof Refused refused) {
            refused(refused);
        } else {
            read();
        }
        settle();
    }

    // Guards against blaming a new grant for what the provider said of the old one.
    private boolean isStill(RecordVersion version) {
        var current = holding.held();
        return current != null && current.version().equals(version);
    }

    private void renewed(Renewed renewed) {
        log.debug("{}: refreshed", client);
        troubles.forget();
        trouble = null;
        holding.renewed(renewed);
        rejections.renewed(
                renewed.next().granted().token(), flightByForce, seams.time().nanos());
        planRefresh(PAUSE);
    }

    private void refused(Refused refused) {
        var verdict = refused.verdict();
        log.info("{}: not refreshed ({}): {}", client, verdict.kind(), verdict.error());
        if (refused.salvaged() != null) {
            holding.salvaged(refused.salvaged(), refused.durable());
        }
        var tryAtOnce = verdict.kind() == Kind.UNKNOWN && refused.unknownSends() < SENDS && !usable();
        if (mayFly() && (termsChanged || tryAtOnce)) {
            fly(flightByForce);
            return;
        }
        var notBefore = refused.unknownSends() >= SENDS && usable() ? holding.endNanos() : null;
        if (verdict.kind() == Kind.DEAD) {
            ended(refused.unknownSends() > 0, notBefore);
            return;
        }
        var current = requireNonNull(holding.held());
        var secretSet = registration(current).clientSecret() != null;
        trouble = troubles.of(verdict, new Troubles.Circumstances(notBefore, oldRevision(current), secretSet));
    }

    private void ended(boolean answerLost, @Nullable Long confirmNotBefore) {
        var before = requireNonNull(holding.held()).grant().ended();
        var lost = answerLost || (before != null && before.kind().equals(LOST_ROTATION));
        var reason = lost
                ? "an answer with a new refresh token was lost, and the provider refuses the old one; sign in again"
                : "the provider no longer honours this sign-in; sign in again";
        var verdict = new Grant.Ended(
                lost ? LOST_ROTATION : "DEAD", reason, seams.time().now(), before != null);
        try {
            holding.ended(verdict);
            trouble = troubles.ended(verdict, confirmNotBefore);
        } catch (StaleVersionException e) {
            read();
        }
    }

    private void mendDisk() {
        if (holding.removalOpen()) {
            holding.removeAgain();
        } else if (!holding.durable()) {
            write();
        }
        settle();
    }

    private void write() {
        try {
            holding.write();
            if (holding.durable() && trouble == null) {
                planRefresh(PAUSE);
            }
        } catch (StaleVersionException e) {
            read();
        }
    }

    // Nothing is sent while the newest refresh token is in memory only, unless the provider never rotates.
    private boolean diskMended() {
        write();
        var current = holding.held();
        if (current == null || !mayFly()) {
            return false;
        }
        if (holding.durable() || nothingToLose(current)) {
            refreshNanos = null;
            return true;
        }
        var why = new IOException("the newest token is not durable");
        trouble = troubles.store(why, usable() ? holding.endNanos() : null);
        return false;
    }

    private boolean nothingToLose(Held current) {
        return !usable() && current.grant().keptRefreshTokens() >= ROTATION_UNUSED;
    }

    private boolean allowed() {
        return View.refusal(terms) == null;
    }

    private boolean mayFly() {
        return flight == null && allowed() && holding.refreshable();
    }

    private boolean usable() {
        return allowed() && holding.unexpired() && !withheld();
    }

    // A rejected token is kept back while its successor is being fetched, and for good when no clock can end it.
    private boolean withheld() {
        var current = requireNonNull(holding.held());
        if (!rejections.has(current.granted().token()) || rejections.backingOff()) {
            return false;
        }
        return flight != null || !holding.ends() || !current.refreshable() || current.endedForGood();
    }

    private int unknownSends() {
        try {
            var current = holding.held();
            return current == null ? 0 : records.unknownSends(current);
        } catch (IOException e) {
            return 0;
        }
    }

    // Tokens and secret of a grant go only where the registration that got it says; one of the same identity may bring
    // a new secret or another way to authenticate.
    private Registration registration(Held current) {
        var granted = current.grant().registration();
        return terms instanceof ClientTerms.Ready ready && !oldRevision(current) ? ready.registration() : granted;
    }

    private boolean oldRevision(Held current) {
        return terms instanceof ClientTerms.Ready ready
                && !View.sameIdentity(ready.registration(), current.grant().registration());
    }

    private void retrySoon() {
        troubles.forget();
        trouble = null;
        refreshNanos = soon(SOON);
    }

    private long soon(Duration within) {
        return seams.time().nanos() + (long) (within.toNanos() * seams.entropy().fraction());
    }

    private void planRefresh(Duration spread) {
        refreshNanos = null;
        var known = holding.age();
        if (known == null || !holding.refreshable()) {
            return;
        }
        var sends = unknownSends();
        if (!holding.durable() || (sends >= SENDS && usable())) {
            refreshNanos = holding.endNanos();
        } else if (sends > 0) {
            refreshNanos = soon(SOON);
        } else if (!known.known()) {
            refreshNanos = soon(spread);
        } else if (known.ends()) {
            refreshNanos = staleNanos(known, spread);
        }
    }

    private long staleNanos(TokenAge known, Duration spread) {
        var now = seams.time().nanos();
        var left = known.staleNanos(seams.entropy().fraction()) - now;
        return left <= 0 ? soon(spread) : now + Math.max(left, PAUSE.toNanos());
    }

    private void settle() {
        if (keeper.awaited() && mayFly() && !usable() && facts().standing() == null) {
            fly(rejections.forceAt() != null);
        }
        plan();
        keeper.show(facts().view(), flight == null ? landed() : List.of());
    }

    private List<CompletableFuture<Void>> landed() {
        var all = List.copyOf(landings);
        landings.clear();
        return all;
    }

    private void plan() {
        var endsAt = holding.endNanos();
        if (endsAt != null && allowed() && holding.unexpired()) {
            end.set(endsAt);
        } else {
            end.clear();
        }
        var next = nextNanos();
        if (next == null) {
            wake.clear();
        } else {
            wake.set(next);
        }
    }

    private @Nullable Long nextNanos() {
        if (flight != null || !allowed()) {
            return null;
        }
        if (trouble != null) {
            return trouble.retryNanos();
        }
        var force = mayFly() ? rejections.forceAt() : null;
        var planned = refreshNanos;
        if (force == null || planned == null) {
            return force == null ? planned : force;
        }
        return force - planned < 0 ? force : planned;
    }

    private View.Facts facts() {
        return new View.Facts(
                terms,
                holding.loaded(),
                holding.held(),
                usable(),
                allowed() && holding.unexpired() && holding.ends(),
                flight != null,
                holding.durable(),
                rejections.backingOff(),
                trouble,
                wake.left(),
                seams.time().now());
    }
}
