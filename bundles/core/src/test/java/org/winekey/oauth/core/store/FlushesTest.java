// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.stored;
import static org.winekey.oauth.core.store.TokenStoreContract.text;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.spi.RecordKind;

/** What somebody else wrote is flushed before anybody relies on it: a killed process, or a person with a backup. */
class FlushesTest {

    private static final int CHANCES = 24;

    /** A disk on which a process was killed between its second write and the flush. */
    private static MemoryStoreIo killed() throws IOException {
        var io = new MemoryStoreIo();
        var store = Disk.open(io);
        store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        io.cutAt(3);
        assertThatThrownBy(() -> store.write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "second")))
                .isInstanceOf(PowerCut.class);
        return io.afterKill();
    }

    private static void assertKept(MemoryStoreIo io, String seen) throws IOException {
        for (int chance = 0; chance < CHANCES; chance++) {
            var after = io.afterPowerCut(new Random(chance));
            assertThat(text(Disk.open(after), "spotify", RecordKind.GRANT)).isEqualTo(seen);
        }
    }

    /** Opens the store while the first read of its file fails. */
    private static FileTokenStore openUnread(MemoryStoreIo io) throws IOException {
        var failed = new AtomicBoolean();
        var disk = (StoreIo) Proxy.newProxyInstance(
                StoreIo.class.getClassLoader(), new Class<?>[] {StoreIo.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read") && arguments[0].equals(Disk.SLOTS) && !failed.getAndSet(true)) {
                        throw new IOException("Input/output error");
                    }
                    return method.invoke(io, arguments);
                });
        var store = FileTokenStore.open(disk, Disk.FOLDER, Disk.entropy(1));
        assertThat(failed).isTrue();
        return store;
    }

    @Test
    @Tag("R-066")
    void read_killedAndTheFirstReadFailed_handsOutOnlyWhatStays() throws IOException {
        var io = killed();

        assertKept(io, text(openUnread(io), "spotify", RecordKind.GRANT));
    }

    @Test
    void close_killedAndNeverRead_leavesNoMark() throws IOException {
        var io = killed();

        openUnread(io).close();

        assertThat(io.exists(Disk.FOLDER.resolve(StoreFolder.CLOSED))).isFalse();
        assertKept(io, text(Disk.open(io), "spotify", RecordKind.GRANT));
    }

    /** A store that has set a damaged file aside, and whose disk then got a copy that nobody flushed. */
    private static FileTokenStore putBack(MemoryStoreIo io) throws IOException {
        try (var store = Disk.open(io)) {
            store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        }
        var copy = io.content(Disk.SLOTS);
        io.plant(Disk.SLOTS, new byte[100]);
        var store = Disk.open(io);
        try (var file = io.create(Disk.SLOTS)) {
            file.write(0, copy);
        }
        return store;
    }

    @Test
    @Tag("R-066")
    void read_filePutBackByHand_stays() throws IOException {
        var io = new MemoryStoreIo();

        assertThat(text(putBack(io), "spotify", RecordKind.GRANT)).isEqualTo("a1 first");

        assertKept(io, "a1 first");
    }

    @Test
    @Tag("R-066")
    void write_filePutBackByHand_staysWithItsName() throws IOException {
        var io = new MemoryStoreIo();

        putBack(io).write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "second"));

        assertKept(io, "a2 second");
    }

    @Test
    @Tag("R-066")
    void read_unreadableFileReplacedByHand_staysWithItsName() throws IOException {
        var io = new MemoryStoreIo();
        try (var store = Disk.open(io)) {
            store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "first"));
        }
        var copy = io.content(Disk.SLOTS);
        var store = openUnread(io);
        io.delete(Disk.SLOTS);
        io.forceDirectory(Disk.FOLDER);
        try (var file = io.create(Disk.SLOTS)) {
            file.write(0, copy);
        }

        store.write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "second"));

        assertKept(io, "a2 second");
    }

    @Test
    void close_filePutBackAndNeverTakenOver_leavesNoMark() throws IOException {
        var io = new MemoryStoreIo();

        putBack(io).close();

        assertThat(io.exists(Disk.FOLDER.resolve(StoreFolder.CLOSED))).isFalse();
        assertThat(text(Disk.open(io), "spotify", RecordKind.GRANT)).isEqualTo("a1 first");
        assertKept(io, "a1 first");
    }

    @Test
    @Tag("R-066")
    void history_killedBeforeTheFlush_handsOutOnlyWhatStays() throws IOException {
        var io = killed();

        var seen = Disk.open(io).history("spotify", RecordKind.GRANT).get(0);

        assertKept(io, TokenStoreContract.text(seen));
    }

    @Test
    @Tag("R-066")
    void reseal_nothingToDoAfterAKill_leavesOnlyWhatStays() throws IOException {
        var io = killed();
        var store = Disk.open(io);
        var seen = new ArrayList<String>();

        store.reseal("spotify", (kind, record) -> {
            seen.add(TokenStoreContract.text(record));
            return record.sealed();
        });

        assertKept(io, seen.contains("a2 second") ? "a2 second" : "a1 first");
    }

    @Test
    @Tag("R-066")
    void write_otherKindAfterAKill_leavesWhatWasThereReadable() throws IOException {
        var io = killed();
        var store = Disk.open(io);

        store.write("spotify", RecordKind.INTENT, null, stored(A, 1, "intent"));

        assertKept(io, text(store, "spotify", RecordKind.GRANT));
    }

    @Test
    void close_unreadFileThatAPersonRemoved_leavesTheMark() throws IOException {
        var io = killed();
        var store = openUnread(io);
        io.delete(Disk.SLOTS);

        assertThat(store.read("spotify", RecordKind.GRANT)).isEmpty();
        assertThat(store.list()).isEmpty();
        store.close();

        assertThat(io.exists(Disk.FOLDER.resolve(StoreFolder.CLOSED))).isTrue();
    }
}
