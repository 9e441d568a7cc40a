// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.WholeFile;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/**
 * The file of one client and what is known about it. A write that failed changes nothing that readers see, whatever the
 * disk holds; the next one goes to the same place. Not thread-safe: the store guards it.
 */
final class SlotFile {

    private static final long NOTHING_DOUBTFUL = Long.MAX_VALUE;

    private final StoreFolder folder;
    private final String storeId;
    private final String client;
    private final Path file;
    private final SlotReader reader;
    private final Flushes flushes;
    private @Nullable SlotIndex index;
    private @Nullable String damage;
    private boolean stale;
    private boolean removing;
    private long doubtfulFrom = NOTHING_DOUBTFUL;

    SlotFile(StoreFolder folder, String storeId, String client) {
        this.folder = folder;
        this.storeId = storeId;
        this.client = client;
        this.file = folder.slotFile(client);
        this.reader = new SlotReader(folder.io(), file, storeId, client);
        this.flushes = new Flushes(folder, file);
    }

    /** Reads the file again at the next use. */
    void invalidate() {
        stale = true;
    }

    /** Refuses every use but removal, because what was here cannot be read. */
    void refuse(String reason) {
        damage = reason;
    }

    boolean present() {
        return index != null || damage != null || stale;
    }

    /** What an operator should know about this file now; empty when it is well. */
    Optional<String> problem() {
        try {
            var known = index();
            if (known == null || !known.damaged() || putBack()) {
                return Optional.empty();
            }
            return Optional.of(
                    "Client " + client + " has lost " + known.lost() + " to damage of its file: put a backup of "
                            + file.getFileName() + " in its place, or forget the client");
        } catch (DamagedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of("The file of client " + client + " cannot be read: " + e.getMessage());
        }
    }

    /** The version of the newest grant, as far as it is known without reading (null: there is none, or not known). */
    @Nullable
    RecordVersion grant() {
        var held = index == null ? null : index.newest(RecordKind.GRANT).orElse(null);
        return held == null || held.cleared ? null : held.version;
    }

    /** Whether the file is damaged, or was not read. */
    boolean doubtful() {
        return damage != null || stale || (index != null && index.damaged());
    }

    private void load() throws IOException {
        if (!folder.io().exists(file)) {
            flushes.settled();
            loaded(null);
            return;
        }
        if (index == null) {
            flushes.inherit();
        } else {
            flushes.doubt();
        }
        take(ByteBuffer.wrap(reader.bytes()));
    }

    /**
     * Reads the file, which is there under a durable name, at the start.
     *
     * @param flushed whether nothing in it can be in memory only; otherwise it is flushed before anybody sees it
     * @param reused takes the bytes of one file after the other
     */
    void loadFirst(boolean flushed, ByteBuffer reused) throws IOException {
        if (!flushed) {
            flushes.inheritContent();
        }
        take(reader.bytes(reused));
    }

    boolean inherited() {
        return flushes.inherited();
    }

    private void take(ByteBuffer bytes) throws IOException {
        var found = reader.index(bytes);
        found.disregard(doubtfulFrom, index);
        loaded(found);
    }

    private void loaded(@Nullable SlotIndex found) {
        index = found;
        damage = null;
        stale = false;
        doubtfulFrom = NOTHING_DOUBTFUL;
    }

    /** Takes over a file that a person put in the place of a damaged one, as soon as it is there whole. */
    private boolean putBack() throws IOException {
        if (!folder.io().exists(file)) {
            return false;
        }
        try {
            var bytes = reader.bytes();
            var found = reader.index(ByteBuffer.wrap(bytes));
            // Guards against a copy that is being made.
            if (found.damaged() || bytes.length < found.layout().fileSize()) {
                return false;
            }
            flushes.inherit();
            loaded(found);
            return true;
        } catch (DamagedException e) {
            return false;
        }
    }

    private @Nullable SlotIndex index() throws IOException {
        if (damage != null && !putBack()) {
            throw new DamagedException(damage);
        }
        if (stale) {
            load();
        }
        return index;
    }

    private @Nullable SlotIndex indexWith(RecordKind kind) throws IOException {
        var known = index();
        return known != null && known.newest(kind).isEmpty() && putBack() ? index : known;
    }

    Optional<StoredRecord> newest(RecordKind kind) throws IOException {
        var known = indexWith(kind);
        if (known == null) {
            return Optional.empty();
        }
        flushes.settleInherited();
        var held = newest(known, kind);
        return held.cleared ? Optional.empty() : Optional.of(record(known, kind, held));
    }

    /** All records of a kind that are still there, newest first. */
    List<StoredRecord> all(RecordKind kind) throws IOException {
        var known = indexWith(kind);
        var records = new ArrayList<StoredRecord>();
        if (known != null) {
            flushes.settleInherited();
            newest(known, kind);
            for (var held : known.records(kind)) {
                records.add(record(known, kind, held));
            }
        }
        return records;
    }

    private SlotIndex.Held newest(SlotIndex known, RecordKind kind) throws DamagedException {
        return known.newest(kind)
                .orElseThrow(() -> new DamagedException("Every " + kind + " slot of client " + client + " in "
                        + file.getFileName() + " is damaged: put a backup of it in its place, or forget the client"));
    }

