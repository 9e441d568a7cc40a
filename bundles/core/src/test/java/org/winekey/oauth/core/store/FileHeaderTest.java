// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FileHeaderTest {

    private static final int COPY = 512;
    private static final int SECOND = 2048;

    private static FileHeader header(String client) {
        return new FileHeader("1".repeat(32), client, SlotLayout.USUAL);
    }

    @Test
    void decode_eitherCopyAlone_isEnough() throws LockedException {
        var both = header("spotify").encode();
        var first = Arrays.copyOf(both, COPY);
        var second = both.clone();
        Arrays.fill(second, 0, COPY, (byte) 0);

        assertThat(FileHeader.decode(ByteBuffer.wrap(first))).contains(header("spotify"));
        assertThat(FileHeader.decode(ByteBuffer.wrap(second))).contains(header("spotify"));
        assertThat(FileHeader.decode(ByteBuffer.wrap(Arrays.copyOf(second, SECOND + COPY))))
                .contains(header("spotify"));
        assertThat(FileHeader.decode(ByteBuffer.wrap(Arrays.copyOf(second, SECOND + COPY - 1))))
                .isEmpty();
    }

    @Test
    void decode_nameOfAnyLength_isReadUpToTheLongest() throws LockedException {
        assertThat(FileHeader.decode(ByteBuffer.wrap(header("a".repeat(63)).encode())))
                .contains(header("a".repeat(63)));
        assertThat(FileHeader.decode(ByteBuffer.wrap(header("a".repeat(64)).encode())))
                .isEmpty();
        assertThat(FileHeader.decode(ByteBuffer.wrap(header("").encode()))).isEmpty();
    }

    @Test
    void decode_layoutThatNoStoreMakes_isDamage() throws LockedException {
        var odd = new FileHeader("1".repeat(32), "spotify", new SlotLayout(4096, 1000, 1024, 4096, 0, 0, 0));

        assertThat(FileHeader.decode(ByteBuffer.wrap(odd.encode()))).isEmpty();
    }
}
