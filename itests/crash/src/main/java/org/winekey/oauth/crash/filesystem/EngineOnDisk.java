// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.token.ClientTerms;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.crash.Autopsy;
import org.winekey.oauth.crash.OpenStore;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.Provider;
import org.winekey.oauth.crash.SignedIn;
import org.winekey.oauth.crash.Weakness;

/** The engine on the real store and a real disk; its network and its time are played. Not thread-safe. */
final class EngineOnDisk implements Closeable {

    private static final Registration REGISTRATION = SignedIn.registration(URI.create("https://as.example/token"));
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    private final Provider provider = new Provider(time, LIFETIME);
    private final OpenStore store;
    private final Keepers keepers;
    private Action onNextPost = () -> {};
    private int posts;

    /** Starts with a grant whose token is good for an hour. */
    EngineOnDisk(Path root) throws IOException {
        store = OpenStore.at(new DiskStoreIo(), Place.in(root), new SystemEntropy(), below -> below);
        SignedIn.write(store.vault(), REGISTRATION, time.now(), LIFETIME);
        keepers = new Keepers(store.vault(), this::answer, time, scheduler, new SystemEntropy());
        keepers.configure(SignedIn.CLIENT, new ClientTerms.Ready(REGISTRATION));
        scheduler.settle();
    }

    private CompletableFuture<HttpTransport.Outcome> answer(HttpTransport.Call call) {
        posts++;
        try {
            onNextPost.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        onNextPost = () -> {};
        return CompletableFuture.completedFuture(provider.outcome(provider.arrived(call.body())));
    }

    void onNextPost(Action action) {
        onNextPost = action;
    }

    void pass(Duration span) {
        scheduler.pass(span);
    }

    int posts() {
        return posts;
    }

    /** The token that a caller gets; empty: none. */
    String token() {
        var result = keeper().token();
        return result instanceof TokenResult.Granted granted ? granted.token().value() : "";
    }

    ClientStatus status() {
        return keeper().status();
    }

    private Keeper keeper() {
        return keepers.keeper(SignedIn.CLIENT);
    }

    /** The token that the next start finds; empty: none. */
    static String stored(Path root) throws IOException {
        var found = Place.in(root).open(Weakness.NONE, vault -> Autopsy.of(vault, SignedIn.CLIENT));
        return found.map(autopsy -> Provider.accessToken(autopsy.number())).orElse("");
    }

    @Override
    public void close() throws IOException {
        keepers.close();
        scheduler.settle();
        store.close();
    }

    /** Something that may fail as a disk does. */
    interface Action {
        void run() throws IOException;
    }
}
