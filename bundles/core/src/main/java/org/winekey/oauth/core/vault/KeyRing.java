// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;

/** All places that keys come from: the chosen one seals, all of them open. Thread-safe. */
public final class KeyRing implements StoreKeys {

    private final KeyProvider chosen;
    private final List<KeyProvider> all;
    private final @Nullable KeyFile file;
    private final @Nullable KeyFile sealing; // the key file, if it is the chosen place
    private final Path store;

    /**
     * A ring.
     *
     * @param preferred a passphrase or credential, the one that seals (null: the key file does)
     * @param file the key file, to open what it once sealed (null: there is none)
     * @param store folder of the store; no key should be in it
     */
    public KeyRing(@Nullable KeyProvider preferred, @Nullable KeyFile file, Path store) {
        this.all = Stream.of(Optional.ofNullable(preferred), Optional.ofNullable(file))
                .<KeyProvider>flatMap(Optional::stream)
                .toList();
        this.chosen = all.stream().findFirst().orElseThrow(() -> new IllegalArgumentException("a ring without keys"));
        this.file = file;
        this.sealing = preferred == null ? file : null;
        this.store = store;
    }

    @Override
    public String currentKeyId() throws IOException {
        return chosen.currentKeyId();
    }

    /**
     * A key, from whichever place has it.
     *
     * @throws LockedException when no place has it and one of them cannot tell; names the key and each of these places
     */
    @Override
    public Optional<byte[]> key(String keyId) throws IOException {
        var unreadable = new ArrayList<LockedException>();
        for (var place : all) {
            try {
                var key = place.key(keyId);
                if (key.isPresent()) {
                    return key;
                }
            } catch (LockedException e) {
                unreadable.add(e);
            }
        }
        if (unreadable.isEmpty()) {
            return Optional.empty();
        }
        throw all.size() == 1 ? unreadable.get(0) : nowhere(keyId, unreadable);
    }

    private LockedException nowhere(String keyId, List<LockedException> unreadable) {
        var reasons = unreadable.stream().map(Throwable::getMessage).collect(Collectors.joining(". "));
        return new LockedException(
                "The stored records are sealed with key " + keyId + ", which was expected in " + this + ". " + reasons,
                unreadable.get(0));
    }

    /** Makes a new current key in a key file that seals; takes over a passphrase that was added. */
    void renew(Entropy entropy) throws IOException {
        if (sealing != null) {
            sealing.renew(entropy);
        } else if (chosen instanceof Passphrase passphrase) {
            passphrase.refresh();
        }
    }

    /** Looks at the key file again. */
    void refresh() throws IOException {
        if (file != null && file.present()) {
            file.refresh();
        }
    }

    @Override
    public boolean claim(String keyId, String storeId) throws IOException {
        return sealing == null || sealing.claim(keyId, storeId);
    }

    /** Whether the key file that seals holds keys of an earlier time that the store may need. */
    boolean hasOldKeys(String storeId) throws IOException {
        return sealing != null && sealing.hasOldKeys(storeId);
    }

    /**
     * Lets the older keys go that the store needs no more, where that can be done here.
     *
     * @return why some stay; empty when none does
     */
    Optional<String> release(String keyId, String storeId) throws IOException {
        var kept = sealing == null ? List.<KeyLine>of() : sealing.release(keyId, storeId);
        return kept.isEmpty() ? Optional.empty() : Optional.of(why(kept));
    }

    private String why(List<KeyLine> kept) {
        return kept.stream()
                .map(line -> "key " + line.key().id() + " in " + file + " "
                        + (line.stores() == null
                                ? "does not tell which stores it sealed"
                                : "sealed for " + String.join(", ", line.stores())))
                .collect(Collectors.joining("; ", "", "; if such a store is gone for good, delete the line"));
    }

    /** Places that hold keys but do not seal. */
    List<String> bystanders() throws IOException {
        return file != null && sealing == null && file.present() ? List.of(file.toString()) : List.of();
    }

    /** What an operator should know about the places, as they are now. No secrets. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (chosen instanceof Passphrase passphrase) {
            problems.addAll(passphrase.problems(store));
        }
        if (file != null) {
            problems.addAll(file.problems(store));
        }
        return problems;
    }

    @Override
    public String toString() {
        return all.stream().map(Object::toString).collect(Collectors.joining(" and "));
    }
}
