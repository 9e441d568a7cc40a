// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.winekey.oauth.admin.SignInOutcome;

/** The device doors that are polled, one for each client at most. Thread-safe. */
final class Polls {

    private final Polling.Rooms rooms;
    private final Map<String, Polling> running = new ConcurrentHashMap<>();

    Polls(Polling.Rooms rooms) {
        this.rooms = rooms;
    }

    /** Polls for this sign-in from now on and for no other of the client, unless a newer one is polled for already. */
    void start(Tickets.Open open) {
        var poll = open.ticket().poll();
        if (poll == null) {
            return;
        }
        var left = Duration.ofNanos(open.deadline() - rooms.means().time().nanos());
        var life = Collections.min(List.of(poll.codes().expiresIn(), left));
        var polling = new Polling(rooms, open, poll, life);
        if (isNewest(open.client(), polling)) {
            polling.start();
        }
    }

    /** Guards against two codes that reach this line in another order than the disk: the older one makes way. */
    private boolean isNewest(String client, Polling polling) {
        var before = running.putIfAbsent(client, polling);
        while (before != null && polling.isNewerThan(before)) {
            if (running.replace(client, before, polling)) {
                before.end();
                return true;
            }
            before = running.putIfAbsent(client, polling);
        }
        return before == null;
    }

    /**
     * Stops polling for this sign-in and waits for a poll that is out.
     *
     * @return what became of the tokens that polling brought (empty: it brought none, and none is out any more)
     */
    CompletableFuture<Optional<SignInOutcome>> hold(Tickets.Open open) {
        return of(open).map(Polling::hold).orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Goes on polling after {@link #hold}. */
    void release(Tickets.Open open) {
        of(open).ifPresent(Polling::release);
    }

    /** Ends polling for this client; a poll that is out is answered into the void. */
    void end(String client) {
        var polling = running.remove(client);
        if (polling != null) {
            polling.end();
        }
    }

    /** Ends polling for a sign-in of this client that was ended; one that is open is polled for on. */
    void endAbandoned(String client) {
        var polling = running.get(client);
        if (polling != null && !polling.isWanted() && running.remove(client, polling)) {
            polling.end();
        }
    }

    /** Ends all polling. */
    void close() {
        running.keySet().forEach(this::end);
    }

    /** What is left of the codes' life; zero when this sign-in is not polled for. */
    Duration left(Tickets.Open open) {
        return of(open).map(Polling::left).orElse(Duration.ZERO);
    }

    private Optional<Polling> of(Tickets.Open open) {
        return Optional.ofNullable(running.get(open.client())).filter(polling -> polling.isFor(open));
    }
}
