// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the store asks of a real disk and a simulated one cannot show. */
class DiskStoreIoTest {

    @TempDir
    Path folder;

    private final StoreIo io = new DiskStoreIo();

    @Test
    void read_oneBufferForManyFiles_isTheContentOfEachAndNoMore() throws IOException {
        var reused = ByteBuffer.allocateDirect(8);
        for (var content : new String[] {"12345678", "abc", "", "longer than it", "xy"}) {
            var file = Files.writeString(folder.resolve("file"), content);

            var read = io.read(file, 20, reused);

            assertThat(US_ASCII.decode(read).toString()).isEqualTo(content);
            assertThatThrownBy(() -> io.read(file, content.length() - 1, reused))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than");
        }
    }

    @Test
    void readUnsized_plainFile_isItsContentUpToTheCap() throws IOException {
        var file = Files.writeString(folder.resolve("plain"), "12345678");

        assertThat(io.readUnsized(file, 8)).asString().isEqualTo("12345678");
        assertThatThrownBy(() -> io.readUnsized(file, 7)).isInstanceOf(IOException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readUnsized_fileOfTheKernel_isItsContentWhateverItsSize() throws IOException {
        var file = Path.of("/proc/self/status");

        assertThat(Files.size(file)).isZero();
        assertThat(io.readUnsized(file, 65_536)).asString().contains("Pid:");
    }

    @Test
    void readUnsized_noPlainFile_fails() {
        assertThatThrownBy(() -> io.readUnsized(folder, 8)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> io.readUnsized(folder.resolve("none"), 8)).isInstanceOf(IOException.class);
    }
}
