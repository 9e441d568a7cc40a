// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.ClientEvent.Kind;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.core.protocol.Account;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * The grants that wait for acceptance, one for each client at most, sealed. A clock ends none of them. Thread-safe.
 */
final class WaitingRoom {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingRoom.class);

    private final Vault vault;
    private final Consent consent;
    private final Registrations registrations;
    private final Entropy entropy;
    private final News news;
    private final Set<String> accepting = ConcurrentHashMap.newKeySet();

    WaitingRoom(Vault vault, Consent consent, Registrations registrations, Entropy entropy, News news) {
        this.vault = vault;
        this.consent = consent;
        this.registrations = registrations;
        this.entropy = entropy;
        this.news = news;
    }

    private record Seated(RecordVersion version, Waiting waiting) {}

    /**
     * Keeps a grant; one that waited before is dropped for it.
     *
     * @param wanted whether the sign-in was not cancelled
     * @return false when it was cancelled: nothing is left of the grant, and what waited before waits on
     * @throws IOException when it is not certain that the grant is durable
     */
    boolean keep(String client, Waiting waiting, BooleanSupplier wanted) throws IOException {
        var id = entropy.hex(16);
        while (wanted.getAsBoolean()) {
            try {
                var before = vault.read(client, RecordKind.PENDING);
                var replaced = before.map(Vault.Entry::version).orElse(null);
                var version = RecordVersion.after(replaced, id);
                vault.write(client, RecordKind.PENDING, replaced, version, waiting.encode());
                if (wanted.getAsBoolean()) {
                    news.tell(client, Kind.AWAITING_ACCEPTANCE, "a grant came and waits until somebody accepts it");
                    return true;
                }
                withdraw(client, version, before);
                return false;
            } catch (StaleVersionException e) {
                // Guards against an acceptance or another sign-in between our look and our write: look again.
            }
        }
        return false;
    }

    /** Guards against a sign-in that is cancelled while its grant is being written: what waited before is put back. */
    private void withdraw(String client, RecordVersion version, Optional<Vault.Entry> before) throws IOException {
        if (before.isEmpty()) {
            clear(client, version);
            return;
        }
        try {
            var next = RecordVersion.after(version, before.get().version().grantId());
            vault.write(client, RecordKind.PENDING, version, next, before.get().content());
        } catch (StaleVersionException e) {
            // forgotten, or replaced by a newer one: ours is gone either way
        }
    }

    /** Drops what waits for this client, because a newer grant is in use. */
    void supersede(String client) {
        try {
            var version = vault.version(client, RecordKind.PENDING);
            if (version.isPresent()) {
                clear(client, version.get());
                news.tell(client, Kind.DECLINED, "a grant that waited was dropped, because a newer sign-in is in use");
            }
        } catch (IOException e) {
            LOG.warn("a grant of {} that nobody accepted stays until it is declined: {}", client, e.getMessage());
        }
    }

    /** What waits for this client, as faces may see it. */
    Optional<PendingGrant> shown(String client) throws IOException {
        var seated = seated(client);
        return seated.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        seated.get().waiting().shown(seated.get().version().grantId(), client, presentAccount(client)));
    }

    /** All that waits, by client name; a record that cannot be read is left out and logged. */
    List<PendingGrant> shown() throws IOException {
        var all = new ArrayList<PendingGrant>();
        for (var client : vault.clients().stream().sorted().toList()) {
            try {
                shown(client).ifPresent(all::add);
            } catch (IOException e) {
                LOG.warn("what waits for acceptance of {} cannot be read: {}", client, e.getMessage());
            }
        }
        return List.copyOf(all);
    }

    /** See {@link org.winekey.oauth.admin.OAuthAdmin#accept}. */
    SignInOutcome accept(String client, String id) throws IOException {
        var seated = require(client, id);
        var grant = seated.waiting().grant();
        if (!registrations
                .require(client)
                .identity()
                .equals(grant.registration().identity())) {
            return Outcomes.settingsChangedSince(client);
        }
        if (!accepting.add(client)) {
            throw gone();
        }
        try {
            var present = presentId(client);
            // The grant takes the identifier over, so that a restart between the two writes shows what was done.
            BooleanSupplier wanted = () -> isWanted(client, seated.version(), present);
            if (!consent.give(client, id, seated.waiting().grant(), wanted)) {
                throw gone();
            }
            clear(client, seated.version());
        } catch (IOException e) {
            return Outcomes.notStored(client, String.valueOf(e.getMessage()));
        } finally {
            accepting.remove(client);
        }
        news.tell(client, Kind.ACCEPTED, "an administrator accepted the grant that waited");
        return Outcomes.done(client);
    }

    /** See {@link org.winekey.oauth.admin.OAuthAdmin#decline}. */
    void decline(String client, String id) throws IOException {
        var seated = require(client, id);
        if (!accepting.add(client)) {
            throw gone();
        }
        try {
            vault.clear(client, RecordKind.PENDING, seated.version());
        } finally {
            accepting.remove(client);
        }
        news.tell(client, Kind.DECLINED, "an administrator declined the grant that waited");
    }

    private Seated require(String client, String id) throws IOException {
        return seated(client)
                .filter(seated -> seated.version().grantId().equals(id))
                .orElseThrow(WaitingRoom::gone);
    }

    /** Passes over one that was accepted just before the power went; its grant may have been refreshed since. */
    private Optional<Seated> seated(String client) throws IOException {
        var entry = vault.read(client, RecordKind.PENDING);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        var version = entry.get().version();
        if (isInUse(client, version.grantId()) && !accepting.contains(client)) {
            clear(client, version);
            return Optional.empty();
        }
        return Optional.of(new Seated(version, Waiting.decode(entry.get().content())));
    }

    private boolean isInUse(String client, String id) throws IOException {
        return vault.version(client, RecordKind.GRANT)
                .filter(version -> version.grantId().equals(id))
                .isPresent();
    }

    private Optional<String> presentId(String client) throws IOException {
        return vault.version(client, RecordKind.GRANT).map(RecordVersion::grantId);
    }

    /**
     * Guards against a newer sign-in that comes into use while an older grant is being accepted: the newer one stays. And
     * against a grant that is declined meanwhile.
     */
    private boolean isWanted(String client, RecordVersion accepted, Optional<String> before) {
        try {
            var now = presentId(client);
            return vault.version(client, RecordKind.PENDING).equals(Optional.of(accepted))
                    && (now.equals(before) || now.equals(Optional.of(accepted.grantId())));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whose account the present grant is (null: there is none, or not known). */
    @Nullable
    Account presentAccount(String client) throws IOException {
        var entry = vault.read(client, RecordKind.GRANT);
        return entry.isEmpty() ? null : Waiting.grant(entry.get()).account();
    }

    private void clear(String client, RecordVersion version) throws IOException {
        try {
            vault.clear(client, RecordKind.PENDING, version);
        } catch (StaleVersionException e) {
            // forgotten, or replaced by a newer one: ours is gone either way
        }
    }

    private static AdminException gone() {
        return new AdminException(
                Problem.NO_SUCH_SIGN_IN,
                "that grant does not wait any more: it was accepted, declined or replaced meanwhile");
    }
}
