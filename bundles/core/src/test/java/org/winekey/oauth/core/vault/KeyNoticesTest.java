// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.ForwardingStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.StoreIo.Protection;
import org.winekey.oauth.core.store.Disk;

class KeyNoticesTest {

    private final MemoryStoreIo io = new MemoryStoreIo();

    private interface Answer {
        Protection of() throws IOException;
    }

    private List<String> notices(Path file, Answer protection) {
        io.plant(file, new byte[1]);
        var disk = new ForwardingStoreIo(io) {
            @Override
            public Protection protection(Path asked) throws IOException {
                return protection.of();
            }
        };
        return KeyNotices.of(disk, file, "the key file", Disk.FOLDER);
    }

    @Test
    void of_protectedFileElsewhere_areNone() {
        assertThat(notices(Disk.KEY, () -> Protection.OWNER_ONLY)).isEmpty();
        assertThat(KeyNotices.of(io, Path.of("/absent"), "it", Disk.FOLDER)).isEmpty();
    }

    @Test
    void of_fileThatOthersCanRead_sayWhatToDo() {
        assertThat(notices(Disk.KEY, () -> Protection.OTHERS_TOO))
                .singleElement()
                .asString()
                .contains("the key file", "chmod 600");
        assertThat(notices(Disk.KEY, () -> Protection.UNSUPPORTED))
                .singleElement()
                .asString()
                .contains("store.permissions=unsupported");
    }

    @Test
    void of_fileInTheStore_sayThatACopyHasItToo() {
        assertThat(notices(Disk.FOLDER.resolve("key"), () -> Protection.OTHERS_TOO))
                .hasSize(2)
                .last()
                .asString()
                .contains("move that file");
    }

    @Test
    void of_diskThatDoesNotSay_sayThat() {
        assertThat(notices(Disk.KEY, () -> {
                    throw new IOException("Input/output error");
                }))
                .singleElement()
                .asString()
                .contains("cannot be told (IOException)");
        assertThat(notices(Disk.KEY, () -> {
                    throw new NoSuchFileException("gone");
                }))
                .isEmpty();
    }
}
