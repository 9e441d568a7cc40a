// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.B;
import static org.winekey.oauth.core.store.TokenStoreContract.stored;
import static org.winekey.oauth.core.store.TokenStoreContract.text;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.spi.RecordKind;

class RollbackMarksTest {

    private static final Path PLACE = FileTokenStore.marks(Disk.FOLDER, Disk.KEY);
    private static final Path MARKS = marksOf(1);

    /** The marks of the store that is made with this chance. */
    private static Path marksOf(long seed) {
        return PLACE.resolveSibling(
                PLACE.getFileName() + "-" + Disk.entropy(seed).hex(16).substring(0, 8));
    }

    private final MemoryStoreIo io = new MemoryStoreIo();

    private FileTokenStore open() throws IOException {
        return FileTokenStore.open(io, Disk.FOLDER, Disk.entropy(1), PLACE);
    }

    /** A store that was closed at generation 3, and a copy of its file at generation 2. */
    private byte[] copyOfGeneration2() throws IOException {
        byte[] copy;
        try (var store = open()) {
            store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "one"));
            store.write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "two"));
            copy = io.content(Disk.SLOTS);
            store.write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "three"));
        }
        return copy;
    }

    @Test
    @Tag("R-096")
    void open_olderCopyOfAFile_isANoticeUntilTheGrantIsRenewed() throws IOException {
        io.plant(Disk.SLOTS, copyOfGeneration2());

        for (int start = 0; start < 2; start++) {
            try (var store = open()) {
                assertThat(store.problems())
                        .singleElement()
                        .asString()
                        .contains("spotify", "older copy", "generation 2", "newest known was 3", "new sign-in");
                assertThat(text(store, "spotify", RecordKind.GRANT)).isEqualTo("a2 two");
            }
        }
        try (var store = open()) {
            store.write("spotify", RecordKind.GRANT, version(A, 2), stored(A, 3, "renewed"));
            assertThat(store.problems()).isEmpty();
        }
        assertNoNotice();
    }

    @Test
    @Tag("R-096")
    void open_olderCopyAfterAPowerCut_isMeasuredByTheLastStart() throws IOException {
        var copy = copyOfGeneration2();
        var store = open();
        store.write("spotify", RecordKind.GRANT, version(A, 3), stored(A, 4, "four"));
        io.reboot(new Random(1));

        io.plant(Disk.SLOTS, copy);

        try (var again = open()) {
            assertThat(again.problems()).singleElement().asString().contains("newest known was 3");
        }
    }

    @Test
    void open_newSignInOrForgottenClient_isNoNotice() throws IOException {
        copyOfGeneration2();
        var store = open();
        store.remove("spotify");
        store.write("spotify", RecordKind.GRANT, null, stored(B, 1, "new"));
        io.reboot(new Random(1));
        assertNoNotice();

        try (var again = open()) {
            again.remove("spotify");
        }
        assertNoNotice();
    }

    @Test
    void open_damagedFile_keepsItsMark() throws IOException {
        var copy = copyOfGeneration2();
        io.plant(Disk.SLOTS, new byte[100]);
        open().close();
        io.plant(Disk.SLOTS, copy);

        try (var store = open()) {
            assertThat(store.problems()).singleElement().asString().contains("older copy");
        }
    }

    @Test
    @Tag("R-096")
    void open_afterAKillBeforeTheFlush_raisesNoMarkThatAPowerCutProvesWrong() throws IOException {
        copyOfGeneration2();
        var killed = new ArrayList<MemoryStoreIo>();
        var store = open();
        io.onChange(() -> killed.add(io.afterKill()));
        store.write("spotify", RecordKind.GRANT, version(A, 3), stored(A, 4, "four"));

        for (var disk : killed) {
            for (int chance = 0; chance < 8; chance++) {
                var started = disk.afterKill();
                var notClosed = FileTokenStore.open(started, Disk.FOLDER, Disk.entropy(1), PLACE);
                assertThat(notClosed.problems()).isEmpty();
                started.reboot(new Random(chance));
                try (var again = FileTokenStore.open(started, Disk.FOLDER, Disk.entropy(1), PLACE)) {
                    assertThat(again.problems()).isEmpty();
                }
            }
        }
    }

    @Test
    void open_marksMissingDamagedOrForeign_isNoFault() throws IOException {
        var copy = copyOfGeneration2();
        var marks = new String(io.content(MARKS), US_ASCII);
        io.plant(Disk.SLOTS, copy);
        for (var changed : new String[] {
            "", "\n", "junk", marks.replace(" 3\n", " 4\n"), marks.substring(0, marks.length() - 1), marks + marks
        }) {
            io.plant(MARKS, changed.getBytes(US_ASCII));
            assertNoNotice();
        }
        io.delete(MARKS);
        assertNoNotice();

        var other = new MemoryStoreIo();
        other.plant(marksOf(9), marks.getBytes(US_ASCII));
        try (var store = FileTokenStore.open(other, Disk.FOLDER, Disk.entropy(9), PLACE)) {
            store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "one"));
        }
        try (var store = FileTokenStore.open(other, Disk.FOLDER, Disk.entropy(9), PLACE)) {
            assertThat(store.problems()).isEmpty();
        }
    }

    @Test
    void openAndClose_anyCallFailingOrPowerCut_costsAtMostTheNotice() throws IOException {
        for (int call = 1; call <= 40; call++) {
            for (var cut : new boolean[] {false, true}) {
                var disk = new MemoryStoreIo();
                var store = FileTokenStore.open(disk, Disk.FOLDER, Disk.entropy(1), PLACE);
                store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "one"));
                closeWithFault(disk, store, call, cut);
                disk.reboot(new Random(call));
                try (var again = FileTokenStore.open(disk, Disk.FOLDER, Disk.entropy(1), PLACE)) {
                    assertThat(again.problems()).isEmpty();
                    assertThat(text(again, "spotify", RecordKind.GRANT)).isEqualTo("a1 one");
                }
            }
        }
    }

    private static void closeWithFault(MemoryStoreIo disk, FileTokenStore store, int call, boolean cut)
            throws IOException {
        try {
            if (cut) {
                disk.cutAt(call);
            } else {
                disk.failAt(call);
            }
            store.close();
        } catch (PowerCut e) {
            // As planned.
        }
    }

    @Test
    void open_anotherStoreWithTheSameKeyFile_leavesTheMarksAlone() throws IOException {
        copyOfGeneration2();
        var marks = io.content(MARKS);

        FileTokenStore.open(io, Path.of("/house/other"), Disk.entropy(9), PLACE).close();

        assertThat(io.content(MARKS)).isEqualTo(marks);
    }

    @Test
    void write_storeWithMarks_costsNoFurtherFlush() throws IOException {
        copyOfGeneration2();
        var store = open();
        var forces = io.forces();

        store.write("spotify", RecordKind.GRANT, version(A, 3), stored(A, 4, "four"));

        assertThat(io.forces() - forces).isEqualTo(1);
        store.close();
        var closed = io.forces();
        open().close();
        assertThat(io.forces())
                .as("the folder at the start, the mark of an orderly end")
                .isEqualTo(closed + 2);
    }

    @Test
    void marks_place_isNeverInTheFolder() {
        assertThat(PLACE).hasToString("/house/etc/winekey.key.marks");
        assertThat(FileTokenStore.marks(Disk.FOLDER, null)).hasToString("/house/oauth.marks");
    }

    private void assertNoNotice() throws IOException {
        try (var store = open()) {
            assertThat(store.problems()).isEmpty();
        }
    }
}
