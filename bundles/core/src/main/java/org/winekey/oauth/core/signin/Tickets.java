// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.store.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * The open tickets: at most one for each client, durable before it counts, gone after {@link #LIFETIME} of this run. A
 * ticket survives one restart and no second one. Thread-safe.
 */
final class Tickets {

    /** How long a sign-in may take. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);

    private final Vault vault;
    private final Time time;
    private final Entropy entropy;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

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
    record Open(String client, Ticket ticket, RecordVersion version, long deadline) {}

    /** Takes over what an earlier run left, except answered tickets: a code is never sent twice. */
    void restore() throws IOException {
        for (var client : vault.clients()) {
            var entry = vault.read(client, RecordKind.TICKET);
            if (entry.isPresent()) {
                restore(client, entry.get());
            }
        }
    }

    private void restore(String client, Vault.Entry entry) throws IOException {
        var ticket = TicketCodec.decode(entry.content());
        if (ticket.restarts() > 0 || ticket.stage() == Ticket.Stage.CLAIMED) {
            vault.clear(client, RecordKind.TICKET, entry.version());
        } else {
            store(client, ticket.restarted(), entry.version(), entry.version().next(), deadline());
        }
    }

    /** Stores a new ticket; an older one of this client is cancelled by it. */
    Open issue(String client, Ticket ticket) throws IOException {
        var before = vault.read(client, RecordKind.TICKET).map(Vault.Entry::version);
        var ticketId = entropy.hex(16);
        var next = before.map(version -> version.nextFor(ticketId)).orElseGet(() -> new RecordVersion(ticketId, 1));
        return store(client, ticket, before.orElse(null), next, deadline());
    }

    /** Stores the next stage of a ticket (empty: somebody else was faster, or it was cancelled). */
    Optional<Open> advance(Open from, Ticket to) throws IOException {
        try {
            return Optional.of(
                    store(from.client(), to, from.version(), from.version().next(), from.deadline()));
        } catch (StaleVersionException e) {
            return Optional.empty();
        }
    }

    private Open store(
            String client, Ticket ticket, @Nullable RecordVersion replaces, RecordVersion next, long deadline)
            throws IOException {
        vault.write(client, RecordKind.TICKET, replaces, next, TicketCodec.encode(ticket));
        var stored = new Open(client, ticket, next, deadline);
        open.put(client, stored);
        return stored;
    }

    /** The open ticket of a client, if its time is not over. */
    Optional<Open> of(String client) {
        return Optional.ofNullable(open.get(client)).filter(this::inTime);
    }

    /** All open tickets whose time is not over. */
    Collection<Open> all() {
        return open.values().stream().filter(this::inTime).toList();
    }

    /** Whether this very ticket, at this stage, is still the client's. */
    boolean isCurrent(Open ticket) {
        return ticket.equals(open.get(ticket.client()));
    }

    /** Ends a ticket; a newer one of the same client stays. */
    void close(Open ticket) {
        if (open.remove(ticket.client(), ticket)) {
            try {
                vault.clear(ticket.client(), RecordKind.TICKET, ticket.version());
            } catch (IOException e) {
                LOG.debug(
                        "the ended sign-in of {} stays on disk until its next write: {}",
                        ticket.client(),
                        e.toString());
            }
        }
    }

    private boolean inTime(Open ticket) {
        return ticket.deadline() - time.nanos() > 0;
    }

    private long deadline() {
        return time.nanos() + LIFETIME.toNanos();
    }
}
