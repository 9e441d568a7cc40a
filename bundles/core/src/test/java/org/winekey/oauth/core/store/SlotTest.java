// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.spi.RecordKind;

class SlotTest {

    private static final int AT = 512;
    private static final byte[] SEALED = "sealed".getBytes(UTF_8);

    private static byte[] slot(long sequence) {
        return new Slot(RecordKind.GRANT, sequence, version(A, 1), false, SEALED).encode();
    }

    /** A file in which a slot starts at {@link #AT} and with whose end the file ends. */
    private static ByteBuffer file(byte[] slot) {
        return ByteBuffer.allocate(AT + slot.length).put(AT, slot);
    }

    @Test
    void decode_slotThatFillsItsPlace_isWhole() {
        var bytes = slot(7);

        for (var size : new int[] {bytes.length, 4096}) {
            var found = Slot.decode(RecordKind.GRANT, file(bytes), AT, size);
            assertThat(found.sealed()).isEqualTo(SEALED);
            assertThat(found.sequence()).isEqualTo(7);
        }
    }

    @Test
    void decode_slotThatTheFileOrItsPlaceCutsOff_isDamaged() {
        var bytes = slot(7);

        assertThat(Slot.decode(RecordKind.GRANT, file(bytes), AT, bytes.length - 1))
                .isNull();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Slot.decode(RecordKind.GRANT, file(Arrays.copyOf(bytes, length)), AT, 4096))
                    .isNull();
        }
    }

    @Test
    void decode_clearedSlotAtTheEndOfTheFile_isWhole() {
        var bytes = Slot.cleared(RecordKind.GRANT, 3, version(A, 2)).encode();

        assertThat(bytes).hasSize(Slot.HEADER);
        assertThat(Slot.decode(RecordKind.GRANT, bytes).cleared()).isTrue();
    }

    @Test
    void decode_numbersThatNoStoreWrites_areDamage() {
        assertThat(Slot.decode(RecordKind.GRANT, slot(0))).isNotNull();
        assertThat(Slot.decode(RecordKind.GRANT, slot(Slot.HIGHEST))).isNotNull();
        assertThat(Slot.decode(RecordKind.GRANT, slot(-1))).isNull();
        assertThat(Slot.decode(RecordKind.GRANT, slot(Slot.HIGHEST + 1))).isNull();
    }

    @Test
    void decode_slotOfAnotherKind_isDamage() {
        assertThat(Slot.decode(RecordKind.INTENT, slot(1))).isNull();
    }
}
