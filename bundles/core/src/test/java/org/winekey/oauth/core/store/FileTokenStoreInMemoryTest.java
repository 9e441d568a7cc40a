// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StaleVersionException;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

class FileTokenStoreInMemoryTest extends TokenStoreContract {

    private final MemoryStoreIo io = new MemoryStoreIo();
    private FileTokenStore store;

    @Override
    FileTokenStore store() throws IOException {
        if (store == null) {
            store = Disk.open(io);
        }
        return store;
    }

    @Override
    TokenStore reopened() throws IOException {
        store().close();
        io.reboot(new Random(7));
        store = null;
        return store();
    }

    @Override
    void diskRefuses(boolean refuses) {
        io.failAt(1, refuses ? 1_000_000 : 0);
    }

    @Test
    void close_removalIsDue_triesItOnceMore() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        diskRefuses(true);
        assertThatThrownBy(() -> store().remove("spotify")).isInstanceOf(IOException.class);
        diskRefuses(false);

        store().close();

        assertThat(io.exists(Disk.SLOTS)).isFalse();
    }

    @Test
    void write_highestGeneration_isKeptAndTheNextIsRefused() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, Slot.HIGHEST, "last"));

        assertThatThrownBy(() -> store().write(
                                "spotify",
                                RecordKind.GRANT,
                                version(A, Slot.HIGHEST),
                                stored(A, Slot.HIGHEST + 1, "one too many")))
                .isInstanceOf(DamagedException.class);
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a" + Slot.HIGHEST + " last");
    }

    @Test
    void problems_removalThatTheDiskRefuses_isNamedUntilItIsDone() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        diskRefuses(true);
        assertThatThrownBy(() -> store().remove("spotify")).isInstanceOf(IOException.class);

        assertThat(store().problems()).singleElement().asString().contains("spotify", "forgotten");
        diskRefuses(false);
        assertThat(store().problems()).isEmpty();

        assertThat(io.exists(Disk.SLOTS)).isFalse();
    }

    @Test
    void open_manyClients_looksAtTheFolderOnceAndReadsEachFileOnce() throws IOException {
        for (int i = 0; i < 100; i++) {
            store().write("c" + i, RecordKind.GRANT, null, stored(A, 1, "grant"));
        }
        store().close();
        var calls = new HashMap<String, Integer>();
        var disk = (StoreIo) Proxy.newProxyInstance(
                StoreIo.class.getClassLoader(), new Class<?>[] {StoreIo.class}, (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
                    return method.invoke(io, arguments);
                });

        try (var again = FileTokenStore.open(disk, Disk.FOLDER, Disk.entropy(1))) {
            for (var client : again.list()) {
                assertThat(again.read(client, RecordKind.GRANT)).isPresent();
            }
        }

        assertThat(calls)
                .containsEntry("protections", 1)
                .containsEntry("read", 101)
                .containsEntry("protection", 1)
                .doesNotContainKeys("list", "open", "exists");
    }

    @Test
    void list_closedStoreWithARemovalDue_touchesNothing() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        diskRefuses(true);
        assertThatThrownBy(() -> store().remove("spotify")).isInstanceOf(IOException.class);
        store().close();
        diskRefuses(false);

        assertThatThrownBy(() -> store().list()).isInstanceOf(IOException.class).hasMessageContaining("closed");

        assertThat(io.exists(Disk.SLOTS)).isTrue();
    }

    @Test
    void file_usualClient_takes32KiB() throws IOException {
        store().write("spotify", RecordKind.TICKET, null, stored(A, 1, "ticket"));

        assertThat(io.content(Disk.SLOTS)).hasSize(32 * 1024);
    }

    @Test
    void write_firstOfARareKind_makesRoomAndKeepsTheRest() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().write("spotify", RecordKind.SET_ASIDE, null, stored(A, 1, "aside"));

        store().write("spotify", RecordKind.PENDING, null, stored(B, 1, "pending"));
        assertThat(io.content(Disk.SLOTS)).hasSize(40 * 1024);
        store().write("spotify", RecordKind.METADATA, null, stored(B, 1, "metadata"));
        store().write("spotify", RecordKind.PENDING, version(B, 1), stored(B, 2, "in place"));

        assertThat(io.content(Disk.SLOTS)).hasSize(48 * 1024);
        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("a1 grant");
        assertThat(text(store(), "spotify", RecordKind.SET_ASIDE)).isEqualTo("a1 aside");
        assertThat(text(store(), "spotify", RecordKind.METADATA)).isEqualTo("b1 metadata");
        assertThat(text(store(), "spotify", RecordKind.PENDING)).isEqualTo("b2 in place");
    }

    @Test
    void write_tokenUpdate_costsOneFlushAndFewBytes() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        var forces = io.forces();
        var written = io.written();

        for (int generation = 2; generation <= 101; generation++) {
            store().write(
                            "spotify",
                            RecordKind.GRANT,
                            version(A, generation - 1),
                            stored(A, generation, "x".repeat(2500)));
        }

        assertThat(io.forces() - forces).isEqualTo(100);
        assertThat(io.written() - written).isLessThan(100 * 16 * 1024);
    }

    @Test
    void history_setAsideFourTimes_keepsTheThreeNewest() throws IOException {
        store().write("spotify", RecordKind.SET_ASIDE, null, stored(A, 1, "one"));
        store().write("spotify", RecordKind.SET_ASIDE, version(A, 1), stored(B, 2, "two"));
        store().write("spotify", RecordKind.SET_ASIDE, version(B, 2), stored(A, 3, "three"));
        assertThat(store().history("spotify", RecordKind.SET_ASIDE)).hasSize(3);
        store().write("spotify", RecordKind.SET_ASIDE, version(A, 3), stored(B, 4, "four"));

        reopened();

        assertThat(store().history("spotify", RecordKind.SET_ASIDE).stream().map(TokenStoreContract::text))
                .containsExactly("b4 four", "a3 three", "b2 two");
        assertThatThrownBy(() -> store().write("spotify", RecordKind.SET_ASIDE, version(A, 3), stored(A, 9, "late")))
                .isInstanceOf(StaleVersionException.class);
    }

    @Test
    void history_afterClear_startsAgain() throws IOException {
        store().write("spotify", RecordKind.SET_ASIDE, null, stored(A, 1, "one"));
        store().write("spotify", RecordKind.SET_ASIDE, version(A, 1), stored(B, 2, "two"));
        store().clear("spotify", RecordKind.SET_ASIDE, version(B, 2));

        for (int generation = 1; generation <= 4; generation++) {
            var seen = generation == 1 ? null : version(A, generation - 1);
            store().write("spotify", RecordKind.SET_ASIDE, seen, stored(A, generation, "new"));
            reopened();
            assertThat(store().history("spotify", RecordKind.SET_ASIDE)).hasSize(Math.min(generation, 3));
        }
    }

    private StoredRecord unsealed(RecordKind kind, StoredRecord record) {
        return new StoredRecord(record.version(), ("new " + new String(record.sealed(), UTF_8)).getBytes(UTF_8));
    }

    @Test
    void reseal_olderRecords_areSealedAnewInTheirOrder() throws IOException {
        for (int generation = 1; generation <= 4; generation++) {
            var seen = generation == 1 ? null : version(A, generation - 1);
            store().write("spotify", RecordKind.SET_ASIDE, seen, stored(A, generation, "aside"));
            store().write("spotify", RecordKind.GRANT, seen, stored(A, generation, "grant"));
        }

        store().reseal("spotify", (kind, record) -> unsealed(kind, record).sealed());

        reopened();
        assertThat(store().history("spotify", RecordKind.SET_ASIDE).stream().map(TokenStoreContract::text))
                .containsExactly("a4 new aside", "a3 new aside", "a2 new aside");
        assertThat(store().history("spotify", RecordKind.GRANT).stream().map(TokenStoreContract::text))
                .containsExactly("a4 new grant", "a3 new grant");
    }

    @Test
    void reseal_sameBytes_writesNothing() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        var written = io.written();

        store().reseal("spotify", (kind, record) -> record.sealed());

        assertThat(io.written()).isEqualTo(written);
    }

    @Test
    void reseal_longerBytes_growTheFile() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));

        store().reseal("spotify", (kind, record) -> "x".repeat(9000).getBytes(UTF_8));

        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a1 " + "x".repeat(9000));
    }

    @Test
    void reseal_oneDamagedSlot_keepsItsBytes() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "second"));
        store().close();
        var bytes = io.content(Disk.SLOTS);
        var newest = SlotLayout.USUAL.offset(RecordKind.GRANT, 0);
        bytes[newest + Slot.HEADER] ^= 1;
        io.plant(Disk.SLOTS, bytes);
        store = Disk.open(io);

        store().reseal("spotify", (kind, record) -> unsealed(kind, record).sealed());

        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a1 new first");
        assertThat(Bytes.slice(io.content(Disk.SLOTS), newest, 4096)).isEqualTo(Bytes.slice(bytes, newest, 4096));
    }

    @Test
    void reseal_slotOfAWriteThatFailed_doesNotComeUp() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        io.failAt(3);
        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "doubtful")))
                .isInstanceOf(IOException.class);
        io.heal();

        store().reseal("spotify", (kind, record) -> unsealed(kind, record).sealed());

        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("a1 new first");
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a1 new first");
    }

    @Test
    void open_heldByAnotherEngine_isLockedAndSaysWhatToDo() throws IOException {
        store();

        assertThatThrownBy(() -> Disk.open(io))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("held by another")
                .hasMessageContaining("store_directory");

        store().close();
        Disk.open(io).close();
    }

    @Test
    void write_afterClose_isRefused() throws IOException {
        var old = store();
        old.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        var next = reopened();

        assertThatThrownBy(() -> old.write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "late")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThat(text(next, "spotify", RecordKind.GRANT)).isEqualTo("a1 first");
    }

    @Test
    void write_nameThatIsNoClientName_isRefused() {
        for (var name : List.of("../etc/passwd", "", "A", "a/b", "-a", "a".repeat(64))) {
            assertThatThrownBy(() -> store().write(name, RecordKind.GRANT, null, stored(A, 1, "x")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void watch_watcherThatThrows_doesNotHideThatTheRecordIsDurable() throws IOException {
        var told = new ArrayList<String>();
        store().watch((client, kind) -> {
            throw new IllegalStateException("this watcher logs an error here");
        });
        store().watch((client, kind) -> told.add(client));

        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));

        assertThat(told).containsExactly("spotify");
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a1 first");
    }

    @Test
    void watch_threadsWritingTwoClients_tellsEachChangeOnce() throws Exception {
        var told = new ConcurrentHashMap<String, List<RecordKind>>();
        store().watch((client, kind) -> told.computeIfAbsent(
                        client, name -> Collections.synchronizedList(new ArrayList<>()))
                .add(kind));
        var kinds = RecordKind.values();

        inParallel(4, number -> {
            for (int generation = 1; generation <= 200; generation++) {
                var seen = generation == 1 ? null : version(A, generation - 1);
                store().write("c" + number / 2, kinds[number % 2], seen, stored(A, generation, "x"));
            }
        });

        assertThat(told.values()).allSatisfy(kindsTold -> assertThat(kindsTold).hasSize(400));
    }

    @Test
    void write_recordThatJustFits_isWrittenInPlace() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        var room = SlotLayout.USUAL.grant() - Slot.bytesFor(stored(A, 2, ""));

        store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "x".repeat(room)));
        assertThat(io.content(Disk.SLOTS)).hasSize(32 * 1024);
        store().write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "x".repeat(room + 1)));

        assertThat(io.content(Disk.SLOTS)).hasSizeGreaterThan(32 * 1024);
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a3 " + "x".repeat(room + 1));
    }

    @Test
    void writeAndReseal_largestRecord_isKeptAndOneByteMoreIsRefused() throws IOException {
        var room = SlotLayout.LARGEST_SLOT - Slot.bytesFor(stored(A, 1, ""));
        store().write("spotify", RecordKind.PENDING, null, stored(A, 1, "x".repeat(room)));

        assertThatThrownBy(() ->
                        store().write("spotify", RecordKind.PENDING, version(A, 1), stored(A, 2, "y".repeat(room + 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than");
        var sealed = store().read("spotify", RecordKind.PENDING).orElseThrow().sealed();
        store().reseal("spotify", (kind, record) -> "z".repeat(sealed.length).getBytes(UTF_8));
        assertThatThrownBy(() -> store().reseal("spotify", (kind, record) -> new byte[sealed.length + 1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than");

        assertThat(reopened().read("spotify", RecordKind.PENDING).orElseThrow().sealed())
                .isEqualTo("z".repeat(sealed.length).getBytes(UTF_8));
    }

    @Test
    void write_staleVersion_saysWhatIsThereAndWhatWasExpected() throws IOException {
        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "x")))
                .isInstanceOf(StaleVersionException.class)
                .hasMessageContaining("the newest is none, not " + version(A, 1));
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, null, stored(A, 2, "x")))
                .isInstanceOf(StaleVersionException.class)
                .hasMessageContaining("the newest is " + version(A, 1) + ", not none");
    }

    @Test
    void write_whatTheDiskDidNotKeep_isAnErrorAndTheOldRecordStays() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "second"));
        io.spoilAt(2);

        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "spoiled")))
                .isInstanceOf(IOException.class);

        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("a2 second");
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a2 second");
    }

    @Test
    void close_removalIsDue_tellsThatItIsDone() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        diskRefuses(true);
        assertThatThrownBy(() -> store().remove("spotify")).isInstanceOf(IOException.class);
        diskRefuses(false);
        var told = new ArrayList<RecordKind>();
        store().watch((client, kind) -> told.add(kind));

        store().close();

        assertThat(told).contains(RecordKind.values());
    }

    @Test
    void store_usedByAnotherThreadAfterEachStep_holdsNobodyUp() throws Exception {
        var marked = FileTokenStore.open(io, Disk.FOLDER, Disk.entropy(1), Disk.KEY);
        inParallel(1, number -> marked.write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant")));
        marked.remove("spotify");
        inParallel(1, number -> marked.write("spotify", RecordKind.GRANT, null, stored(A, 1, "again")));
        marked.close();
        var next = FileTokenStore.open(io, Disk.FOLDER, Disk.entropy(1), Disk.KEY);

        inParallel(
                1,
                number -> assertThatThrownBy(() -> marked.read("spotify", RecordKind.GRANT))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("closed"));
        inParallel(
                1, number -> assertThat(text(next, "spotify", RecordKind.GRANT)).isEqualTo("a1 again"));
    }

    @Test
    void watch_watcherThatEndsInAnError_isToldOfTheNextChange() throws IOException {
        var told = new ArrayList<RecordKind>();
        store().watch((client, kind) -> {
            told.add(kind);
            if (told.size() == 1) {
                throw new AssertionError("once");
            }
        });

        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant")))
                .isInstanceOf(AssertionError.class);
        store().write("spotify", RecordKind.INTENT, null, stored(A, 1, "intent"));

        assertThat(told).containsExactly(RecordKind.GRANT, RecordKind.INTENT);
    }

    @Test
    void problems_healthyClients_costNoLookAtTheDisk() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        reopened();
        var calls = io.calls();
        diskRefuses(true);

        assertThat(store().problems()).isEmpty();

        assertThat(io.calls()).isEqualTo(calls);
    }

    @Test
    void remove_thenPowerCut_staysRemoved() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().remove("spotify");

        for (int chance = 0; chance < 8; chance++) {
            assertThat(Disk.open(io.afterPowerCut(new Random(chance))).list()).isEmpty();
        }
    }

    @Test
    void close_clientRemovedAfterAKill_leavesTheMark() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        var after = io.afterKill();
        var next = Disk.open(after);
        next.remove("spotify");

        next.close();

        assertThat(after.exists(Disk.FOLDER.resolve(StoreFolder.CLOSED))).isTrue();
    }

    @Test
    void open_leftoversOfAReplacementThatWasCut_areRemoved() throws IOException {
        store().close();
        var leftovers = List.of("spotify.slots.new", StoreFolder.IDENTITY + ".new", StoreFolder.MACHINE + ".new");
        leftovers.forEach(name -> io.plant(Disk.FOLDER.resolve(name), new byte[9]));
        io.plant(Disk.FOLDER.resolve("notes.new"), new byte[9]);

        Disk.open(io).close();

        for (var name : leftovers) {
            assertThat(io.exists(Disk.FOLDER.resolve(name))).as(name).isFalse();
        }
        assertThat(io.exists(Disk.FOLDER.resolve("notes.new"))).isTrue();
    }
}
