// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.store.LockedException;

/**
 * Changes the key of a whole store while it is in use: a new key, every record sealed with it, and only when a look at all
 * records finds no user of an old key, the old keys go. It can stop anywhere and be done again. Thread-safe; one runs at
 * a time.
 */
public final class KeyRotation {

    /** Writes take milliseconds; one that hangs must not hang the rotation. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Stands for a store that is not open here and uses the same key file; no client has such a name. */
    static final String ANOTHER = "(another store)";

    private final Vault vault;
    private final KeyRing keys;
    private final Entropy entropy;
    private final Scheduler scheduler;

    /** Rotations of the keys of a vault. */
    public KeyRotation(Vault vault, KeyRing keys, Entropy entropy, Scheduler scheduler) {
        this.vault = vault;
        this.keys = keys;
        this.entropy = entropy;
        this.scheduler = scheduler;
    }

    /**
     * What a rotation came to.
     *
     * @param keyId the key that seals now
     * @param resealed the clients whose records all need that key alone
     * @param refused why other clients, or {@link #ANOTHER}, still need an old key, by name
     * @param oldKeysGone whether no record needs an old key, and the key file has none
     * @param unneeded places of keys that no record needs any more, for a person to clear away
     */
    public record Outcome(
            String keyId,
            Set<String> resealed,
            Map<String, String> refused,
            boolean oldKeysGone,
            List<String> unneeded) {
        /** Copies the collections. */
        public Outcome {
            resealed = Set.copyOf(resealed);
            refused = Map.copyOf(refused);
            unneeded = List.copyOf(unneeded);
        }
    }

    /** Whether a rotation was begun and not finished. */
    public boolean unfinished() throws IOException {
        return keys.hasOldKeys(vault.storeId());
    }

    /**
     * Seals every record anew: with a new key when the key file seals, else with a new data key.
     *
     * @throws LockedException when the keys at hand are not those of the store; nothing was changed
     * @throws IOException when no new key can be stored; the old one goes on
     */
    public synchronized Outcome rotate() throws IOException {
        vault.unlock();
        keys.renew(entropy);
        vault.renewDataKey();
        return seal(true);
    }

    /** Goes on with a rotation that was interrupted: seals what does not need the current key, and drops old keys. */
    public synchronized Outcome resume() throws IOException {
        keys.refresh();
        vault.unlock();
        return seal(false);
    }

    private Outcome seal(boolean everything) throws IOException {
        var present = keys.currentKeyId();
        var settled = scheduler.await(vault.settled(present), PATIENCE).isPresent();
        var refused = new TreeMap<String, String>();
        for (var client : vault.clients()) {
            reseal(client, everything, refused);
        }
        var resealed = new TreeSet<String>();
        for (var client : vault.clients()) {
            if (!refused.containsKey(client)) {
                check(client, present, resealed, refused);
            }
        }
        if (!settled || !refused.isEmpty()) {
            return new Outcome(present, resealed, refused, false, List.of());
        }
        keys.release(present, vault.storeId()).ifPresent(reason -> refused.put(ANOTHER, reason));
        return new Outcome(present, resealed, refused, refused.isEmpty(), keys.bystanders());
    }

    private void reseal(String client, boolean everything, Map<String, String> refused) {
        try {
            vault.reseal(client, everything);
        } catch (IOException e) {
            refused.put(client, reason(e));
        }
    }

    private void check(String client, String present, Set<String> resealed, Map<String, String> refused) {
        try {
            if (vault.keyIds(client).stream().allMatch(present::equals)) {
                resealed.add(client);
            } else {
                refused.put(client, "records of an older key were not sealed anew: rotate once more");
            }
        } catch (IOException e) {
            refused.put(client, reason(e));
        }
    }

    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
