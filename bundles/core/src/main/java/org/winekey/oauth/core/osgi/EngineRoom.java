// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.core.event.Announcer;
import org.winekey.oauth.core.event.Conditions;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.settings.ServiceSettings;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.vault.KeyRotation;
import org.winekey.oauth.core.vault.Vault;

/**
 * Keeps the token store open and what works on it, at another place when the settings say so, and again and again while it
 * cannot be opened. Works on a lane of its own. Thread-safe.
 */
final class EngineRoom {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRoom.class);
    private static final Duration RETRY = Duration.ofSeconds(15);

    /** The wait doubles so often: a store that stays locked for days must not wear out the disk. */
    private static final int DOUBLINGS = 3;

    /** No client name, so no client's lane. */
    private static final String LANE = "(store)";

    private final Outside outside;
    private final Desks desks;
    private final Conditions conditions;
    private final Lanes lanes;
    private final MetadataDesk metadata;
    private final Settings clientSettings;
    private final EngineBuilder builder;
    private final AtomicReference<@Nullable Engine> engine = new AtomicReference<>();
    private @Nullable Place place; // touched on the lane only
    private Scheduler.@Nullable Cancellable retry; // touched on the lane only
    private int failures; // touched on the lane only
    private volatile boolean started;
    private volatile boolean closed;

    /** The settings of clients, which may have secrets in the store. */
    interface Settings {
        /** A store was opened: what depends on it is read again before anything that is done {@link #afterwards}. */
        void opened(Vault vault);

        /** The store is closed. */
        void closed();

        /** Runs a task after everything that settings had to do. */
        void afterwards(Runnable task);
    }

    EngineRoom(
            Outside outside,
            Desks desks,
            Conditions conditions,
            Announcer announcer,
            Lanes lanes,
            MetadataDesk metadata,
            Settings clientSettings,
            Supplier<ServiceSettings> settings) {
        this.outside = outside;
        this.desks = desks;
        this.conditions = conditions;
        this.lanes = lanes;
        this.metadata = metadata;
        this.clientSettings = clientSettings;
        this.builder = new EngineBuilder(outside, desks, conditions, announcer, settings);
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
                failures = 0;
                cancelRetry();
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
        // Guards against a retry that was planned for an earlier stay at this place.
        if (closed || !wanted.equals(place) || engine.get() != null) {
            return;
        }
        var folder = wanted.folder();
        desks.owners().open(folder);
        if (wanted.fault() != null || folder == null) {
            locked(Objects.requireNonNullElse(wanted.fault(), Desks.STARTING));
            return;
        }
        try {
            connect(builder.build(wanted, folder));
            LOG.info("The token store in {} is open", folder);
        } catch (IOException e) {
            locked(ClientStatus.of(ClientStatus.Code.LOCKED, reason(folder, e)));
            var wait = RETRY.multipliedBy(1L << Math.min(failures++, DOUBLINGS));
            retry = outside.work().after(wait, () -> lanes.run(LANE, () -> tryToOpen(wanted)));
        }
    }

    private void cancelRetry() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
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
        desks.owners().connect(opened.vault());
        clientSettings.opened(opened.vault());
        clientSettings.afterwards(() -> putToWork(opened));
        var unusedResumption = outside.work().after(Duration.ZERO, () -> resume(opened.rotation()));
    }

    /** On the lane of the settings: nothing is refreshed with settings whose secret was not read yet. */
    private void putToWork(Engine opened) {
        if (!opened.equals(engine.get())) {
            return;
        }
        desks.connect(opened.keepers());
        metadata.connect(opened.vault());
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

    /** Finishes what was begun in an earlier run. */
    private static void resume(KeyRotation rotation) {
        try {
            if (rotation.unfinished()) {
                var outcome = rotation.resume();
                LOG.info(
                        "The interrupted rotation of the store's key went on, key {} seals; {}",
                        outcome.keyId(),
                        outcome.oldKeysGone() ? "old keys are gone" : "old keys stay for " + outcome.refused());
            }
        } catch (IOException e) {
            LOG.warn("The interrupted rotation of the store's key has to wait for the next start: {}", e.getMessage());
        }
    }

    private boolean holdsGrant(String client) {
        return engine().map(open -> open.keepers().keeper(client).report().hasGrant())
                .orElse(true);
    }

    private void locked(ClientStatus why) {
        LOG.warn("The token store is locked: {}", why.reason());
        // In one order with what a store that opens does.
        clientSettings.afterwards(() -> desks.disconnect(why));
    }

    private void shut() {
        var open = engine.getAndSet(null);
        if (open == null) {
            return;
        }
        clientSettings.closed();
        metadata.disconnect();
        desks.owners().disconnect();
        open.signIns().close();
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
