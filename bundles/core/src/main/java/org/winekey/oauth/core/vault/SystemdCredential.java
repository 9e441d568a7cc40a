// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.store.LockedException;

/**
 * Keys in a credential that systemd hands to the service: the lines of a key file, never written by us. Thread-safe.
 */
public final class SystemdCredential extends KeyPlace {

    private final StoreIo io;
    private final Path file;

    /** The credential in this file of the credentials directory. Nothing is read yet. */
    public SystemdCredential(StoreIo io, Path file) {
        this.io = io;
        this.file = file;
    }

    @Override
    KeyLines load(String wanted) throws IOException {
        if (!io.exists(file)) {
            throw new LockedException("The systemd credential " + file + " is missing"
                    + (wanted.isEmpty() ? "" : ", and the stored records are sealed with key " + wanted)
                    + ": check LoadCredential of the unit; nothing was changed");
        }
        return KeyLines.read(io, file, "The systemd credential " + file);
    }

    @Override
    public String toString() {
        return "the systemd credential " + file;
    }
}
