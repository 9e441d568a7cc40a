// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.spi.RecordKind;

class SlotLayoutTest {

    @Test
    void offset_everyKindOfAnotherSize_noTwoSlotsOverlapAndTheFileEndsAfterTheLast() {
        var layout = new SlotLayout(4096, 512, 8192, 3 * 4096, 5000 / 512 * 512, 4096, 1024);
        var ends = new TreeMap<Integer, Integer>();
        for (var kind : RecordKind.values()) {
            SlotLayout.indexes(kind)
                    .map(index -> layout.offset(kind, index))
                    .forEach(at ->
                            assertThat(ends.put(at, at + layout.size(kind))).isNull());
        }

        var free = SlotLayout.BLOCK;
        for (var slot : ends.entrySet()) {
            assertThat(slot.getKey()).isGreaterThanOrEqualTo(free);
            free = slot.getValue();
        }
        assertThat(layout.fileSize()).isGreaterThanOrEqualTo(free).isLessThan(free + SlotLayout.BLOCK);
    }

    private static SlotLayout with(RecordKind kind, int size) {
        return new SlotLayout(
                kind == RecordKind.GRANT ? size : 4096,
                kind == RecordKind.INTENT ? size : 4096,
                kind == RecordKind.TICKET ? size : 4096,
                kind == RecordKind.SET_ASIDE ? size : 4096,
                kind == RecordKind.PENDING ? size : 4096,
                kind == RecordKind.METADATA ? size : 4096,
                kind == RecordKind.SECRETS ? size : 4096);
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void valid_oneSizeOutOfRange_isRefused(RecordKind kind) {
        for (var size : new int[] {512, 1024, SlotLayout.LARGEST_SLOT}) {
            assertThat(with(kind, size).valid()).as("%s", size).isTrue();
        }
        for (var size : new int[] {-512, 1, 511, 513, SlotLayout.LARGEST_SLOT + 512}) {
            assertThat(with(kind, size).valid()).as("%s", size).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void valid_kindWithoutSlots_isForRareKindsOnly(RecordKind kind) {
        assertThat(with(kind, 0).valid()).isEqualTo(!SlotLayout.USUAL.has(kind));
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void holding_recordThatFits_changesNothing(RecordKind kind) {
        var layout = with(kind, 8192);

        assertThat(layout.holding(kind, 8192)).isSameAs(layout);
        assertThat(layout.holding(kind, 8193).size(kind)).isGreaterThan(8192);
    }

    @ParameterizedTest
    @ValueSource(ints = {4097, 20_000, 800_000, SlotLayout.LARGEST_SLOT})
    void holding_largerRecord_leavesRoomForHalfAsMuchAgainUpToTheMost(int bytes) {
        var larger = SlotLayout.USUAL.holding(RecordKind.GRANT, bytes);

        assertThat(larger.grant())
                .isGreaterThanOrEqualTo(Math.min(bytes + bytes / 2, SlotLayout.LARGEST_SLOT))
                .isLessThan(bytes + bytes / 2 + SlotLayout.BLOCK);
        assertThat(larger.setAside()).isEqualTo(larger.grant());
        assertThat(larger.valid()).isTrue();
    }
}
