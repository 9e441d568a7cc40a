// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.store.MachineMark.Verdict;

class MachineMarkTest {

    private static final Path BOARD = Path.of("/sys/board");
    private static final MachineIdentity HERE = new MachineIdentity(BOARD, "board-1");
    private static final MachineIdentity ELSEWHERE = new MachineIdentity(BOARD, "board-2");
    private static final Path FILE = Disk.FOLDER.resolve(StoreFolder.MACHINE);

    private final MemoryStoreIo io = new MemoryStoreIo();
    private final MachineMark mark = new MachineMark(io, Disk.FOLDER, "1".repeat(32));

    private Verdict look(String content) {
        io.plant(FILE, content.getBytes(US_ASCII));
        return mark.look(HERE);
    }

    @Test
    void look_markOfThisOrAnotherMachine_tellsThemApart() throws IOException {
        assertThat(mark.look(HERE)).isEqualTo(Verdict.MISSING);

        mark.write(HERE);

        assertThat(mark.look(HERE)).isEqualTo(Verdict.SAME);
        assertThat(mark.look(ELSEWHERE)).isEqualTo(Verdict.OTHER_MACHINE);
        assertThat(mark.look(new MachineIdentity(Path.of("/sys/other"), "board-1")))
                .isEqualTo(Verdict.OTHER_SOURCE);
        assertThat(new MachineMark(io, Disk.FOLDER, "2".repeat(32)).look(HERE)).isEqualTo(Verdict.OTHER_MACHINE);
    }

    @Test
    void look_anyCharacterChanged_isNoEvidence() throws IOException {
        mark.write(HERE);
        var text = new String(io.content(FILE), US_ASCII);

        for (int at = 0; at < text.length(); at++) {
            var changed = text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1);
            assertThat(look(changed)).as(changed).isIn(Verdict.DAMAGED, Verdict.LATER_FORMAT);
        }
        assertThat(look("")).isEqualTo(Verdict.DAMAGED);
        assertThat(look(text.replace("machine 1 ", "machine 1 x"))).isEqualTo(Verdict.DAMAGED);
    }

    @Test
    void look_markOfALaterFormat_isToldFromADamagedOne() throws IOException {
        mark.write(HERE);
        var text = new String(io.content(FILE), US_ASCII);

        assertThat(look(text.replace("machine 1 ", "machine 2 "))).isEqualTo(Verdict.LATER_FORMAT);
        assertThat(look("winekey-machine 12 whatever\n")).isEqualTo(Verdict.LATER_FORMAT);
    }

    @Test
    void look_diskRefuses_isUnreadable() throws IOException {
        mark.write(HERE);
        io.makeUnreadable(FILE);

        assertThat(mark.look(HERE)).isEqualTo(Verdict.UNREADABLE);
    }

    @Test
    void write_thenPowerCut_stays() throws IOException {
        mark.write(ELSEWHERE);
        mark.write(HERE);

        var after = new MachineMark(io.afterPowerCut(new Random(1)), Disk.FOLDER, "1".repeat(32));

        assertThat(after.look(HERE)).isEqualTo(Verdict.SAME);
    }

    @Test
    void nickname_twoMachines_isShortAndDiffers() {
        assertThat(mark.nickname(HERE)).matches("[0-9a-f]{6}").isNotEqualTo(mark.nickname(ELSEWHERE));
    }
}
