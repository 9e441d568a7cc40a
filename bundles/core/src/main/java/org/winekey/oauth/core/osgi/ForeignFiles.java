// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.core.seam.StoreIo;

/** Reads files of other systems: plain ones that a person named, and those that were sent. Thread-safe. */
final class ForeignFiles {

    private static final int CAP = 10 * 1024 * 1024;

    private final StoreIo io;

    ForeignFiles(StoreIo io) {
        this.io = io;
    }

    /**
     * The content of a file.
     *
     * @throws AdminException FILE_UNUSABLE when it cannot be read
     */
    byte[] read(ForeignFile file) {
        if (file instanceof ForeignFile.Sent sent) {
            return whole(sent);
        }
        var plain = path(file);
        if (!plain.isAbsolute() || plain.getParent() == null) {
            throw unusable(file, "is no absolute path of a file; name the whole path");
        }
        try {
            if (!io.list(requireNonNull(plain.getParent())).contains(plain)) {
                throw unusable(file, "is not there, or is no plain file (a link, a folder or a device)");
            }
            return io.readUnsized(plain, CAP);
        } catch (IOException e) {
            throw unusable(file, "cannot be read: " + e.getMessage());
        }
    }

    private static byte[] whole(ForeignFile.Sent sent) {
        if (sent.content().length > CAP) {
            throw unusable(sent, "is longer than " + CAP + " bytes");
        }
        return sent.content();
    }

    /** Any other kind of file is a defect. */
    private static Path path(ForeignFile file) {
        return ((ForeignFile.Present) file).path().normalize();
    }

    /** What a person should know of a file with secrets. Who could read one that was sent is not known here. */
    List<String> warnings(ForeignFile file) {
        if (file instanceof ForeignFile.Sent) {
            return List.of();
        }
        try {
            return io.protection(path(file)) == StoreIo.Protection.OTHERS_TOO
                    ? List.of("other users of this machine can read " + file.name()
                            + "; its secrets may be known to them")
                    : List.of();
        } catch (IOException e) {
            return List.of("nobody knows who else can read " + file.name());
        }
    }

    static AdminException unusable(ForeignFile file, String why) {
        return new AdminException(Problem.FILE_UNUSABLE, file.name() + " " + why);
    }

    /** SHA-256 in lower-case hexadecimal. */
    static String fingerprint(byte[]... contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var content : contents) {
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
