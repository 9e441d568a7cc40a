// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.core.event.Conditions;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.signin.Consent;
import org.winekey.oauth.core.signin.Exchange;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.store.MachineMark;
import org.winekey.oauth.core.token.CloneCheck;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.token.Quarantines;
import org.winekey.oauth.core.vault.KeyRotation;
import org.winekey.oauth.core.vault.Vault;

/**
 * Opens the token store and what works on it, at another place when the settings say so, and again and again while it
 * cannot be opened. Works on a lane of its own. Thread-safe.
 */
final class EngineRoom {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRoom.class);
    private static final Duration RETRY = Duration.ofSeconds(15);

    /** No client name, so no client's lane. */
    private static final String LANE = "(store)";

    private final Outside outside;
    private final Desks desks;
    private final Conditions conditions;
    private final Lanes lanes;
    private final Supplier<Duration> patience;
    private final AtomicReference<@Nullable Engine> engine = new AtomicReference<>();
    private @Nullable Place place; // touched on the lane only
    private volatile boolean started;
    private volatile boolean closed;

    EngineRoom(Outside outside, Desks desks, Conditions conditions, Lanes lanes, Supplier<Duration> patience) {
        this.outside = outside;
        this.desks = desks;
        this.conditions = conditions;
        this.lanes = lanes;
        this.patience = patience;
    }

    /** The open store and what works on it (empty: there is none). */
    Optional<Engine> engine() {
        return Optional.ofNullable(engine.get());
    }

    /** Opens the store there, unless it is open there already; then runs the task. Returns at once. */
    void open(Place wanted, Runnable tried) {
        lanes.run(LANE, () -> {
            if (!wanted.equals(place)) {
                place = wanted;
                shut();
                tryToOpen(wanted);
            }
            tried.run();
        });
    }

    /** All configurations were delivered. */
    void start() {
        started = true;
        engine().ifPresent(open -> open.keepers().started());
    }

    /** Passes on how long callers wait. */
    void patience(Duration timeout) {
        engine().ifPresent(open -> open.keepers().tokenTimeout(timeout));
    }

    /** Closes the store for good. */
    void close() {
        closed = true;
        shut();
    }

    private void tryToOpen(Place wanted) {
        if (closed || !wanted.equals(place)) {
            return;
        }
        var folder = wanted.folder();
        if (wanted.fault() != null || folder == null) {
            locked(Objects.requireNonNullElse(wanted.fault(), Desks.STARTING));
            return;
        }
        try {
            connect(build(wanted, folder));
            LOG.info("The token store in {} is open", folder);
        } catch (IOException e) {
            locked(ClientStatus.of(ClientStatus.Code.LOCKED, reason(folder, e)));
            var unused = outside.work().after(RETRY, () -> lanes.run(LANE, () -> tryToOpen(wanted)));
        }
    }

    private Engine build(Place wanted, Path folder) throws IOException {
        var marks = FileTokenStore.marks(folder, wanted.keyFile());
        var store = FileTokenStore.open(outside.disk(), folder, outside.entropy(), marks);
        try {
            var keys = Locksmith.ring(wanted, folder, store, outside.disk(), outside.entropy());
            var vault = new Vault(store, keys, outside.entropy());
            var mark = new MachineMark(outside.disk(), folder, store.id());
            var check =
                    new CloneCheck(new Quarantines(vault), mark, outside.time().now());
            var notices = new ArrayList<>(keys.problems());
            // Before there is a keeper that could refresh.
            notices.addAll(check.run(outside.disk(), wanted.machineFile()));
            var rotation = new KeyRotation(vault, keys, outside.entropy(), outside.work());
            return new Engine(store, notices, vault, rotation, keepers(vault), signIns(vault));
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    private Keepers keepers(Vault vault) {
        var keepers = new Keepers(vault, outside.transport(), outside.time(), outside.work(), outside.entropy());
        keepers.tokenTimeout(patience.get());
        keepers.onGrantChange(conditions::held);
        return keepers;
    }

    private SignIns signIns(Vault vault) {
        var consent = new Consent(vault, outside.entropy());
        var exchange = new Exchange(consent, outside.transport(), outside.work(), outside.time(), patience);
        return new SignIns(
                vault, client -> Registered.require(desks, client), exchange, outside.time(), outside.entropy());
    }

    private void connect(Engine opened) {
        opened.problems().forEach(problem -> LOG.warn("The token store has a problem: {}", problem));
        restore(opened.signIns());
        engine.set(opened);
        if (closed) {
            // Guards against a store that opens while the house is torn down.
            shut();
            return;
        }
        desks.connect(opened.keepers());
        var unusedResumption = outside.work().after(Duration.ZERO, () -> Locksmith.resume(opened.rotation()));
        if (started) {
            opened.keepers().started();
        }
        // Grants of a store that was left are held no longer.
        var unused = opened.keepers().settled().thenRun(() -> conditions.review(this::holdsGrant));
    }

    private static void restore(SignIns signIns) {
        try {
            signIns.restore();
        } catch (IOException e) {
            LOG.warn(
                    "Sign-ins that a restart interrupted cannot be read, they have to be started again: {}",
                    e.getMessage());
        }
    }

    private boolean holdsGrant(String client) {
        return engine().map(open -> open.keepers().keeper(client).report().hasGrant())
                .orElse(true);
    }

    private void locked(ClientStatus why) {
        LOG.warn("The token store is locked: {}", why.reason());
        desks.disconnect(why);
    }

    private void shut() {
        var open = engine.getAndSet(null);
        if (open == null) {
            return;
        }
        open.keepers().close();
        try {
            open.store().close();
        } catch (IOException e) {
            LOG.warn("The token store did not close: {}", e.getMessage());
        }
    }

    private static String reason(Path folder, IOException e) {
        return e instanceof LockedException && e.getMessage() != null
                ? e.getMessage()
                : "the token store in " + folder + " cannot be opened ("
                        + e.getClass().getSimpleName()
                        + "): check that the folder is there and writable, or set store_directory";
    }
}
