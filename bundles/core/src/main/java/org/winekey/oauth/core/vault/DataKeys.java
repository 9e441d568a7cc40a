// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;

/** The keys that records are encrypted with, and the few that were unwrapped lately. Thread-safe. */
final class DataKeys {

    /** GCM with random IVs stays far below its limit with that many records for one key. */
    static final int RECORDS_PER_KEY = 1 << 20;

    private static final int REMEMBERED = 256;

    private final KeyProvider keys;
    private final Aes aes;
    private final Entropy entropy;
    private final String storeId;
    private final Map<ByteBuffer, SecretKey> unwrapped = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, SecretKey> eldest) {
            return size() > REMEMBERED;
        }
    };
    private @Nullable DataKey current;
    private int used;

    /** A data key and the head of the envelopes sealed with it. */
    record DataKey(String keyId, SecretKey key, byte[] head) {
        @Override
        public String toString() {
            return "DataKey[" + keyId + "]";
        }
    }

    DataKeys(KeyProvider keys, Aes aes, Entropy entropy, String storeId) {
        this.keys = keys;
        this.aes = aes;
        this.entropy = entropy;
        this.storeId = storeId;
    }

    /** The key for one more record. */
    synchronized DataKey forSealing(String keyId) throws IOException {
        var key = current;
        if (key == null || used >= RECORDS_PER_KEY || !key.keyId().equals(keyId)) {
            key = fresh(keyId);
            current = key;
            used = 0;
        }
        used++;
        return key;
    }

    private DataKey fresh(String keyId) throws IOException {
        var wrapping = wrapping(keyId).orElseThrow(() -> new LockedException("No key " + keyId + " in " + keys));
        var bytes = entropy.bytes(Aes.KEY);
        var iv = entropy.bytes(Aes.IV);
        var wrapped = aes.seal(wrapping, iv, Envelope.wrapContext(storeId, keyId), bytes);
        var key = secretKey(bytes);
        return new DataKey(keyId, key, Envelope.head(keyId, iv, wrapped));
    }

    /**
     * The key that an envelope carries.
     *
     * @return empty: it does not authenticate
     * @throws LockedException when the key that wraps it is not at hand
     */
    synchronized Optional<SecretKey> forOpening(Envelope envelope) throws IOException {
        var name = ByteBuffer.wrap(envelope.head());
        var known = unwrapped.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var keyId = envelope.keyId();
        var wrapping = wrapping(keyId).orElse(null);
        if (wrapping == null) {
            throw missing(keyId);
        }
        var opened = aes.open(wrapping, envelope.wrapIv(), Envelope.wrapContext(storeId, keyId), envelope.wrapped())
                .map(DataKeys::secretKey);
        opened.ifPresent(key -> unwrapped.put(name, key));
        return opened;
    }

    /** That records need a key which is not here. */
    LockedException missing(String keyId) throws IOException {
        return new LockedException("The stored records are sealed with key " + keyId + ", which was expected in " + keys
                + "; key " + keys.currentKeyId() + " is there: put the right key back; nothing was changed");
    }

    /** Seals with a fresh data key from now on. */
    synchronized void renew() {
        current = null;
    }

    boolean has(String keyId) throws IOException {
        return wrapping(keyId).isPresent();
    }

    private Optional<SecretKey> wrapping(String keyId) throws IOException {
        var key = keys.key(keyId);
        if (key.isPresent() && key.get().length != Aes.KEY) {
            throw new LockedException("Key " + keyId + " from " + keys + " has not " + Aes.KEY + " bytes");
        }
        return key.map(DataKeys::secretKey);
    }

    private static SecretKey secretKey(byte[] bytes) {
        var key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }
}
