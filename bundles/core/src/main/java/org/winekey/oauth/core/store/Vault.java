// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
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
    private final Entropy entropy;
    private final DataKeys dataKeys;
    private volatile @Nullable String acceptedKey;

    /** A vault over a store. Nothing is read yet. */
    public Vault(TokenStore store, KeyProvider keys, Entropy entropy) {
        this.store = store;
        this.keys = keys;
        this.entropy = entropy;
        this.dataKeys = new DataKeys(keys, entropy, store.id());
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
        var stored = store.read(client, kind);
        return stored.isEmpty() ? Optional.empty() : Optional.of(open(client, kind, stored.get()));
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
                Aes.open(key, envelope.iv(), context, envelope.content())
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
        var key = dataKeys.forSealing(unlock());
        var iv = entropy.bytes(Aes.IV);
        var context = Envelope.context(key.head(), store.id(), client, kind, next);
        var sealed = new Envelope(key.head(), iv, Aes.seal(key.key(), iv, context, content)).encode();
        store.write(client, kind, replaces, new StoredRecord(next, sealed));
    }

    /** Removes the records of a kind, if {@code replaces} is still the newest version; durable when it returns. */
    public void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException {
        store.clear(client, kind, replaces);
    }

    /** Removes every record of a client; durable when it returns. Needs no key: a person decided. */
    public void remove(String client) throws IOException {
        store.remove(client);
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
     * record is at hand. Called by each write; looks at the records once for each key.
     *
     * @return the id of the present key
     * @throws LockedException when a key is missing
     */
    public String unlock() throws IOException {
        var present = keys.currentKeyId();
        if (!present.equals(acceptedKey)) {
            requireAccepted(present);
            acceptedKey = present;
        }
        return present;
    }

    private void requireAccepted(String present) throws IOException {
        String missing = null;
        for (var client : store.list()) {
            for (var kind : RecordKind.values()) {
                var keyId = keyId(client, kind);
                if (keyId.equals(present)) {
                    return;
                }
                missing = keyId.isEmpty() || dataKeys.has(keyId) ? missing : keyId;
            }
        }
        if (missing != null) {
            throw dataKeys.missing(missing);
        }
    }

    /** The key that a record needs; empty when there is none, or damage hides it. */
    private String keyId(String client, RecordKind kind) throws IOException {
        try {
            return store.read(client, kind)
                    .flatMap(stored -> Envelope.decode(stored.sealed()))
                    .map(Envelope::keyId)
                    .orElse("");
        } catch (DamagedException e) {
            return "";
        }
    }
}
