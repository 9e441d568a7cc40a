// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.stored;
import static org.winekey.oauth.core.store.TokenStoreContract.text;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.vault.TamperedException;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;

/** Changes what is on the disk. The crash programme {@code damage} changes every bit and cuts at every length. */
class FileTokenStoreDamageTest {

    private static final int BIT_STEP = 61;
    private static final int LENGTH_STEP = 97;

    private final MemoryStoreIo io = new MemoryStoreIo();
    private byte[] slots;

    @BeforeEach
    void twoGenerationsOfEachKind() throws IOException {
        try (var store = Disk.open(io)) {
            var vault = Disk.vault(io, store);
            for (var kind : RecordKind.values()) {
                vault.write("spotify", kind, null, version(A, 1), (kind + " one").getBytes(UTF_8));
                vault.write("spotify", kind, version(A, 1), version(A, 2), (kind + " two").getBytes(UTF_8));
            }
        }
        slots = io.content(Disk.SLOTS);
    }

    /** What a reader gets from a disk with this slot file; "damaged" and "tampered" for the exceptions. */
    private String read(byte[] file, RecordKind kind) throws IOException {
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, file);
        try (var store = Disk.open(other)) {
            return read(Disk.vault(other, store), "spotify", kind);
        }
    }

    private static String read(Vault vault, String client, RecordKind kind) throws IOException {
        try {
            return vault.read(client, kind)
                    .map(entry -> new String(entry.content(), UTF_8))
                    .orElse("none");
        } catch (DamagedException e) {
            return "damaged";
        } catch (TamperedException e) {
            return "tampered";
        }
    }

    @Test
    @Tag("R-096")
    void read_anyBitFlipped_givesARecordThatWasWrittenOrAnException() throws IOException {
        var fellBack = 0;
        for (int bit = 0; bit < slots.length * 8; bit += BIT_STEP) {
            var kind = RecordKind.values()[bit / BIT_STEP % RecordKind.values().length];
            var changed = slots.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            var got = read(changed, kind);
            assertThat(got).as("bit %s", bit).isIn(kind + " two", kind + " one", "damaged");
            fellBack += got.endsWith("two") ? 0 : 1;
        }
        assertThat(fellBack).isPositive();
    }

    @Test
    @Tag("R-096")
    void read_anyBitOfTheSealedRecordFlipped_isNeverTakenForTheRecord() throws IOException {
        var at = newestGrantAt() + Slot.HEADER;
        for (int bit = at * 8; bit < (at + 97) * 8; bit++) {
            var changed = slots.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(read(changed, RecordKind.GRANT)).as("bit %s", bit).isEqualTo("GRANT one");
        }
    }

    private int newestGrantAt() {
        return SlotLayout.indexes(RecordKind.GRANT)
                .map(i -> SlotLayout.USUAL.offset(RecordKind.GRANT, i))
                .filter(at -> {
                    var slot = Slot.decode(RecordKind.GRANT, Bytes.slice(slots, at, SlotLayout.BLOCK));
                    return slot != null && slot.version().generation() == 2;
                })
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("R-096")
    void read_truncatedAnywhere_givesARecordThatWasWrittenOrAnException() throws IOException {
        for (int length = 0; length < slots.length; length += LENGTH_STEP) {
            for (var kind : Set.of(RecordKind.GRANT, RecordKind.SET_ASIDE)) {
                assertThat(read(Arrays.copyOf(slots, length), kind))
                        .as("length %s", length)
                        .isIn(kind + " two", kind + " one", "damaged");
            }
        }
    }

    @Test
    void write_fileCutShort_neverRevivesTheLostKind() throws IOException {
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, Arrays.copyOf(slots, slots.length - 1));
        var store = Disk.open(other);

        store.write("spotify", RecordKind.TICKET, version(A, 2), stored(A, 3, "in place"));
        assertThatThrownBy(
                        () -> store.write("spotify", RecordKind.TICKET, version(A, 3), stored(A, 4, "x".repeat(5000))))
                .isInstanceOf(DamagedException.class);

        store.close();
        assertThat(read(other.content(Disk.SLOTS), RecordKind.SECRETS)).isEqualTo("damaged");
        assertThat(text(Disk.open(other), "spotify", RecordKind.TICKET)).isEqualTo("a3 in place");
    }

    @Test
    void read_fileFullOfZeros_isDamagedNotEmpty() throws IOException {
        assertThat(read(new byte[slots.length], RecordKind.GRANT)).isEqualTo("damaged");
        assertThat(read(new byte[0], RecordKind.TICKET)).isEqualTo("damaged");
        var onlyHeader = Arrays.copyOf(Arrays.copyOf(slots, SlotLayout.BLOCK), slots.length);
        assertThat(read(onlyHeader, RecordKind.INTENT)).isEqualTo("damaged");
    }

    @Test
    void read_headerDestroyedOnce_usesTheOtherCopy() throws IOException {
        var changed = slots.clone();
        new Random(1).nextBytes(changed);
        System.arraycopy(slots, 512, changed, 512, slots.length - 512);

        assertThat(read(changed, RecordKind.GRANT)).isEqualTo("GRANT two");
    }

    @Test
    void write_kindWithOnlyDamagedSlots_isRefusedUntilForgotten() throws IOException {
        var changed = slots.clone();
        var at = SlotLayout.USUAL.offset(RecordKind.GRANT, 0);
        Arrays.fill(changed, at, at + 2 * SlotLayout.BLOCK, (byte) 0);
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, changed);
        var store = Disk.open(other);

        assertThat(store.problems()).singleElement().asString().contains("spotify", "GRANT");
        assertThatThrownBy(() -> store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "new")))
                .isInstanceOf(DamagedException.class);
        assertThat(store.read("spotify", RecordKind.SET_ASIDE)).isPresent();
        store.write("spotify", RecordKind.TICKET, version(A, 2), stored(A, 3, "x".repeat(5000)));
        assertThatThrownBy(() -> store.read("spotify", RecordKind.GRANT)).isInstanceOf(DamagedException.class);

        store.remove("spotify");
        store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "new"));
        assertThat(text(store, "spotify", RecordKind.GRANT)).isEqualTo("a1 new");
    }

    @Test
    void open_corruptFile_isSetAsideWholeAndReportedUntilForgotten() throws IOException {
        var corrupt = "what somebody wrote here".getBytes(UTF_8);
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, corrupt);
        var kept = Disk.FOLDER.resolve("spotify.slots.damaged-1");

        for (int start = 0; start < 3; start++) {
            try (var store = Disk.open(other)) {
                assertThat(store.problems()).singleElement().asString().contains("spotify", "damaged-1");
                assertThat(store.list()).containsExactly("spotify");
                assertThat(store.isEmpty()).isFalse();
                assertThatThrownBy(() -> store.read("spotify", RecordKind.GRANT))
                        .isInstanceOf(DamagedException.class)
                        .hasMessageContaining(kept.getFileName().toString());
                assertThatThrownBy(() -> store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "x")))
                        .isInstanceOf(DamagedException.class);
            }
            assertThat(other.content(kept)).isEqualTo(corrupt);
        }

        try (var store = Disk.open(other)) {
            store.remove("spotify");
            assertThat(store.problems()).isEmpty();
            assertThat(store.read("spotify", RecordKind.GRANT)).isEmpty();
        }
        assertThat(other.exists(kept)).isFalse();
    }

    @Test
    void read_damagedFilePutBackWhole_isReadWithoutARestart() throws IOException {
        var lostGrants = slots.clone();
        var at = SlotLayout.USUAL.offset(RecordKind.GRANT, 0);
        Arrays.fill(lostGrants, at, at + 2 * SlotLayout.BLOCK, (byte) 0);
        for (var damaged : new byte[][] {"junk".getBytes(UTF_8), lostGrants}) {
            var other = Disk.likeness(io);
            other.plant(Disk.SLOTS, damaged);
            try (var store = Disk.open(other)) {
                var vault = Disk.vault(other, store);
                assertThat(read(vault, "spotify", RecordKind.GRANT)).isEqualTo("damaged");

                other.plant(Disk.SLOTS, Arrays.copyOf(slots, slots.length - 1));
                assertThat(read(vault, "spotify", RecordKind.GRANT)).isEqualTo("damaged");
                assertThat(store.problems()).hasSize(1);

                other.plant(Disk.SLOTS, slots);
                assertThat(read(vault, "spotify", RecordKind.GRANT)).isEqualTo("GRANT two");
                assertThat(store.problems()).isEmpty();
                store.write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "three"));
            }
            assertThat(text(Disk.open(other), "spotify", RecordKind.GRANT)).isEqualTo("a3 three");
        }
    }

    @Test
    void problems_damagedFilePutBackWhole_healWithoutBeingRead() throws IOException {
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, "junk".getBytes(UTF_8));
        try (var store = Disk.open(other)) {
            assertThat(store.problems()).hasSize(1);
            other.plant(Disk.SLOTS, slots);
            assertThat(store.problems()).isEmpty();
        }
    }

    @Test
    @Tag("R-096")
    void open_fileOfAnotherClientOrStore_isSetAside() throws IOException {
        var other = Disk.likeness(io);
        other.plant(Disk.FOLDER.resolve("tado.slots"), slots);
        var foreign = new MemoryStoreIo();
        FileTokenStore.open(foreign, Disk.FOLDER, Disk.entropy(99)).close();
        foreign.plant(Disk.SLOTS, slots);

        for (var disk : Set.of(other, foreign)) {
            try (var store = Disk.open(disk)) {
                var client = store.list().iterator().next();
                assertThatThrownBy(() -> store.read(client, RecordKind.GRANT)).isInstanceOf(DamagedException.class);
            }
        }
    }

    @Test
    @Tag("R-096")
    void read_slotsSwappedBetweenClientsOrKinds_isTamperedOrDamaged() throws IOException {
        try (var store = Disk.open(io)) {
            Disk.vault(io, store).write("tado", RecordKind.GRANT, null, version(A, 2), "tado".getBytes(UTF_8));
        }
        var tado = io.content(Disk.FOLDER.resolve("tado.slots"));
        var grants = SlotLayout.USUAL.offset(RecordKind.GRANT, 0);
        var asides = SlotLayout.USUAL.offset(RecordKind.SET_ASIDE, 0);
        var fromTado = slots.clone();
        System.arraycopy(tado, grants, fromTado, grants, 2 * SlotLayout.BLOCK);
        var fromSetAside = slots.clone();
        System.arraycopy(slots, asides, fromSetAside, grants, 2 * SlotLayout.BLOCK);

        assertThat(read(fromTado, RecordKind.GRANT)).isEqualTo("tampered");
        assertThat(read(fromSetAside, RecordKind.GRANT)).isEqualTo("damaged");
    }

    @Test
    void write_besideASequenceWithoutANextOne_isReadAfterwards() throws IOException {
        var forged = slots.clone();
        var last = new Slot(RecordKind.INTENT, Long.MAX_VALUE, version(A, 3), true, new byte[0]).encode();
        System.arraycopy(last, 0, forged, SlotLayout.USUAL.offset(RecordKind.INTENT, 0), last.length);
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, forged);
        try (var store = Disk.open(other)) {
            store.write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "new"));

            assertThat(text(store, "spotify", RecordKind.GRANT)).isEqualTo("a3 new");
        }
    }

    @Test
    void write_afterTheHighestGeneration_isRefused() throws IOException {
        var forged = slots.clone();
        var last = new Slot(RecordKind.GRANT, 1L << 59, version(A, 1L << 60), true, new byte[0]).encode();
        System.arraycopy(last, 0, forged, SlotLayout.USUAL.offset(RecordKind.GRANT, 0), last.length);
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, forged);
        try (var store = Disk.open(other)) {
            assertThatThrownBy(() -> store.write("spotify", RecordKind.GRANT, null, stored(A, (1L << 60) + 1, "new")))
                    .isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void write_afterTheHighestSequence_isRefused() throws IOException {
        var forged = slots.clone();
        var last = new Slot(RecordKind.INTENT, 1L << 60, version(A, 3), true, new byte[0]).encode();
        System.arraycopy(last, 0, forged, SlotLayout.USUAL.offset(RecordKind.INTENT, 0), last.length);
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, forged);
        try (var store = Disk.open(other)) {
            assertThatThrownBy(() -> store.write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "new")))
                    .isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void open_identityLost_isFoundAgainFromTheSlotFiles() throws IOException {
        var identity = Disk.FOLDER.resolve(StoreFolder.IDENTITY);
        var id = io.content(identity);
        io.plant(identity, "junk".getBytes(UTF_8));

        try (var store = FileTokenStore.open(io, Disk.FOLDER, Disk.entropy(77))) {
            assertThat(store.problems()).hasSize(1);
            assertThat(read(Disk.vault(io, store), "spotify", RecordKind.GRANT)).isEqualTo("GRANT two");
        }
        assertThat(io.content(identity)).isEqualTo(id);
    }

    @Test
    void open_identityLostAndFilesDoNotTell_isLocked() throws IOException {
        var other = new MemoryStoreIo();
        other.plant(Disk.SLOTS, new byte[slots.length]);

        assertThatThrownBy(() -> Disk.open(other))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining(StoreFolder.IDENTITY);
        assertThat(other.content(Disk.SLOTS)).hasSize(slots.length);
    }

    @Test
    void open_fileOfALaterVersion_isLockedAndLeftAlone() throws IOException {
        var later = slots.clone();
        for (var at : new int[] {0, 2048}) {
            later[at + 8] = 9;
            var checksum = Bytes.checksum(Arrays.copyOfRange(later, at, at + 508));
            ByteBuffer.wrap(later).putInt(at + 508, checksum);
        }
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, later);

        assertThatThrownBy(() -> Disk.open(other))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("format 9");
        assertThat(other.content(Disk.SLOTS)).isEqualTo(later);
    }

    @Test
    void open_failed_letsTheNextOneHaveTheFolder() throws IOException {
        var other = new MemoryStoreIo();
        other.plant(Disk.SLOTS, new byte[slots.length]);
        assertThatThrownBy(() -> Disk.open(other)).isInstanceOf(LockedException.class);

        other.delete(Disk.SLOTS);

        Disk.open(other).close();
    }

    @Test
    void problems_fileThatCannotBeRead_saysSoUntilItCan() throws IOException {
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, slots);
        other.makeUnreadable(Disk.SLOTS);
        try (var store = Disk.open(other)) {
            assertThat(store.problems()).singleElement().asString().contains("spotify", "cannot be read");

            other.heal();

            assertThat(store.problems()).isEmpty();
            assertThat(store.read("spotify", RecordKind.GRANT)).isPresent();
        }
    }

    @Test
    void problems_oneKindLost_namesNoOther() throws IOException {
        var changed = slots.clone();
        var at = SlotLayout.USUAL.offset(RecordKind.GRANT, 0);
        Arrays.fill(changed, at, at + 2 * SlotLayout.BLOCK, (byte) 0);
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, changed);

        try (var store = Disk.open(other)) {
            assertThat(store.problems()).singleElement().asString().contains("lost [GRANT] to damage");
        }
    }

    @Test
    void read_damagedFileReplacedByAnotherDamagedOne_staysDamaged() throws IOException {
        var other = Disk.likeness(io);
        other.plant(Disk.SLOTS, "junk".getBytes(UTF_8));
        try (var store = Disk.open(other)) {
            other.plant(Disk.SLOTS, "other junk".getBytes(UTF_8));

            assertThatThrownBy(() -> store.read("spotify", RecordKind.GRANT)).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void open_damagedTwice_keepsBothFiles() throws IOException {
        var other = Disk.likeness(io);
        for (var junk : new String[] {"junk", "other junk"}) {
            other.plant(Disk.SLOTS, junk.getBytes(UTF_8));
            Disk.open(other).close();
        }

        assertThat(other.content(Disk.FOLDER.resolve("spotify.slots.damaged-1")))
                .isEqualTo("junk".getBytes(UTF_8));
        assertThat(other.content(Disk.FOLDER.resolve("spotify.slots.damaged-2")))
                .isEqualTo("other junk".getBytes(UTF_8));
    }

    @Test
    void open_identityOfALaterFormat_isLockedAndLeftAlone() throws IOException {
        var identity = Disk.FOLDER.resolve(StoreFolder.IDENTITY);
        var id = new String(io.content(identity), UTF_8).split(" ")[2];
        var checksum = String.format("%08x", Bytes.checksum(("2 " + id).getBytes(UTF_8)));
        var later = ("winekey-store 2 " + id + " " + checksum + "\n").getBytes(UTF_8);
        io.plant(identity, later);

        assertThatThrownBy(() -> Disk.open(io))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("format 2");
        assertThat(io.content(identity)).isEqualTo(later);
    }
}
