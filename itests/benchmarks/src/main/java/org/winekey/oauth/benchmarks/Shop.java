// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.benchmarks.subject.Consent;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** A store on the real disk as the service has it: marks, key file and vault. Not thread-safe. */
final class Shop implements Closeable {

    /** Where nothing is sent: the grants of {@link #fill} are good for longer than a benchmark takes. */
    static final URI TOKEN_ENDPOINT = URI.create("http://127.0.0.1:1/token");

    static final Path HOME = Path.of("itests/benchmarks/target/disk").toAbsolutePath();
    /** Bytes of a grant with a signed access token of usual length, and of an intent. */
    static final int GRANT = 1600;

    static final int INTENT = 120;

    private static final String GRANT_ID = "0123456789abcdef0123456789abcdef";

    final FileTokenStore store;
    final Vault vault;
    private @Nullable RecordVersion grant;
    private @Nullable RecordVersion intent;

    private Shop(FileTokenStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    static Path folder(String name) {
        return HOME.resolve(name);
    }

    static Path key(String name) {
        return HOME.resolve(name + ".key");
    }

    static Shop open(StoreIo io, String name) throws IOException {
        var entropy = new SystemEntropy();
        var folder = folder(name);
        Files.createDirectories(HOME);
        var store = FileTokenStore.open(io, folder, entropy, FileTokenStore.marks(folder, key(name)));
        var keys = KeyFile.open(io, key(name), entropy, store.isEmpty());
        return new Shop(store, new Vault(store, keys, entropy));
    }

    static String client(int number) {
        return "client-" + number;
    }

    static RecordVersion first() {
        return new RecordVersion(GRANT_ID, 1);
    }

    /** Stores a first grant for each of so many clients. */
    void fill(int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            var grant = Consent.grant(client(i), TOKEN_ENDPOINT, Instant.now(), i);
            vault.write(client(i), RecordKind.GRANT, null, first(), grant);
        }
    }

    /** The name of the store that has many clients. */
    static final String MANY = "many";

    /** Reads every grant as a start does. */
    long readAll() throws IOException {
        var length = 0L;
        for (var client : store.list()) {
            length += vault.read(client, RecordKind.GRANT).orElseThrow().content().length;
        }
        return length;
    }

    /** What a refresh writes when its answer is here. */
    void update() throws IOException {
        grant = write(RecordKind.GRANT, grant, GRANT);
    }

    /** All that a refresh writes: that a token is about to be sent, and what came back. */
    void refresh() throws IOException {
        intent = write(RecordKind.INTENT, intent, INTENT);
        update();
    }

    private RecordVersion write(RecordKind kind, @Nullable RecordVersion before, int length) throws IOException {
        var next = RecordVersion.after(before, GRANT_ID);
        vault.write("one", kind, before, next, new byte[length]);
        return next;
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    /** Leaves nothing of an earlier run. */
    static void clear() throws IOException {
        if (Files.exists(HOME)) {
            try (var files = Files.walk(HOME)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
