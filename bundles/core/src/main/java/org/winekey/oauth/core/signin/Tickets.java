// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * The open tickets: at most one for each client and {@link #MOST} in all, durable before it counts, gone after {@link #LIFETIME} of this run. A
 * ticket survives one restart and no second one. Thread-safe.
 */
final class Tickets {

    /** More than any house starts at a time. */
    static final int MOST = 256;

    /** How long a sign-in may take. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);

    private final Vault vault;
    private final Time time;
    private final Entropy entropy;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final AtomicLong generations = new AtomicLong();

    Tickets(Vault vault, Time time, Entropy entropy) {
        this.vault = vault;
        this.time = time;
        this.entropy = entropy;
    }

    /**
     * A ticket that is open in this run.
     *
     * @param client the client name
     * @param ticket the ticket as it is on disk
     * @param version its fence
     * @param deadline monotonic time of its end
     */
    record Open(String client, Ticket ticket, RecordVersion version, long deadline) {

        /** Whether both are the same sign-in, at whatever stage. */
        boolean isSameAs(Open other) {
            return client.equals(other.client) && version.grantId().equals(other.version.grantId());
        }
    }

    /** Takes over what an earlier run left, except answered doors: a code is never sent twice. */
    void restore() throws IOException {
        for (var client : vault.clients()) {
            try {
                restore(client);
            } catch (IOException e) {
                LOG.warn("an open sign-in of {} is lost, because its file cannot be read: {}", client, e.getMessage());
            }
        }
    }

    private void restore(String client) throws IOException {
        var entry = vault.read(client, RecordKind.TICKET);
        if (entry.isEmpty()) {
            return;
        }
        var before = TicketCodec.decode(entry.get().content());
        var version = entry.get().version();
        var ticket = before.restarted();
        if (before.restarts() > 0 || ticket.isOver()) {
            vault.clear(client, RecordKind.TICKET, version);
        } else {
            show(store(client, ticket, version, next(version, version.grantId()), deadline()));
        }
    }

    /**
     * Stores a new ticket; an older one of this client is cancelled by it.
     *
     * @throws AdminException as {@link #requireNoneClaimed}
     */
    Open issue(String client, Ticket ticket) throws IOException {
        var ticketId = entropy.hex(16);
        while (true) {
            var before = version(client);
            requireNoneClaimed(client);
            try {
                var issued = store(client, ticket, before, next(before, ticketId), deadline());
                show(issued);
                return issued;
            } catch (StaleVersionException e) {
                // Guards against an older ticket that moves on between our read and our write: take its place now.
            }
        }
    }

    /**
     * Guards the tokens that an answered sign-in is about to bring against a new one that would take its place.
     *
     * @throws AdminException while the code of the open ticket of this client may be on the way
     */
    void requireNoneClaimed(String client) {
        if (of(client).filter(known -> known.ticket().isClaimed()).isPresent()) {
            throw new AdminException(
                    Problem.UNAVAILABLE,
                    "a sign-in of " + client
                            + " is being completed just now, and its tokens are about to come; look at the status"
                            + " of " + client + " in a moment");
        }
    }

    /**
     * Stores the next stage of a sign-in, whatever other doors did meanwhile.
     *
     * @param step the ticket as it is to the ticket as it shall be (empty: the step is not possible any more)
     * @return empty: it was not possible, or the sign-in was ended
     */
    Optional<Open> change(Open seen, Function<Ticket, Optional<Ticket>> step) throws IOException {
        while (true) {
            var now = now(seen);
            var next = now.flatMap(open -> step.apply(open.ticket()));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            var changed = advance(now.get(), next.get());
            if (changed.isPresent()) {
                return changed;
            }
            // Guards against another door that moves on between our look and our write: look again.
        }
    }

