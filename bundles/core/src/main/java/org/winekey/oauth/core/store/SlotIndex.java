// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** What the slots of one file hold, without the sealed bytes. Not thread-safe: its file guards it. */
final class SlotIndex {

    private final SlotLayout layout;
    private final Map<RecordKind, @Nullable Held[]> slots = new EnumMap<>(RecordKind.class);
    private long highest;

    /** A slot that is whole. The bytes from loading are handed over once, so that a start reads each file once. */
    static final class Held {
        final int index;
        final long sequence;
        final @Nullable RecordVersion version;
        final boolean cleared;
        byte @Nullable [] loaded;

        Held(int index, Slot slot, boolean loading) {
            this.index = index;
            this.sequence = slot.sequence();
            this.version = slot.version();
            this.cleared = slot.cleared();
            this.loaded = loading && !cleared ? slot.sealed() : null;
        }
    }

    private SlotIndex(SlotLayout layout) {
        this.layout = layout;
    }

    /**
     * Looks at all slots of a file. A kind that a shorter file cuts has lost all: a write in place makes no file shorter,
     * so what is gone was not about to be written.
     *
     * @param file the whole file
     */
    static SlotIndex of(SlotLayout layout, ByteBuffer file) {
        var index = new SlotIndex(layout);
        for (var kind : RecordKind.values()) {
            var found = new @Nullable Held[SlotLayout.count(kind)];
            if (!layout.has(kind)) {
                found[0] = new Held(0, Slot.untouched(kind), true);
            }
            for (int i = 0; layout.has(kind) && i < found.length && file.limit() >= layout.end(kind); i++) {
                var slot = Slot.decode(kind, file, layout.offset(kind, i), layout.size(kind));
                if (slot != null) {
                    index.highest = Math.max(index.highest, slot.sequence());
                    found[i] = new Held(i, slot, true);
                }
            }
            index.slots.put(kind, found);
        }
        index.keepNewestLoaded();
        return index;
    }

    /**
     * Leaves out slots of which nobody knows whether they are durable.
     *
     * @param from the sequence of a write that failed
     * @param before what was known earlier (null: nothing); a slot that did not count then does not count now
     */
    void disregard(long from, @Nullable SlotIndex before) {
        slots.forEach((kind, found) -> {
            for (int i = 0; i < found.length; i++) {
                var held = found[i];
                if (held != null && (held.sequence >= from || (before != null && before.slots(kind)[i] == null))) {
                    found[i] = null;
                }
            }
        });
    }

    private void keepNewestLoaded() {
        slots.forEach((kind, found) -> {
            var newest = newestIn(found);
            for (var held : found) {
                if (held != null && held != newest && kind != RecordKind.SET_ASIDE) {
                    held.loaded = null;
                }
            }
        });
    }

    SlotLayout layout() {
        return layout;
    }

    /** The newest whole slot of a kind; empty when none is whole, which is damage: each kind starts with one. */
    Optional<Held> newest(RecordKind kind) {
        return Optional.ofNullable(newestIn(slots(kind)));
    }

    private static @Nullable Held newestIn(@Nullable Held[] found) {
        Held newest = null;
        for (var held : found) {
            if (held != null && (newest == null || held.sequence > newest.sequence)) {
                newest = held;
            }
        }
        return newest;
    }

    /** Whether a kind has lost every slot. */
    boolean damaged() {
        for (var found : slots.values()) {
            if (newestIn(found) == null) {
                return true;
            }
        }
        return false;
    }

    /** What a slot holds; null when it is not whole or not to be trusted. */
    @Nullable
    Held held(RecordKind kind, int index) {
        return slots(kind)[index];
    }

    /** Kinds that have lost every slot. */
    List<RecordKind> lost() {
        return Arrays.stream(RecordKind.values())
                .filter(kind -> newest(kind).isEmpty())
                .toList();
    }

    /** The whole records of a kind that were not cleared, newest first. */
    List<Held> records(RecordKind kind) {
        var cleared = whole(kind)
                .filter(held -> held.cleared)
                .mapToLong(held -> held.sequence)
                .max()
                .orElse(-1);
        return whole(kind)
                .filter(held -> held.sequence > cleared)
                .sorted(Comparator.comparingLong((Held held) -> held.sequence).reversed())
                .toList();
    }

    /** The slot to write next: one that holds nothing whole, else the oldest. Never the newest. */
    int victim(RecordKind kind) {
        var found = slots(kind);
        var oldest = 0;
        for (int i = 0; i < found.length; i++) {
            var held = found[i];
            if (held == null) {
                return i;
            }
            var best = found[oldest];
            oldest = best != null && held.sequence < best.sequence ? i : oldest;
        }
        return oldest;
    }

    /**
     * A sequence above all that were ever seen or given out in this file.
     *
     * @throws DamagedException when somebody wrote the highest there is
     */
    long nextSequence() throws DamagedException {
        if (highest >= Slot.HIGHEST) {
            throw new DamagedException(Slot.NO_NEXT);
        }
        return ++highest;
    }

    /** Numbers of the slots to move into a larger file: the whole ones, or all when none is whole, as evidence. */
    IntStream worthKeeping(RecordKind kind) {
        var found = slots(kind);
        var damaged = newest(kind).isEmpty();
        return SlotLayout.indexes(kind).filter(i -> damaged || found[i] != null);
    }

    /** From now on nobody knows what that slot holds. */
    void doubt(RecordKind kind, int index) {
        slots(kind)[index] = null;
    }

    void put(int index, Slot slot) {
        slots(slot.kind())[index] = new Held(index, slot, false);
    }

    private Stream<Held> whole(RecordKind kind) {
        return Arrays.stream(slots(kind)).flatMap(Stream::ofNullable);
    }

    private @Nullable Held[] slots(RecordKind kind) {
        return Objects.requireNonNull(slots.get(kind), "every kind has slots");
    }
}