    private StoredRecord record(SlotIndex known, RecordKind kind, SlotIndex.Held held) throws IOException {
        var sealed = held.loaded;
        held.loaded = null;
        var version = Objects.requireNonNull(held.version, "a record has a version");
        return new StoredRecord(version, sealed != null ? sealed : reader.sealed(known.layout(), kind, held));
    }

    void write(RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next) throws IOException {
        requireNewest(kind, replaces);
        requireFollows(next.version(), replaces);
        var bytes = Slot.bytesFor(next);
        if (bytes > SlotLayout.LARGEST_SLOT) {
            throw new IOException("A " + kind + " record of client " + client + " has " + bytes + " bytes, more than "
                    + SlotLayout.LARGEST_SLOT);
        }
        var known = index;
        var layout = known == null ? SlotLayout.USUAL : known.layout();
        if (known == null || bytes > layout.size(kind)) {
            rewrite(layout.holding(kind, bytes), kind, next);
        } else {
            writeInPlace(known, Slot.of(kind, known.nextSequence(), next));
        }
    }

    void clear(RecordKind kind, RecordVersion replaces) throws IOException {
        requireNewest(kind, replaces);
        var known = Objects.requireNonNull(index, "a version was found");
        writeInPlace(known, Slot.cleared(kind, known.nextSequence(), replaces));
    }

    private void requireNewest(RecordKind kind, @Nullable RecordVersion replaces) throws IOException {
        var known = indexWith(kind);
        var held = known == null ? null : newest(known, kind);
        var newest = held == null || held.cleared ? null : held.version;
        if (!Objects.equals(replaces, newest)) {
            throw new StaleVersionException(kind + " of client " + client + ": the newest is "
                    + (newest == null ? "none" : newest) + ", not " + (replaces == null ? "none" : replaces));
        }
    }

    private static void requireFollows(RecordVersion next, @Nullable RecordVersion replaces) throws DamagedException {
        if (replaces != null && next.generation() <= replaces.generation()) {
            throw new IllegalArgumentException("generation: " + next + " does not follow " + replaces);
        }
        if (next.generation() > Slot.HIGHEST) {
            throw new DamagedException(Slot.NO_NEXT);
        }
    }

    private void writeInPlace(SlotIndex known, Slot slot) throws IOException {
        var victim = known.victim(slot.kind());
        var at = known.layout().offset(slot.kind(), victim);
        var bytes = slot.encode();
        known.doubt(slot.kind(), victim);
        try (var open = folder.io().open(file)) {
            flushes.beforeWrite(open);
            open.write(at, bytes);
            open.force();
            WholeFile.requireSame(bytes, open.read(at, bytes.length), file);
            flushes.forced();
        }
        flushes.forceFolder();
        known.put(victim, slot);
    }

    /**
     * Flushes what this process, or somebody else, wrote and did not flush.
     *
     * @throws IOException also when something is there that was never read
     */
    void settle() throws IOException {
        if (stale || (damage != null && folder.io().exists(file))) {
            throw new IOException(file.getFileName() + " was not read");
        }
        if (index != null && index.damaged()) {
            // Guards against a file that a person has put in its place since.
            flushes.inherit();
        }
        flushes.settle();
    }

    /** Puts the record and all slots worth keeping into a new file with the given layout. */
    private void rewrite(SlotLayout layout, RecordKind kind, StoredRecord next) throws IOException {
        var known = index;
        var image = new SlotImage(storeId, client, layout);
        if (known == null) {
            image.putUntouched();
        } else {
            image.putFrom(known, reader.whole(known));
        }
        var slot = Slot.of(kind, known == null ? 1 : known.nextSequence(), next);
        image.put(kind, known == null ? 1 : known.victim(kind), slot.encode());
        doubtfulFrom = slot.sequence();
        replace(image);
        doubtfulFrom = NOTHING_DOUBTFUL;
    }

    /** Puts all records, sealed anew, into a new file; see {@link TokenStore#reseal}. */
    void reseal(TokenStore.Resealer resealer) throws IOException {
        var known = index();
        if (known == null) {
            return;
        }
        var resealing = new Resealing(known, reader.whole(known), file);
        resealing.ask(resealer);
        if (resealing.changed()) {
            var image = new SlotImage(storeId, client, resealing.layout());
            resealing.putInto(image);
            replace(image);
        } else {
            settle();
        }
    }

    private void replace(SlotImage image) throws IOException {
        stale = true;
        flushes.doubtFolder();
        folder.replace(file, image.bytes());
        flushes.replaced();
        stale = false;
        index = SlotIndex.of(image.layout(), ByteBuffer.wrap(image.bytes()));
    }

    /** Whether a removal failed. Nothing may be done with the file before it is finished. */
    boolean removing() {
        return removing;
    }

    void finishRemoval() throws IOException {
        try {
            remove();
        } catch (IOException e) {
            throw new IOException(
                    "Client " + client + " was forgotten, but the disk refuses to remove " + file.getFileName()
                            + ": make its folder writable; it is tried again",
                    e);
        }
    }

    /** Removes the file and what was set aside of it. */
    void remove() throws IOException {
        removing = true;
        index = null;
        stale = true;
        var io = folder.io();
        for (var kept : folder.evidence(client)) {
            io.delete(kept);
        }
        if (io.exists(file)) {
            io.delete(file);
        }
        flushes.settled();
        flushes.doubtFolder();
        flushes.forceFolder();
        damage = null;
        stale = false;
        doubtfulFrom = NOTHING_DOUBTFUL;
        removing = false;
    }
}
