// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.spi.RecordVersion;

/** Issues tickets with two links that nobody can guess. Thread-safe. */
final class TicketOffice {

    private static final int SECRET_BYTES = 32;

    private final Tickets tickets;
    private final Registrations registrations;
    private final Means means;
    /** The nonces of the newest ticket of each client: in memory alone, and gone with this run. */
    private final Map<String, Nonces> nonces = new ConcurrentHashMap<>();

    TicketOffice(Tickets tickets, Registrations registrations, Means means) {
        this.tickets = tickets;
        this.registrations = registrations;
        this.means = means;
    }

    private record Nonces(RecordVersion issued, String own, String elsewhere) {

        boolean isOf(Tickets.Open open) {
            return issued.grantId().equals(open.version().grantId());
        }

        Nonces orNewer(Nonces other) {
            return other.issued.generation() > issued.generation() ? other : this;
        }

        @Override
        public String toString() {
            return "Nonces[***]";
        }
    }

    /** A new ticket, and the nonces of its links, which no disk ever has. */
    record Issued(Tickets.Open open, String own, String elsewhere) {
        @Override
        public String toString() {
            return "Issued[***]";
        }
    }

    /**
     * A ticket for this registration; an older one of the client is cancelled by it.
     *
     * @param poll its device door; null: shut
     * @throws org.winekey.oauth.admin.AdminException as {@link Tickets#requireNoneClaimed}
     */
    Issued issue(String client, Registration registration, Starter starter, @Nullable Poll poll) throws IOException {
        var own = means.entropy().token(SECRET_BYTES);
        var elsewhere = means.entropy().token(SECRET_BYTES);
        var ways = registration.endpoints().authorization() == null ? List.<Way>of() : registrations.ways(client);
        var ticket = new Ticket(
                registration.identity(),
                starter,
                means.time().now(),
                0,
                Link.of(own),
                Link.of(elsewhere),
                Departures.trips(ways),
                poll);
        var fresh = new Issued(tickets.issue(client, ticket), own, elsewhere);
        // Guards against two starts that reach this line in another order than the disk.
        nonces.merge(client, new Nonces(fresh.open().version(), own, elsewhere), Nonces::orNewer);
        return fresh;
    }

    /** What was issued with this ticket (empty: by an earlier run). */
    Optional<Issued> issued(Tickets.Open open) {
        return Optional.ofNullable(nonces.get(open.client()))
                .filter(known -> known.isOf(open))
                .map(known -> new Issued(open, known.own(), known.elsewhere()));
    }
}
