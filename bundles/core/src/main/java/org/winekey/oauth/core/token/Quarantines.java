// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.QuarantineBatch;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grant.Quarantine;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.store.DamagedException;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.vault.TamperedException;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StaleVersionException;

/** The grants in quarantine, as the store has them. Thread-safe: every write names the version that it replaces. */
public final class Quarantines {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantines.class);

    private final Vault vault;

    /** The quarantines of one store. Nothing is read yet. */
    public Quarantines(Vault vault) {
        this.vault = vault;
    }

    private interface Change {
        Optional<Grant> of(Grant grant);
    }

    /**
     * The batches, the oldest first. Grants that cannot be read are in none.
     *
     * @throws IOException when the store cannot be read, or its key is missing
     */
    public List<QuarantineBatch> batches() throws IOException {
        var batches = new TreeMap<String, QuarantineBatch>();
        for (var client : new TreeSet<>(vault.clients())) {
            if (isReadable(client)) {
                of(client).forEach((name, held) -> batches.merge(name, batch(held, client), Quarantines::together));
            }
        }
        return batches.values().stream()
                .sorted(Comparator.comparing(QuarantineBatch::since).thenComparing(QuarantineBatch::name))
                .toList();
    }

    /** The quarantines that a grant of a client is in, by their batches: the one in use, and one that waits. */
    private Map<String, Quarantine> of(String client) throws IOException {
        var quarantines = new TreeMap<String, Quarantine>();
        for (var kind : StoredGrant.KINDS) {
            find(client, kind)
                    .map(found -> found.grant().quarantine())
                    .ifPresent(held -> quarantines.putIfAbsent(held.batch(), held));
        }
        return quarantines;
    }

    /**
     * Puts every grant of the store into quarantine that is not in one yet, also those that wait for acceptance, each
     * durably; after a crash in between, a
     * second call does the rest. A grant that the disk does not give is withheld until the next start.
     *
     * @return the clients whose grants are withheld
     */
    Set<String> holdAll(Quarantine quarantine) throws IOException {
        var passedOver = new TreeSet<String>();
        for (var client : vault.clients()) {
            if (isReadable(client)) {
                for (var kind : StoredGrant.KINDS) {
                    var unused = change(client, kind, grant -> hold(grant, quarantine));
                }
            } else {
                vault.withhold(client);
                passedOver.add(client);
            }
        }
        return passedOver;
    }

    private boolean isReadable(String client) throws IOException {
        try {
            for (var kind : StoredGrant.KINDS) {
                var unused = find(client, kind);
            }
            return true;
        } catch (LockedException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn("{}: its grant cannot be read now: {}", client, e.getMessage());
            return false;
        }
    }

    /** The clients in a batch, ordered by name; none when there is no such batch. */
    List<String> in(String batch) throws IOException {
        return batches().stream()
                .filter(found -> found.name().equals(batch))
                .findFirst()
                .map(QuarantineBatch::clients)
                .orElse(List.of());
    }

    /** Whether the grant of a client is in that batch; false when it cannot be read. */
    boolean holds(String client, String batch) throws IOException {
        return of(client).containsKey(batch);
    }

    /** Takes the grants of a client out of quarantine, durably; false when the one in use is not in that batch. */
    boolean release(String client, String batch) throws IOException {
        var unused = change(client, RecordKind.PENDING, grant -> release(grant, batch));
        return change(client, RecordKind.GRANT, grant -> release(grant, batch));
    }

    private static Optional<Grant> hold(Grant grant, Quarantine quarantine) {
        // What needs nobody's consent spends nothing: two systems may hold it.
        var held =
                grant.quarantine() != null || !grant.registration().grantType().needsPerson();
        return !held ? Optional.of(Grants.quarantined(grant, quarantine)) : Optional.empty();
    }

    private static Optional<Grant> release(Grant grant, String batch) {
        return isIn(grant, batch) ? Optional.of(Grants.released(grant)) : Optional.empty();
    }

    private static boolean isIn(Grant grant, String batch) {
        var quarantine = grant.quarantine();
        return quarantine != null && quarantine.batch().equals(batch);
    }

    private boolean change(String client, RecordKind kind, Change change) throws IOException {
        while (true) {
            var found = find(client, kind);
            var next = found.flatMap(present -> change.of(present.grant()));
            if (next.isEmpty()) {
                return false;
            }
            try {
                var present = found.orElseThrow();
                var version = present.version();
                vault.write(client, kind, version, version.next(), present.with(next.get()));
                return true;
            } catch (StaleVersionException e) {
                // Guards against a sign-in or a restored grant that came in between: look again.
            }
        }
    }

    // A grant that nobody can read is refreshed by nobody.
    private Optional<StoredGrant> find(String client, RecordKind kind) throws IOException {
        try {
            var entry = vault.read(client, kind);
            return entry.isEmpty() ? Optional.empty() : Optional.of(StoredGrant.of(kind, entry.get()));
        } catch (DamagedException | TamperedException | JsonException e) {
            LOG.warn("{}: its grant cannot be read and was passed over: {}", client, e.getMessage());
            return Optional.empty();
        }
    }

    private static QuarantineBatch batch(Quarantine quarantine, String client) {
        return new QuarantineBatch(quarantine.batch(), quarantine.reason(), quarantine.since(), List.of(client));
    }

    private static QuarantineBatch together(QuarantineBatch one, QuarantineBatch other) {
        var clients = new ArrayList<>(one.clients());
        clients.addAll(other.clients());
        var since = one.since().isBefore(other.since()) ? one.since() : other.since();
        return new QuarantineBatch(one.name(), one.reason(), since, List.copyOf(clients));
    }
}
