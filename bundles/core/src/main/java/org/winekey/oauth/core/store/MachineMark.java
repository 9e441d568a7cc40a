// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.winekey.oauth.core.seam.StoreIo;

/**
 * The file in the folder of a store that says on which machine it was used last. It holds a digest salted with the
 * identifier of the store, and which source of identity that was made from. To be used by who has the store open.
 */
public final class MachineMark {

    private static final Pattern LINE =
            Pattern.compile("winekey-machine (\\d{1,3}) ([0-9a-f]{16}) ([0-9a-f]{64}) ([0-9a-f]{8})\n");
    private static final Pattern LATER = Pattern.compile("winekey-machine \\d{1,3} .*\n");
    private static final String FORMAT = "1";
    private static final int CAP = 4096;

    private final StoreFolder folder;
    private final Path file;
    private final String storeId;

    /** The mark of the store in that folder. Nothing is read yet. */
    public MachineMark(StoreIo io, Path folder, String storeId) {
        this.folder = new StoreFolder(io, folder);
        this.file = this.folder.file(StoreFolder.MACHINE);
        this.storeId = storeId;
    }

    /** What the mark says of a machine. Only {@link #OTHER_MACHINE} is evidence. */
    public enum Verdict {
        /** It was made on this machine. */
        SAME,
        /** It was made on another machine, from the same source of identity. */
        OTHER_MACHINE,
        /** It was made from another source of identity, which cannot be compared. */
        OTHER_SOURCE,
        /** There is none. */
        MISSING,
        /** It cannot be trusted. */
        DAMAGED,
        /** A later version made it. */
        LATER_FORMAT,
        /** The disk does not give it. */
        UNREADABLE
    }

    /** Compares. */
    public Verdict look(MachineIdentity machine) {
        try {
            return folder.io().exists(file)
                    ? judged(new String(folder.io().read(file, CAP), US_ASCII), machine)
                    : Verdict.MISSING;
        } catch (IOException e) {
            return Verdict.UNREADABLE;
        }
    }

    private Verdict judged(String text, MachineIdentity machine) {
        var line = LINE.matcher(text);
        if (line.matches() && line.group(1).equals(FORMAT)) {
            return line.group(4).equals(checksum(line.group(2), line.group(3)))
                    ? compared(line.group(2), line.group(3), machine)
                    : Verdict.DAMAGED;
        }
        return LATER.matcher(text).matches() && !text.startsWith("winekey-machine " + FORMAT + " ")
                ? Verdict.LATER_FORMAT
                : Verdict.DAMAGED;
    }

    private Verdict compared(String source, String digest, MachineIdentity machine) {
        if (!source.equals(machine.sourceDigest())) {
            return Verdict.OTHER_SOURCE;
        }
        return digest.equals(machine.digest(storeId)) ? Verdict.SAME : Verdict.OTHER_MACHINE;
    }

    /** Marks the store as used on this machine; durable when it returns. */
    public void write(MachineIdentity machine) throws IOException {
        var source = machine.sourceDigest();
        var digest = machine.digest(storeId);
        var line = "winekey-machine " + FORMAT + " " + source + " " + digest + " " + checksum(source, digest) + "\n";
        folder.replace(file, line.getBytes(US_ASCII));
    }

    /** Six letters and digits that stand for this machine beside this store. */
    public String nickname(MachineIdentity machine) {
        return machine.digest(storeId).substring(0, 6);
    }

    private static String checksum(String source, String digest) {
        var content = FORMAT + " " + source + " " + digest;
        return String.format("%08x", Bytes.checksum(content.getBytes(US_ASCII)));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
