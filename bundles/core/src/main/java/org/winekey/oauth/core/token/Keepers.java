// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.TokenStore;

/** The keepers of all clients, their clock watch and their ear at the store. Thread-safe. */
public final class Keepers implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration LANDING = Duration.ofSeconds(15);

    /** Is told when a client begins or ceases to hold a grant, gets another token, or has another status. */
    public interface Listener {
        /** Told one after another for each client, in order, on a thread of its own and under no lock. */
        void changed(String client, Standing now);
    }

    /** Is told when a client begins or ceases to hold a grant. */
    public interface GrantListener {
        /**
         * Told one after another for each client, in order, on a thread of its own and under no lock.
         *
         * @param held true while a grant is held that the provider has not ended for good; stays true through outages
         *     and setting errors
         */
        void held(String client, boolean held);
    }

    /** Is told what happens to clients. */
    public interface Chronicler {
        /** Told in the lane of the client, in order; returns at once. */
        void happened(String client, ClientEvent.Kind kind);
    }

    private final Seams seams;
    private final Quarantines quarantines;
    private final Map<String, Keeper> keepers = new ConcurrentHashMap<>();
    private final List<GrantListener> grantListeners = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Chronicler> chroniclers = new CopyOnWriteArrayList<>();
    private final Instant since;
    private final Heartbeat heartbeat;
    private final TokenStore.Watch watch;
    private volatile Duration tokenTimeout = PATIENCE;
    private volatile boolean started;

    /** Starts the clock watch and listens to the store; reads nothing yet. */
    public Keepers(Vault vault, HttpTransport transport, Time time, Scheduler scheduler, Entropy entropy) {
        this.seams = new Seams(vault, transport, time, scheduler, new Jitter(entropy), new Turnstile(time, scheduler));
        this.quarantines = new Quarantines(vault);
        this.since = time.now();
        this.watch = vault.watch(this::storeChanged);
        this.heartbeat = new Heartbeat(time, scheduler, this::beat);
    }

    /** The keeper of that name, also when nothing of that name is configured. */
    public Keeper keeper(String client) {
        var keeper = keepers.get(client);
        return keeper != null ? keeper : added(client);
    }

    /** What the settings say about a client from now on. */
    public void configure(String client, ClientTerms terms) {
        keeper(client).configure(terms);
    }

    /** All configurations that were present at the start have been delivered: other names are not configured. */
    public void started() {
        started = true;
        keepers.values().forEach(Keeper::started);
    }

    /** How long callers wait for a refresh in flight. */
    public void tokenTimeout(Duration timeout) {
        tokenTimeout = timeout;
    }

    /**
     * Takes every grant of a batch out of quarantine, because a person said that the other system is off for good, and
     * begins the refreshes that show what they are worth. Waits for those at most the token timeout.
     *
     * @return how the clients are afterwards, ordered by name; empty: there is no such batch
     * @throws IOException when the store cannot be read; nothing was changed
     */
    public Map<String, ClientStatus> release(String batch) throws IOException {
        var landings = new TreeMap<String, CompletableFuture<ClientStatus>>();
        for (var client : quarantines.in(batch)) {
            landings.put(client, keeper(client).release(quarantines, batch));
        }
        var all = CompletableFuture.allOf(landings.values().toArray(CompletableFuture<?>[]::new));
        var unused = await(all.thenApply(nothing -> true));
        var statuses = new TreeMap<String, ClientStatus>();
        landings.forEach((client, landing) ->
                statuses.put(client, landing.getNow(keeper(client).status())));
        return statuses;
    }

    /** How many refreshes wait for their turn at a provider's host. */
    public int waiting() {
        return seams.turnstile().waiting();
    }

    /** Since when is counted. */
    public Instant since() {
        return since;
    }

    /** Adds one who is told what happens from now on. */
    public void onHappening(Chronicler chronicler) {
        chroniclers.add(chronicler);
    }

    /** Adds a listener, which is told of changes from now on. */
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** Adds a listener, which is told of changes from now on. */
    public void onGrantChange(GrantListener listener) {
        grantListeners.add(listener);
    }

    /** Ends when the store was read for every client that is configured now. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(
                keepers.values().stream().map(Keeper::settled).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Stops watching, planning and telling. Waits a while for requests that are out, because nobody else could store what
     * they bring, and the next engine would send the same refresh token beside them.
     */
    @Override
    public void close() {
        watch.close();
        heartbeat.close();
        var landed = keepers.values().stream().map(Keeper::retired).toArray(CompletableFuture<?>[]::new);
        var unused = seams.scheduler().await(CompletableFuture.allOf(landed), LANDING);
        abandon();
    }

    /** Stops at once; a request that is out is answered into the void. */
    void abandon() {
        watch.close();
        heartbeat.close();
        grantListeners.clear();
        listeners.clear();
        chroniclers.clear();
        keepers.values().forEach(Keeper::close);
    }

    <T> Optional<T> await(CompletableFuture<T> future) {
        return seams.scheduler().await(future, tokenTimeout);
    }

    /** What is asked for, or after the token timeout something else. */
    <T> CompletableFuture<T> within(CompletableFuture<T> asked, Supplier<T> otherwise) {
        var answer = new CompletableFuture<T>();
        var limit = seams.scheduler().after(tokenTimeout, () -> answer.complete(otherwise.get()));
        var unused = asked.thenAccept(result -> {
            limit.cancel();
            answer.complete(result);
        });
        return answer;
    }

    void tell(String client, ClientEvent.Kind kind) {
        chroniclers.forEach(chronicler -> chronicler.happened(client, kind));
    }

    void tell(String client, boolean held) {
        grantListeners.forEach(listener -> listener.held(client, held));
    }

    void tell(String client, Standing now) {
        listeners.forEach(listener -> listener.changed(client, now));
    }

    private Keeper added(String client) {
        var keeper = keepers.computeIfAbsent(client, name -> new Keeper(name, seams, this));
        // Guards against a name that is asked for just while the start ends.
        if (started) {
            keeper.started();
        }
        return keeper;
    }

    private void storeChanged(String client, RecordKind kind) {
        var keeper = kind == RecordKind.GRANT ? keepers.get(client) : null;
        if (keeper != null) {
            keeper.storeChanged();
        }
    }

    private void beat(Heartbeat.Jump jump) {
        seams.turnstile().ringOverdue(LATE);
        for (var keeper : keepers.values()) {
            if (jump != Heartbeat.Jump.NONE) {
                keeper.clockJumped(jump == Heartbeat.Jump.FORWARDS);
            }
            keeper.ringOverdue(LATE);
        }
    }
}
