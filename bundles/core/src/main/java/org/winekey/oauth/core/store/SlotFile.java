// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;
import org.winekey.oauth.spi.StoredRecord;

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
    private @Nullable SlotIndex index;
    private @Nullable String damage;
    private boolean stale;
    private boolean folderUnforced;
    private boolean fileUnforced;
    private long doubtfulFrom = NOTHING_DOUBTFUL;

    SlotFile(StoreFolder folder, String storeId, String client) {
        this.folder = folder;
        this.storeId = storeId;
        this.client = client;
        this.file = folder.slotFile(client);
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

    /** Kinds that have lost every slot. */
    List<RecordKind> damagedKinds() {
        var kinds = new ArrayList<RecordKind>();
        var known = index;
        if (known != null) {
            for (var kind : RecordKind.values()) {
                if (known.newest(kind).isEmpty()) {
                    kinds.add(kind);
                }
            }
        }
        return kinds;
    }

    void load() throws IOException {
        index = folder.io().exists(file) ? decode(folder.io().read(file, SlotLayout.LARGEST_FILE)) : null;
        stale = false;
        // Guards against a process that was killed before its flush: what was read may be in memory only, and the slot
        // that is written next may be the only durable one.
        fileUnforced = true;
        doubtfulFrom = NOTHING_DOUBTFUL;
    }

    private SlotIndex decode(byte[] bytes) throws IOException {
        var header = FileHeader.decode(bytes)
                .orElseThrow(() -> new DamagedException(file.getFileName() + " has no whole header"));
        if (!header.storeId().equals(storeId)) {
            throw new DamagedException(file.getFileName() + " belongs to another store");
        }
        if (!header.client().equals(client)) {
            throw new DamagedException(file.getFileName() + " belongs to client " + header.client());
        }
        var found = SlotIndex.of(header.layout(), bytes);
        found.disregard(doubtfulFrom, index);
        return found;
    }

    private @Nullable SlotIndex index() throws IOException {
        if (damage != null) {
            throw new DamagedException(damage);
        }
        if (stale) {
            load();
        }
        return index;
    }

    Optional<StoredRecord> newest(RecordKind kind) throws IOException {
        var known = index();
        if (known == null) {
            return Optional.empty();
        }
        var held = newest(known, kind);
        return held.cleared ? Optional.empty() : Optional.of(record(known, kind, held));
    }

    /** All records of a kind that are still there, newest first. */
    List<StoredRecord> all(RecordKind kind) throws IOException {
        var known = index();
        var records = new ArrayList<StoredRecord>();
        if (known != null) {
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
                        + file.getFileName() + " is damaged: restore a backup of the file, or forget the client"));
    }

    private StoredRecord record(SlotIndex known, RecordKind kind, SlotIndex.Held held) throws IOException {
        var sealed = held.loaded;
        held.loaded = null;
        var version = Objects.requireNonNull(held.version, "a record has a version");
        return new StoredRecord(version, sealed != null ? sealed : sealed(known.layout(), kind, held));
    }

    private byte[] sealed(SlotLayout layout, RecordKind kind, SlotIndex.Held held) throws IOException {
        try (var open = folder.io().open(file)) {
            var slot = Slot.decode(kind, open.read(layout.offset(kind, held.index), layout.size(kind)));
            if (slot == null || slot.sequence() != held.sequence) {
                throw new DamagedException("The newest " + kind + " slot of client " + client + " in "
                        + file.getFileName() + " was changed since it was written: restore a backup of the file");
            }
            return slot.sealed();
        }
    }

    void write(RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next) throws IOException {
        requireNewest(kind, replaces);
        if (replaces != null && next.version().generation() <= replaces.generation()) {
            throw new IllegalArgumentException("generation: " + next.version() + " does not follow " + replaces);
        }
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
        var known = index();
        var held = known == null ? null : newest(known, kind);
        var newest = held == null || held.cleared ? null : held.version;
        if (!Objects.equals(replaces, newest)) {
            throw new StaleVersionException(kind + " of client " + client + ": the newest is "
                    + (newest == null ? "none" : newest) + ", not " + (replaces == null ? "none" : replaces));
        }
    }

    private void writeInPlace(SlotIndex known, Slot slot) throws IOException {
        var victim = known.victim(slot.kind());
        var at = known.layout().offset(slot.kind(), victim);
        var bytes = slot.encode();
        known.doubt(slot.kind(), victim);
        try (var open = folder.io().open(file)) {
            if (fileUnforced) {
                open.force();
                fileUnforced = false;
            }
            open.write(at, bytes);
            open.force();
            StoreFolder.requireSame(bytes, open.read(at, bytes.length), file);
        }
        forceFolder();
        known.put(victim, slot);
    }

    private void forceFolder() throws IOException {
        if (folderUnforced) {
            folder.io().forceDirectory(folder.path());
            folderUnforced = false;
        }
    }

    /** Puts the record and all slots worth keeping into a new file with the given layout. */
    private void rewrite(SlotLayout layout, RecordKind kind, StoredRecord next) throws IOException {
        var known = index;
        var old = known == null ? null : folder.io().read(file, SlotLayout.LARGEST_FILE);
        if (old != null && known != null && old.length < known.layout().fileSize()) {
            throw new DamagedException(
                    file.getFileName() + " was cut short and cannot be made larger: restore a backup "
                            + "of the file, or forget the client");
        }
        var image = old == null || known == null ? untouched(layout) : moved(layout, known, old);
        var slot = Slot.of(kind, known == null ? 1 : known.nextSequence(), next);
        var victim = known == null ? 1 : known.victim(kind);
        Bytes.put(image, layout.offset(kind, victim), slot.encode());
        stale = true;
        folderUnforced = true;
        doubtfulFrom = slot.sequence();
        folder.replace(file, image);
        folderUnforced = false;
        doubtfulFrom = NOTHING_DOUBTFUL;
        stale = false;
        fileUnforced = false;
        index = SlotIndex.of(layout, image);
    }

    private byte[] untouched(SlotLayout layout) {
        var image = emptyImage(layout);
        for (var kind : RecordKind.values()) {
            Bytes.put(image, layout.offset(kind, 0), Slot.untouched(kind).encode());
        }
        return image;
    }

    private byte[] moved(SlotLayout layout, SlotIndex known, byte[] old) throws DamagedException {
        var image = emptyImage(layout);
        var before = known.layout();
        if (old.length < before.fileSize()) {
            throw new DamagedException(
                    file.getFileName() + " was cut short and cannot be made larger: restore a backup "
                            + "of the file, or forget the client");
        }
        for (var kind : RecordKind.values()) {
            known.worthKeeping(kind)
                    .forEach(i -> Bytes.put(
                            image,
                            layout.offset(kind, i),
                            Bytes.slice(old, before.offset(kind, i), before.size(kind))));
        }
        return image;
    }

    private byte[] emptyImage(SlotLayout layout) {
        var image = new byte[layout.fileSize()];
        Bytes.put(image, 0, new FileHeader(storeId, client, layout).encode());
        return image;
    }

    /** Removes the file and what was set aside of it; what is uncertain afterwards is looked up at the next use. */
    void remove() throws IOException {
        stale = true;
        var io = folder.io();
        for (var kept : folder.evidence(client)) {
            io.delete(kept);
        }
        if (io.exists(file)) {
            io.delete(file);
        }
        folderUnforced = true;
        forceFolder();
        index = null;
        damage = null;
        stale = false;
        doubtfulFrom = NOTHING_DOUBTFUL;
    }
}