    private Optional<Open> advance(Open from, Ticket to) throws IOException {
        try {
            var version = next(from.version(), from.version().grantId());
            var advanced = store(from.client(), to, from.version(), version, from.deadline());
            if (open.replace(from.client(), from, advanced)) {
                return Optional.of(advanced);
            }
            // Guards against a cancel, or a newer ticket, that came while the disk was writing: it wins.
            vault.clear(from.client(), RecordKind.TICKET, version);
        } catch (StaleVersionException e) {
            LOG.debug("something else about the sign-in of {} was faster", from.client());
            forgetIfGone(from);
        }
        return Optional.empty();
    }

    /** Guards against a record that somebody removed, or a newer one: waiting for this one to move on would never end. */
    private void forgetIfGone(Open known) throws IOException {
        var there = vault.version(known.client(), RecordKind.TICKET).map(RecordVersion::grantId);
        if (!there.equals(Optional.of(known.version().grantId()))) {
            open.remove(known.client(), known);
        }
    }

    private Open store(
            String client, Ticket ticket, @Nullable RecordVersion replaces, RecordVersion next, long deadline)
            throws IOException {
        vault.write(client, RecordKind.TICKET, replaces, next, TicketCodec.encode(ticket));
        return new Open(client, ticket, next, deadline);
    }

    /** Guards against two new tickets of one client that reach this line in another order than the disk. */
    private void show(Open stored) {
        open.merge(
                stored.client(),
                stored,
                (one, other) -> one.version().generation() > other.version().generation() ? one : other);
        trim();
    }

    /** Guards against a flood of starts: what is over goes first, then the oldest. */
    private void trim() {
        open.values().stream()
                .filter(ticket -> !inTime(ticket) && !ticket.ticket().isClaimed())
                .forEach(this::close);
        while (open.size() > MOST) {
            open.values().stream()
                    .min(Comparator.comparingLong(ticket -> ticket.deadline() - time.nanos()))
                    .ifPresent(this::close);
        }
    }

    /** A generation above every one of this run and of the disk, so that the order of tickets is that of the disk. */
    private RecordVersion next(@Nullable RecordVersion before, String ticketId) {
        var floor = before == null ? 0 : before.generation();
        return new RecordVersion(ticketId, generations.updateAndGet(last -> Math.max(last, floor) + 1));
    }

    private @Nullable RecordVersion version(String client) throws IOException {
        return vault.read(client, RecordKind.TICKET).map(Vault.Entry::version).orElse(null);
    }

    /** The open ticket of a client, if its time is not over. */
    Optional<Open> of(String client) {
        return Optional.ofNullable(open.get(client)).filter(this::inTime);
    }

    /** All open tickets whose time is not over. */
    Collection<Open> all() {
        return open.values().stream().filter(this::inTime).toList();
    }

    /**
     * That sign-in as it is now (empty: it was ended, or a newer one took its place). Also when its time is over: what came
     * in time is worth its tokens.
     */
    Optional<Open> now(Open seen) {
        return Optional.ofNullable(open.get(seen.client())).filter(seen::isSameAs);
    }

    /** Ends a sign-in; a newer one of the same client stays. */
    void close(Open ticket) {
        var known = open.get(ticket.client());
        while (known != null && known.isSameAs(ticket)) {
            if (open.remove(ticket.client(), known)) {
                clear(ticket.client(), known.version());
            }
            known = open.get(ticket.client());
        }
    }

    /** Ends whatever ticket the client has. One that is just moving on finds itself ended. */
    void cancel(String client) {
        var cancelled = open.remove(client);
        if (cancelled != null) {
            clear(client, cancelled.version());
        }
    }

    private void clear(String client, RecordVersion version) {
        try {
            vault.clear(client, RecordKind.TICKET, version);
        } catch (IOException e) {
            LOG.debug("the ended sign-in of {} stays on disk until its next write: {}", client, e.toString());
        }
    }

    /** Wall clock of a ticket's end, as far as it can be told from here. */
    Instant expiresAt(Open ticket) {
        return time.now().plusNanos(ticket.deadline() - time.nanos());
    }

    private boolean inTime(Open ticket) {
        return ticket.deadline() - time.nanos() > 0;
    }

    private long deadline() {
        return time.nanos() + LIFETIME.toNanos();
    }
}
