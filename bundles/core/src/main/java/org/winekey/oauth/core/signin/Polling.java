// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientEvent.Kind;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.core.protocol.DeviceRequest;
import org.winekey.oauth.core.protocol.DeviceVerdict;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.seam.Scheduler;

/**
 * Asks for the tokens of one device code (RFC 8628 section 3.5), never sooner than the interval after the last answer,
 * until it brings tokens, the door shuts or the time is over. Thread-safe.
 */
final class Polling {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** A disturbed way doubles the wait so often at most. */
    private static final int DOUBLINGS = 5;

    private static final CompletableFuture<Optional<SignInOutcome>> NOTHING =
            CompletableFuture.completedFuture(Optional.empty());
    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);

    /** What polling works with. */
    record Rooms(
            Tickets tickets,
            Registrations registrations,
            Reception reception,
            SecondExchange second,
            OptionalScopes scopes,
            Means means,
            News news) {}

    private enum State {
        WAITING,
        OUT,
        HELD,
        OVER
    }

    private final Rooms rooms;
    private final Tickets.Open open;
    private final long deadline;
    private Poll poll; // guarded by this
    private State state = State.HELD; // guarded by this
    private boolean holdWanted; // guarded by this
    private int disturbances; // guarded by this
    private Scheduler.@Nullable Cancellable planned; // guarded by this

    /** Ends with the last poll that went out; the outcome if that poll brings tokens. Guarded by this. */
    private CompletableFuture<Optional<SignInOutcome>> flight = NOTHING;

    Polling(Rooms rooms, Tickets.Open open, Poll poll, Duration life) {
        this.rooms = rooms;
        this.open = open;
        this.poll = poll;
        this.deadline = rooms.means().time().nanos() + life.toNanos();
    }

    boolean isFor(Tickets.Open other) {
        return open.isSameAs(other);
    }

    boolean isNewerThan(Polling other) {
        return open.version().generation() > other.open.version().generation();
    }

    /** Whether its sign-in is open still. */
    boolean isWanted() {
        return rooms.tickets().now(open).isPresent();
    }

    synchronized void start() {
        plan(poll.codes().interval());
    }

    synchronized CompletableFuture<Optional<SignInOutcome>> hold() {
        if (state == State.WAITING) {
            cancel();
            state = State.HELD;
        }
        holdWanted = state == State.OUT;
        return flight;
    }

    synchronized void release() {
        holdWanted = false;
        if (state == State.HELD) {
            plan(poll.codes().interval());
        }
    }

    synchronized void end() {
        cancel();
        state = State.OVER;
    }

    synchronized Duration left() {
        var left = Duration.ofNanos(deadline - rooms.means().time().nanos());
        return state == State.OVER || left.isNegative() ? Duration.ZERO : left;
    }

    /** Under the lock. Plans the end instead when the time is over before. */
    private void plan(Duration wait) {
        state = State.WAITING;
        var left = left();
        planned = wait.compareTo(left) < 0
                ? rooms.means().scheduler().after(wait, this::ask)
                : rooms.means().scheduler().after(left, () -> shut("nobody used the code in time"));
    }

    /** Under the lock. */
    private void cancel() {
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
    }

    private void ask() {
        var now = rooms.tickets().now(open);
        if (now.isEmpty() || !isOpenIn(now.get())) {
            return;
        }
        var registration = registration(now.get());
        var mine = registration.flatMap(ready -> takeOff());
        if (mine.isEmpty()) {
            return;
        }
        var asked = registration.get();
        var sent = Redaction.NONE
                .and(poll().codes().deviceCode())
                .and(poll().verifier().secret())
                .and(asked.clientSecret());
        var call = DeviceRequest.poll(asked, poll().codes().deviceCode(), poll().verifier(), DEADLINE);
        var style = asked.dialect().answers();
        var unused = rooms.means()
                .transport()
                .send(call)
                .thenApplyAsync(
                        answer -> DeviceVerdict.of(answer, rooms.means().time().now(), sent, style),
                        rooms.means().scheduler()::execute)
                .thenCompose(verdict -> land(asked, verdict))
                .exceptionally(this::failed)
                .thenAccept(mine.get()::complete);
    }

    private boolean isOpenIn(Tickets.Open now) {
        var door = now.ticket().poll();
        return door != null && door.sameAs(poll());
    }

    private synchronized Poll poll() {
        return poll;
    }

    /** The registration to ask with; without one this waits, or the door shuts. */
    private Optional<Registration> registration(Tickets.Open now) {
        try {
            var registration = rooms.registrations().require(now.client());
            if (registration.identity().equals(now.ticket().registration())) {
                return Optional.of(registration);
            }
            shut("the settings changed during the sign-in");
        } catch (AdminException e) {
            // Guards against a restart: settings may come after the first interval.
            again(false);
        }
        return Optional.empty();
    }

    /** The flight of this poll (empty: it is not to go out any more). */
    private synchronized Optional<CompletableFuture<Optional<SignInOutcome>>> takeOff() {
        if (state != State.WAITING) {
            return Optional.empty();
        }
        state = State.OUT;
        flight = new CompletableFuture<>();
        return Optional.of(flight);
    }

    private CompletableFuture<Optional<SignInOutcome>> land(Registration registration, DeviceVerdict verdict) {
        if (verdict instanceof DeviceVerdict.Granted granted) {
            var asked = rooms.scopes().asking(registration).scopes();
            return rooms.second()
                    .after(registration, granted.response().granting(asked))
                    .thenCompose(last -> receive(registration, last));
        }
        if (verdict instanceof DeviceVerdict.Over over) {
            shut(over.text());
        } else if (verdict instanceof DeviceVerdict.Disturbed disturbed) {
            again(true, disturbed.retryAfter());
        } else {
            if (verdict instanceof DeviceVerdict.SlowDown) {
                slowDown();
            }
            again(false);
        }
        return NOTHING;
    }

    private CompletableFuture<Optional<SignInOutcome>> receive(Registration registration, TokenVerdict verdict) {
        if (verdict instanceof TokenVerdict.Success success) {
            return rooms.reception()
                    .receive(open, Door.DEVICE, registration, success.response(), Finisher.DEVICE)
                    .thenApply(Optional::of);
        }
        shut(((TokenVerdict.Failure) verdict).text());
        return NOTHING;
    }

    private Optional<SignInOutcome> failed(Throwable fault) {
        LOG.error("the device door of {} shuts by a fault of ours", open.client(), fault);
        shut("an internal fault, see the log");
        return Optional.empty();
    }

    private void again(boolean isDisturbed) {
        again(isDisturbed, null);
    }

    private synchronized void again(boolean isDisturbed, @Nullable Duration retryAfter) {
        if (state == State.OVER || state == State.HELD) {
            return;
        }
        disturbances = isDisturbed ? Math.min(disturbances + 1, DOUBLINGS) : 0;
        var wait = poll.codes().interval().multipliedBy(1L << disturbances);
        if (holdWanted) {
            state = State.HELD;
            return;
        }
        plan(retryAfter == null ? wait : Collections.max(List.of(wait, retryAfter)));
    }

    private void slowDown() {
        Poll slower;
        synchronized (this) {
            poll = poll.slower();
            slower = poll;
        }
        change(slower);
    }

    /** Shuts this door only; the others stay open. */
    private void shut(String why) {
        end();
        rooms.news().tell(open.client(), Kind.NOT_SIGNED_IN, "the device door brought no tokens: " + why);
        change(null);
        rooms.tickets().now(open).filter(now -> now.ticket().isOver()).ifPresent(rooms.tickets()::close);
    }

    private void change(@Nullable Poll next) {
        try {
            var unused = rooms.tickets().change(open, ticket -> {
                var door = ticket.poll();
                return door != null && door.sameAs(poll()) ? Optional.of(ticket.polling(next)) : Optional.empty();
            });
        } catch (IOException e) {
            LOG.debug("the device door of {} is as before on disk: {}", open.client(), e.toString());
        }
    }
}
