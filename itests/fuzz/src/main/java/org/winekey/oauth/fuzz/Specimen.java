// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.store.DamagedException;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.TamperedException;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** A store in memory with three generations of each kind of record for one client, sealed as always. */
final class Specimen {

    static final String NONE = "none";
    static final String DAMAGED = "damaged";
    static final String TAMPERED = "tampered";
    static final String LOCKED = "locked";

    private static final String CLIENT = "spotify";
    private static final String GRANT_ID = "a".repeat(32);
    private static final Path FOLDER = Path.of("/house/oauth");
    private static final Path IDENTITY = FOLDER.resolve("winekey.id");
    private static final Path SLOTS = FOLDER.resolve(CLIENT + ".slots");
    private static final Path KEY = Path.of("/house/etc/winekey.key");
    private static final int GENERATIONS = 3;

    private final MemoryStoreIo io = new MemoryStoreIo();

    Specimen() {
        try (var store = open(io)) {
            var vault = vault(io, store);
            for (var kind : RecordKind.values()) {
                for (var generation = 1; generation <= GENERATIONS; generation++) {
                    var before = generation == 1 ? null : new RecordVersion(GRANT_ID, generation - 1);
                    vault.write(
                            CLIENT, kind, before, new RecordVersion(GRANT_ID, generation), content(kind, generation));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(RecordKind kind, long generation) {
        return text(kind, generation).getBytes(UTF_8);
    }

    /** What a record says. */
    static String text(RecordKind kind, long generation) {
        return kind + " " + generation;
    }

    byte[] slots() {
        return content(io, SLOTS);
    }

    /** A house of its own with that slot file. */
    House with(byte[] slots) {
        var other = new MemoryStoreIo();
        other.plant(IDENTITY, content(io, IDENTITY));
        other.plant(KEY, content(io, KEY));
        other.plant(SLOTS, slots);
        return new House(other);
    }

    private static byte[] content(MemoryStoreIo io, Path file) {
        try {
            return io.content(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTokenStore open(MemoryStoreIo io) throws IOException {
        io.createDirectories(FOLDER);
        return FileTokenStore.open(io, FOLDER, new SimulatedEntropy(1));
    }

    private static Vault vault(MemoryStoreIo io, FileTokenStore store) throws IOException {
        return new Vault(
                store, KeyFile.open(io, KEY, new SimulatedEntropy(2), store.isEmpty()), new SimulatedEntropy(3));
    }

    /** An open store. */
    static final class House implements AutoCloseable {

        private final MemoryStoreIo io;
        private @Nullable FileTokenStore store;
        private @Nullable Vault vault;

        private House(MemoryStoreIo io) {
            this.io = io;
            try {
                store = open(io);
                vault = vault(io, store);
            } catch (LockedException e) {
                vault = null;
            } catch (IOException e) {
                throw new UncheckedIOException("opening a store on a disk that works", e);
            }
        }

        boolean isLocked() {
            return vault == null;
        }

        /** What a reader gets. */
        String read(RecordKind kind) {
            if (vault == null) {
                return LOCKED;
            }
            try {
                return vault.read(CLIENT, kind)
                        .map(entry -> new String(entry.content(), UTF_8))
                        .orElse(NONE);
            } catch (DamagedException e) {
                return DAMAGED;
            } catch (TamperedException e) {
                return TAMPERED;
            } catch (LockedException e) {
                return LOCKED;
            } catch (IOException e) {
                throw new UncheckedIOException("reading from a disk that works", e);
            }
        }

        /** Writes what follows the record that is there; whether it could. */
        boolean write(RecordKind kind, byte[] content) {
            if (vault == null) {
                return false;
            }
            try {
                var before = vault.version(CLIENT, kind);
                vault.write(
                        CLIENT, kind, before.orElse(null), RecordVersion.after(before.orElse(null), GRANT_ID), content);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        void problems() {
            Optional.ofNullable(store)
                    .ifPresent(open -> Claim.that(open.problems().size() < 100, "too many problems"));
        }

        /** Whether these bytes are still on the disk, under whatever name. */
        boolean keeps(byte[] slots) {
            try {
                for (var file : io.list(FOLDER)) {
                    if (Arrays.equals(slots, io.content(file))) {
                        return true;
                    }
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                if (store != null) {
                    store.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("closing a store on a disk that works", e);
            }
        }
    }
}
