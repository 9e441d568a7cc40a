// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.TokenStore;

/** Discovery on a real store and a simulated clock, at a provider that answers what the test sets. */
final class DiscoveryHouse implements AutoCloseable, Discovery.Listener {

    final SimulatedTime time = new SimulatedTime();
    final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    final List<HttpTransport.Call> calls = new ArrayList<>();
    final List<Pin> found = new ArrayList<>();
    final List<Finding.Missing> missing = new ArrayList<>();

    @Nullable
    IOException whenReading;

    HttpTransport.Outcome provider = document(Documents.good());
    private final Path folder;
    private FileTokenStore store;
    Discovery discovery;

    DiscoveryHouse(Path folder) throws IOException {
        this.folder = folder;
        open();
    }

    /** The next run of the service on the same disk. */
    void restart() throws IOException {
        close();
        found.clear();
        missing.clear();
        open();
    }

    private void open() throws IOException {
        store = FileTokenStore.open(new DiskStoreIo(), folder.resolve("store"), new SimulatedEntropy(7));
        var keys = KeyFile.open(new DiskStoreIo(), folder.resolve("key"), new SimulatedEntropy(8), store.isEmpty());
        var vault = new Vault(faulty(store), keys, new SimulatedEntropy(time.nanos() + 9));
        discovery = new Discovery(vault, this::send, scheduler, time, new SimulatedEntropy(time.nanos() + 10), this);
    }

    /** A store whose disk fails when the test says so. */
    private TokenStore faulty(TokenStore sound) {
        return (TokenStore) Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(), new Class<?>[] {TokenStore.class}, (self, method, arguments) -> {
                    if (method.getName().equals("read") && whenReading != null) {
                        throw whenReading;
                    }
                    return method.invoke(sound, arguments);
                });
    }

    private CompletableFuture<HttpTransport.Outcome> send(HttpTransport.Call call) {
        calls.add(call);
        return CompletableFuture.completedFuture(provider);
    }

    static HttpTransport.Outcome document(Map<String, Object> document) {
        return new HttpTransport.Answered(
                200, Map.of(), Documents.text(document).getBytes(UTF_8));
    }

    static HttpTransport.Outcome unreachable() {
        return new HttpTransport.Failed(false, HttpTransport.Fault.CONNECT, "nobody listens");
    }

    /** A client needs the metadata of the sample's issuer. */
    void need(String client) {
        discovery.need(client, Documents.ISSUER, Route.PUBLIC);
        scheduler.settle();
    }

    Pin last() {
        return found.get(found.size() - 1);
    }

    @Override
    public void found(String client, Pin pin) {
        found.add(pin);
    }

    @Override
    public void missing(String client, String issuer, Finding.Missing why) {
        missing.add(why);
    }

    @Override
    public void close() throws IOException {
        discovery.close();
        store.close();
    }
}
