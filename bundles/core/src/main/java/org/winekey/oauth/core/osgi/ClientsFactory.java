// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ManagedServiceFactory;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Definition;

/**
 * Takes the configurations of all clients from Config Admin, whatever is in them, and passes on what they come to, one
 * after another on a lane of its own. Thread-safe.
 */
final class ClientsFactory implements ManagedServiceFactory {

    /** Tools replace a file by deleting and creating it. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** No client name, so no client's lane. */
    private static final String LANE = "(settings)";

    /** Where the results go. */
    interface Sink {
        /** The settings of a client are other ones now (null: not configured any more). */
        void settings(String client, @Nullable ClientSettings settings);

        /** A configuration was taken over. */
        void delivered(String pid);
    }

    private final RawSettings rawSettings;
    private final EmptiedFiles files;
    private final Supplier<Optional<URI>> baseUri;
    private final Sink sink;
    private final Lanes lanes;
    private final Scheduler scheduler;
    private final ClientBook book; // changed on the lane only, and then guarded by itself; read there, or guarded
    private final Set<String> taken = new HashSet<>(); // PIDs whose settings count; on the lane only
    private volatile List<ClientSettings.Invalid> strays = List.of();

    ClientsFactory(
            RawSettings rawSettings,
            ClientBook book,
            Supplier<Optional<URI>> baseUri,
            Sink sink,
            Lanes lanes,
            Scheduler scheduler) {
        this.book = book;
        this.rawSettings = rawSettings;
        this.files = rawSettings.emptiedFiles();
        this.baseUri = baseUri;
        this.sink = sink;
        this.lanes = lanes;
        this.scheduler = scheduler;
    }

    @Override
    public String getName() {
        return "Winekey OAuth clients";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> properties) {
        boolean secretInClear = rawSettings.hasSecretInClear(pid, properties);
        lanes.run(LANE, () -> {
            if (files.isEmptied(pid, FrameworkUtil.asMap(properties))) {
                putBackIn(EmptiedFiles.PATIENCE, pid, properties);
            } else {
                files.remember(pid);
                take(pid, properties, secretInClear);
            }
        });
    }

    private void putBackIn(Duration wait, String pid, Dictionary<String, ?> emptied) {
        var unused = scheduler.after(wait, () -> lanes.run(LANE, () -> putBack(pid, emptied)));
    }

    /** What is put back is delivered anew. Where it cannot be, the settings of this run go on, or else there are none. */
    private void putBack(String pid, Dictionary<String, ?> emptied) {
        if (files.putBack(pid)) {
            return;
        }
        if (!taken.contains(pid)) {
            take(pid, emptied, false);
        }
        putBackIn(EmptiedFiles.AGAIN, pid, emptied);
    }

    private void take(String pid, Dictionary<String, ?> properties, boolean secretInClear) {
        taken.add(pid);
        apply(changed(() -> book.put(pid, properties, secretInClear)));
        sink.delivered(pid);
    }

    @Override
    public void deleted(String pid) {
        lanes.run(LANE, () -> {
            files.forget(pid);
            taken.remove(pid);
            apply(changed(() -> book.leave(pid)));
            sink.delivered(pid);
        });
        var unused =
                scheduler.after(GRACE, () -> lanes.run(LANE, () -> apply(changed(() -> book.removeIfLeaving(pid)))));
    }

    /** Takes a new or changed definition of a bundle. Returns at once. */
    void define(Definition definition) {
        lanes.run(LANE, () -> apply(changed(() -> book.define(definition))));
    }

    /** Takes a definition back, after a while: bundles are updated by stopping and starting them. Returns at once. */
    void undefine(long id) {
        lanes.run(LANE, () -> apply(changed(() -> book.leaveDefinition(id))));
        var unused = scheduler.after(
                GRACE, () -> lanes.run(LANE, () -> apply(changed(() -> book.removeDefinitionIfLeaving(id)))));
    }

    /** Lets definitions count, because all that people set has been delivered; called on the lane. */
    void openForDefinitions() {
        apply(changed(book::openForDefinitions));
    }

    /** Something that all settings depend on is different. */
    void reviewAll() {
        lanes.run(LANE, () -> apply(book.names()));
    }

    /** Something that the settings of these clients depend on is different. */
    void review(Collection<String> names) {
        lanes.run(LANE, () -> names.forEach(name -> apply(book.dependents(name))));
    }

    /** A copy of all settings as they were delivered, to try changes on. */
    ClientBook copy() {
        synchronized (book) {
            return book.copy();
        }
    }

    /** Guards a copy against a change in the middle of it. */
    private Set<String> changed(Supplier<Set<String>> change) {
        synchronized (book) {
            return change.get();
        }
    }

    /** Runs a task after what was delivered so far. */
    void afterwards(Runnable task) {
        lanes.run(LANE, task);
    }

    /** Configurations that work for no client, by their PID. */
    List<ClientSettings.Invalid> strays() {
        return strays;
    }

    private void apply(Collection<String> names) {
        var base = baseUri.get().orElse(null);
        names.forEach(name -> sink.settings(name, book.settings(name, base).orElse(null)));
        strays = book.strays();
    }
}
