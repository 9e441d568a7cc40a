// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.ForwardingStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.StoreIo.Protection;
import org.winekey.oauth.spi.RecordKind;

/** On file systems that keep no permissions, or on which somebody gave others too many. */
class StoreNoticesTest {

    private static final Path PROBE = Disk.FOLDER.resolve(StoreFolder.PROBE);
    private static final Path IDENTITY = Disk.FOLDER.resolve(StoreFolder.IDENTITY);

    private final MemoryStoreIo io = new MemoryStoreIo();
    private final Map<Path, Protection> rights = new HashMap<>();

    /** What the memory disk does not know: permissions. */
    private final class Rights extends ForwardingStoreIo {
        Rights() {
            super(io);
        }

        @Override
        public Protection protection(Path file) throws IOException {
            return rights.getOrDefault(file, io.protection(file));
        }

        @Override
        public SortedMap<Path, Protection> protections(Path folder) throws IOException {
            var found = new TreeMap<Path, Protection>();
            for (var file : io.list(folder)) {
                found.put(file, protection(file));
            }
            return found;
        }
    }

    @BeforeEach
    void oneClient() throws IOException {
        try (var store = open()) {
            store.write("spotify", RecordKind.GRANT, null, TokenStoreContract.stored(TokenStoreContract.A, 1, "grant"));
        }
    }

    private FileTokenStore open() throws IOException {
        return FileTokenStore.open(new Rights(), Disk.FOLDER, Disk.entropy(1));
    }

    @Test
    void problems_fileSystemWithoutPermissions_isOneNotice() throws IOException {
        rights.put(Disk.FOLDER, Protection.UNSUPPORTED);
        rights.put(IDENTITY, Protection.OTHERS_TOO);

        try (var store = open()) {
            assertThat(store.problems()).singleElement().asString().contains("store.permissions=unsupported");
        }
    }

    @Test
    void problems_fileSystemThatForgetsPermissions_isOneNoticeAndLeavesNoFile() throws IOException {
        rights.put(Disk.FOLDER, Protection.OTHERS_TOO);
        rights.put(Disk.SLOTS, Protection.OTHERS_TOO);
        rights.put(PROBE, Protection.OTHERS_TOO);
        io.plant(PROBE, new byte[] {1});

        try (var store = open()) {
            assertThat(store.problems()).singleElement().asString().contains("store.permissions=unsupported");
        }
        assertThat(io.exists(PROBE)).isFalse();
    }

    @Test
    void problems_folderThatOthersCanEnter_namesWhatToTakeAway() throws IOException {
        rights.put(Disk.FOLDER, Protection.OTHERS_TOO);
        rights.put(Disk.SLOTS, Protection.OTHERS_TOO);

        try (var store = open()) {
            assertThat(store.problems())
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("chmod 700"))
                    .anyMatch(problem -> problem.contains("chmod 600") && problem.contains(Disk.SLOTS.toString()));
            rights.clear();
            assertThat(store.problems()).isEmpty();
        }
        assertThat(io.exists(PROBE)).isFalse();
    }

    @Test
    void problems_diskThatRefusesToSay_standUntilItSays() throws IOException {
        rights.put(Disk.SLOTS, Protection.OTHERS_TOO);
        try (var store = open()) {
            rights.clear();
            io.failAt(1, 1000);
            assertThat(store.problems()).singleElement().asString().contains(Disk.SLOTS.toString());
            io.heal();
            assertThat(store.problems()).isEmpty();
        }
    }

    @Test
    void problems_probeRefusedByTheDisk_doNotBlameTheFileSystem() throws IOException {
        rights.put(Disk.FOLDER, Protection.OTHERS_TOO);
        var disk = new ForwardingStoreIo(new Rights()) {
            @Override
            public StoreFile create(Path file) throws IOException {
                if (file.equals(PROBE)) {
                    throw new IOException("No space left on device");
                }
                return super.create(file);
            }
        };

        try (var store = FileTokenStore.open(disk, Disk.FOLDER, Disk.entropy(1))) {
            assertThat(store.problems()).singleElement().asString().contains("chmod 700");
        }
    }

    @Test
    void now_noticeAboutAFile_goesWithIt() throws IOException {
        var notices = new StoreNotices(io);
        notices.whileThere(IDENTITY, "look here");
        assertThat(notices.now()).containsExactly("look here");

        io.delete(IDENTITY);

        assertThat(notices.now()).isEmpty();
    }
}
