// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.winekey.oauth.core.seam.Entropy;

/** The random identifier of a store: made for an empty folder only, found again from the slot files if it is lost. */
final class StoreIdentity {

    private static final Pattern LINE = Pattern.compile("winekey-store (\\d{1,3}) ([0-9a-f]{32}) ([0-9a-f]{8})\n");
    private static final String FORMAT = "1";
    private static final int CAP = 4096;

    private final StoreFolder folder;
    private final Path file;

    StoreIdentity(StoreFolder folder) {
        this.folder = folder;
        this.file = folder.file(StoreFolder.IDENTITY);
    }

    String open(StoreFolder.Listing listing, Entropy entropy, StoreNotices notices) throws IOException {
        if (listing.files().containsKey(StoreFolder.IDENTITY)) {
            var line = LINE.matcher(new String(folder.io().read(file, CAP), US_ASCII));
            if (line.matches() && line.group(3).equals(checksum(line.group(1), line.group(2)))) {
                requireKnown(line.group(1));
                return line.group(2);
            }
            var kept = folder.setAside(file);
            notices.whileThere(kept, StoreFolder.IDENTITY + " was damaged and is kept as " + kept.getFileName());
        }
        var found = found(listing);
        return write(found.isEmpty() ? entropy.hex(16) : found);
    }

    /** What the slot files say; empty for a folder without any. */
    private String found(StoreFolder.Listing listing) throws IOException {
        var identities = new TreeSet<String>();
        for (var client : listing.clients()) {
            FileHeader.decode(ByteBuffer.wrap(folder.io().read(folder.slotFile(client), SlotLayout.LARGEST_FILE)))
                    .ifPresent(header -> identities.add(header.storeId()));
        }
        var empty = listing.clients().isEmpty() && listing.damagedClients().isEmpty();
        if (identities.size() == 1 || (identities.isEmpty() && empty)) {
            return identities.isEmpty() ? "" : identities.first();
        }
        throw new LockedException(file + " is missing and the files beside it do not tell which store they are of: "
                + "restore it from a backup, or move these files to another folder");
    }

    private String write(String id) throws IOException {
        folder.replace(
                file, ("winekey-store " + FORMAT + " " + id + " " + checksum(FORMAT, id) + "\n").getBytes(US_ASCII));
        return id;
    }

    private static String checksum(String format, String id) {
        return String.format("%08x", Bytes.checksum((format + " " + id).getBytes(US_ASCII)));
    }

    private void requireKnown(String format) throws LockedException {
        if (!format.equals(FORMAT)) {
            throw new LockedException(file + " has format " + format + ", this version knows " + FORMAT
                    + ": start the version that wrote it, or restore a backup of the folder");
        }
    }
}
