// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.stored;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.spi.RecordKind;

class SlotIndexTest {

    private static final SlotLayout LAYOUT = SlotLayout.USUAL;

    private final MemoryStoreIo io = new MemoryStoreIo();
    private byte[] slots;

    @BeforeEach
    void threeGenerations() throws IOException {
        try (var store = Disk.open(io)) {
            for (var kind : new RecordKind[] {RecordKind.GRANT, RecordKind.SET_ASIDE}) {
                store.write("spotify", kind, null, stored(A, 1, "one"));
                store.write("spotify", kind, version(A, 1), stored(A, 2, "two"));
                store.write("spotify", kind, version(A, 2), stored(A, 3, "three"));
            }
        }
        slots = io.content(Disk.SLOTS);
    }

    private SlotIndex of(int length) {
        return SlotIndex.of(LAYOUT, ByteBuffer.wrap(Arrays.copyOf(slots, length)));
    }

    @Test
    void of_wholeFile_keepsInMemoryOnlyWhatIsReadAtTheStart() {
        var index = of(slots.length);

        assertThat(index.records(RecordKind.GRANT))
                .extracting(held -> held.loaded != null)
                .containsExactly(true, false);
        assertThat(index.records(RecordKind.SET_ASIDE))
                .extracting(held -> held.loaded != null)
                .containsExactly(true, true, true);
    }

    @Test
    void of_fileThatEndsWithAKind_hasLostOnlyWhatComesAfterIt() {
        assertThat(of(LAYOUT.end(RecordKind.GRANT)).lost()).containsExactly(RecordKind.SET_ASIDE);
        assertThat(of(LAYOUT.end(RecordKind.GRANT) - 1).lost())
                .containsExactlyInAnyOrder(RecordKind.GRANT, RecordKind.SET_ASIDE);
        assertThat(of(slots.length).lost()).isEmpty();
    }
}
