// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.store.DamagedException;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/**
 * Seals what goes into a token store and opens what comes out. A record opens only for the store, client, kind, grant and
 * generation that it was sealed for.
 *
 * <p>Without the right key everything but removal is a {@link LockedException}; there is no way to write a record with
 * another key beside records that nobody can open. Thread-safe.
 */
public final class Vault {

    private final TokenStore store;
    private final KeyProvider keys;
    private final Aes aes = new Aes();
    private final Entropy entropy;
    private final DataKeys dataKeys;
    private final Sealings sealings = new Sealings();
    private final Set<String> withheld = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String acceptedKey;

    /** A vault over a store. Nothing is read yet. */
    public Vault(TokenStore store, KeyProvider keys, Entropy entropy) {
        this.store = store;
        this.keys = keys;
        this.entropy = entropy;
        this.dataKeys = new DataKeys(keys, aes, entropy, store.id());
    }

    /**
     * An opened record.
     *
     * @param version its fence
     * @param content in clear; the reader wipes or drops it
     */
    public record Entry(RecordVersion version, byte[] content) {
        @Override
        public String toString() {
            return "Entry[" + version + "]";
        }
    }

    /**
     * The newest record of a kind.
     *
     * @return empty: there is none
     * @throws LockedException when its key is missing, or a later version sealed it
     * @throws DamagedException when the disk destroyed it
     * @throws TamperedException when it does not authenticate
     */
    public Optional<Entry> read(String client, RecordKind kind) throws IOException {
        var stored = stored(client, kind);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(client, kind, stored.get()));
        } catch (LockedException e) {
            // Guards against a key that a rotation dropped between reading and opening.
            var now = store.read(client, kind);
            if (now.isPresent()
                    && Arrays.equals(now.get().sealed(), stored.get().sealed())) {
                throw e;
            }
            return now.isEmpty() ? Optional.empty() : Optional.of(open(client, kind, now.get()));
        }
    }

    /**
     * The version of the newest record of a kind, without opening it: for those who hold what it was written with.
     *
     * @return empty: there is none
     * @throws DamagedException when the disk destroyed it
     */
    public Optional<RecordVersion> version(String client, RecordKind kind) throws IOException {
        return stored(client, kind).map(StoredRecord::version);
    }

    private Optional<StoredRecord> stored(String client, RecordKind kind) throws IOException {
        if (kind == RecordKind.GRANT && withheld.contains(client)) {
            throw new IOException("The grant of client " + client + " could not be put into quarantine at the start;"
                    + " mend the disk, then start again");
        }
        return store.read(client, kind);
    }

    /** Opens a record that came from the store some other way; throws as {@link #read} does. */
    public Entry open(String client, RecordKind kind, StoredRecord stored) throws IOException {
        var version = stored.version();
        if (Envelope.ofAnotherFormat(stored.sealed())) {
            throw new LockedException(
                    "The " + kind + " record of client " + client + " has an envelope of format " + stored.sealed()[0]
                            + ", this version knows " + Envelope.FORMAT + ": start the version that wrote it");
        }
        var envelope = Envelope.decode(stored.sealed()).orElseThrow(() -> tampered(client, kind, version));
        var key = dataKeys.forOpening(envelope).orElseThrow(() -> tampered(client, kind, version));
        var context = Envelope.context(envelope.head(), store.id(), client, kind, version);
        return new Entry(
                version,
                aes.open(key, envelope.iv(), context, envelope.content())
                        .orElseThrow(() -> tampered(client, kind, version)));
    }

    private static TamperedException tampered(String client, RecordKind kind, RecordVersion version) {
        return new TamperedException("The " + kind + " record of client " + client + ", generation "
                + version.generation() + ", is not what was sealed for this place: restore a backup of its file");
    }

    /**
     * Seals and writes; durable when it returns.
     *
     * @param replaces the version that the writer has seen (null: it saw none)
     * @throws LockedException when the present key is not the one that the store's records need
     * @throws org.winekey.oauth.spi.StaleVersionException when somebody else was faster
     * @throws IOException when it is not certain that the record is durable
     */
    public void write(
            String client, RecordKind kind, @Nullable RecordVersion replaces, RecordVersion next, byte[] content)
            throws IOException {
        // Looks at the records, if that is due, before other writes have to wait for it.
        var unused = unlock();
        var keyId = sealings.begin(this::unlock);
        try {
            store.write(client, kind, replaces, new StoredRecord(next, seal(keyId, client, kind, next, content)));
        } finally {
            sealings.end(keyId);
        }
    }

    private byte[] seal(String keyId, String client, RecordKind kind, RecordVersion version, byte[] content)
            throws IOException {
        var key = dataKeys.forSealing(keyId);
        var iv = entropy.bytes(Aes.IV);
        var context = Envelope.context(key.head(), store.id(), client, kind, version);
        return new Envelope(key.head(), iv, aes.seal(key.key(), iv, context, content)).encode();
    }

    /**
     * Seals the records of a client anew with the present key, older ones too; all or none.
     *
     * @param everything also those that need the present key already
     * @throws IOException when one of them cannot be opened, and then nothing was changed; or when it is not certain that the
     *     new bytes are durable
     */
    void reseal(String client, boolean everything) throws IOException {
        var keyId = sealings.begin(this::unlock);
        try {
            store.reseal(client, (kind, stored) -> {
                if (!everything && keyId.equals(keyId(stored))) {
                    return stored.sealed();
                }
                var content = open(client, kind, stored).content();
                try {
                    return seal(keyId, client, kind, stored.version(), content);
                } finally {
                    Arrays.fill(content, (byte) 0);
                }
            });
        } finally {
            sealings.end(keyId);
        }
    }

    /**
     * The keys that a client's records need, older ones too.
     *
     * @throws DamagedException when damage hides one
     */
    Set<String> keyIds(String client) throws IOException {
        for (var kind : RecordKind.values()) {
            var unused = store.read(client, kind);
        }
        var keyIds = new HashSet<String>();
        store.reseal(client, (kind, stored) -> {
            keyIds.add(keyId(stored));
            return stored.sealed();
        });
        return keyIds;
    }

    /** Identifier of the store. */
    String storeId() {
        return store.id();
    }

    /** Done as soon as no write is under way with another key than this. */
    CompletableFuture<Boolean> settled(String keyId) {
        return sealings.only(keyId);
    }

    /** Seals with a fresh data key from now on. */
    void renewDataKey() {
        dataKeys.renew();
    }

    /** Removes the records of a kind, if {@code replaces} is still the newest version; durable when it returns. */
    public void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        store.clear(client, kind, replaces);
    }

    /** Removes every record of a client; durable when it returns. Needs no key: a person decided. */
    public void remove(String client) throws IOException {
        store.remove(client);
        withheld.remove(client);
    }

    /**
     * Removes every record of a client but those of one kind; durable when it returns. Where damage hides a record, those go
     * too: what a person wants gone must not stay.
     */
    public void removeAllBut(String client, RecordKind kept) throws IOException {
        try {
            for (var kind : RecordKind.values()) {
                var stored = kind == kept ? Optional.<StoredRecord>empty() : store.read(client, kind);
                if (stored.isPresent()) {
                    store.clear(client, kind, stored.get().version());
                }
            }
            withheld.remove(client);
        } catch (DamagedException e) {
            remove(client);
        }
    }

    /** Refuses to read the grant of a client until it is removed, or the next start: nobody may refresh it. */
    public void withhold(String client) {
        withheld.add(client);
    }

    /** Names of the clients that have records. */
    public Set<String> clients() throws IOException {
        return store.list();
    }

    /** Tells of every durable change; see {@link TokenStore#watch}. */
    public TokenStore.Watch watch(BiConsumer<String, RecordKind> watcher) {
        return store.watch(watcher);
    }

    /**
     * Makes sure that the present key may seal records: some record was sealed with it already, or the key of every
     * record is at hand, or it stands beside one of which that is known; and that its place knows that this store uses it.
     * Called by each write; looks at the records at most once for each key.
     *
     * @return the id of the present key
     * @throws LockedException when a key is missing
     */
    public String unlock() throws IOException {
        var present = keys.currentKeyId();
        while (!present.equals(acceptedKey)) {
            var accepted = acceptedKey;
            if (accepted == null || !dataKeys.has(accepted)) {
                requireAccepted(present);
            }
            var tested = present;
            // Looking for keys may have found out that a place has another current one.
            present = keys.currentKeyId();
            if (tested.equals(present) && claim(tested)) {
                acceptedKey = tested;
            } else {
                present = keys.currentKeyId();
            }
        }
        return present;
    }

    private boolean claim(String keyId) throws IOException {
        return !(keys instanceof StoreKeys noted) || noted.claim(keyId, store.id());
    }

    private void requireAccepted(String present) throws IOException {
        IOException unread = null;
        String missing = null;
        for (var client : store.list()) {
            Set<String> keyIds = Set.of();
            try {
                keyIds = newestKeyIds(client);
            } catch (LockedException e) {
                throw e;
            } catch (IOException e) {
                // Guards against one bad file: the others may have the answer.
                unread = e;
            }
            for (var keyId : keyIds) {
                if (keyId.equals(present)) {
                    return;
                }
                missing = dataKeys.has(keyId) ? missing : keyId;
            }
        }
        if (missing != null) {
            throw dataKeys.missing(missing);
        }
        if (unread != null) {
            throw unread;
        }
    }

    private Set<String> newestKeyIds(String client) throws IOException {
        var keyIds = new HashSet<String>();
        for (var kind : RecordKind.values()) {
            keyIds.add(keyId(client, kind));
        }
        keyIds.remove("");
        return keyIds;
    }

    /** The key that a record needs; empty when there is none, or damage hides it. */
    private String keyId(String client, RecordKind kind) throws IOException {
        try {
            return store.read(client, kind).map(Vault::keyId).orElse("");
        } catch (DamagedException e) {
            return "";
        }
    }

    private static String keyId(StoredRecord stored) {
        return Envelope.decode(stored.sealed()).map(Envelope::keyId).orElse("");
    }
}
