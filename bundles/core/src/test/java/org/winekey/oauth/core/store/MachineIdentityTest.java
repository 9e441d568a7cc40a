// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.seam.MemoryStoreIo;

class MachineIdentityTest {

    private static final Path PC = Path.of("/sys/class/dmi/id/product_uuid");
    private static final Path BOARD = Path.of("/sys/firmware/devicetree/base/serial-number");
    private static final Path NAMED = Path.of("/etc/board");

    private final MemoryStoreIo io = new MemoryStoreIo();

    private void plant(Path file, String text) {
        io.plant(file, text.getBytes(ISO_8859_1));
    }

    @Test
    void read_severalFiles_takesTheFirstThatTellsAnything() {
        assertThat(MachineIdentity.read(io, null)).isEmpty();
        plant(BOARD, "10000000ABCD\0");
        assertThat(MachineIdentity.read(io, null)).contains(new MachineIdentity(BOARD, "10000000abcd"));
        plant(PC, " 4C4C4544-0042\n");
        assertThat(MachineIdentity.read(io, null)).contains(new MachineIdentity(PC, "4c4c4544-0042"));
    }

    @Test
    void read_namedFile_looksAtNoOther() {
        plant(PC, "4c4c4544");

        assertThat(MachineIdentity.read(io, NAMED)).isEmpty();
        plant(NAMED, "mine");
        assertThat(MachineIdentity.read(io, NAMED)).contains(new MachineIdentity(NAMED, "mine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "00000000-0000", "FFFF-ffff", "-", "a"})
    void read_boardThatWasNeverGivenANumber_tellsNothing(String text) {
        plant(PC, text);

        assertThat(MachineIdentity.read(io, null)).isEmpty();
    }

    @Test
    void read_unreadableFile_tellsNothing() {
        plant(PC, "4c4c4544");
        io.makeUnreadable(PC);

        assertThat(MachineIdentity.read(io, null)).isEmpty();
    }

    @Test
    void toString_ofAMachine_showsNoNumber() {
        assertThat(new MachineIdentity(PC, "4c4c4544").toString()).doesNotContain("4c4c");
    }
}
