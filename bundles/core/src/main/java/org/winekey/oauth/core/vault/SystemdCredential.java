// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.KeyProvider;

/**
 * Keys in a credential that systemd hands to the service: the lines of a key file, never written by us. Thread-safe.
 */
public final class SystemdCredential implements KeyProvider {

    private final StoreIo io;
    private final Path file;
    private volatile @Nullable KeyLines known;

    /** The credential in this file of the credentials directory. Nothing is read yet. */
    public SystemdCredential(StoreIo io, Path file) {
        this.io = io;
        this.file = file;
    }

    @Override
    public String currentKeyId() throws IOException {
        var lines = known;
        return (lines == null ? read("") : lines).current().id();
    }

    @Override
    public Optional<byte[]> key(String keyId) throws IOException {
        var lines = known;
        var found = lines == null ? Optional.<byte[]>empty() : lines.find(keyId);
        return found.isPresent() ? found : read(keyId).find(keyId);
    }

    private KeyLines read(String wanted) throws IOException {
        if (!io.exists(file)) {
            throw new LockedException("The systemd credential " + file + " is missing"
                    + (wanted.isEmpty() ? "" : ", and the stored records are sealed with key " + wanted)
                    + ": check LoadCredential of the unit; nothing was changed");
        }
        var lines = KeyLines.read(io, file, "The systemd credential " + file);
        known = lines;
        return lines;
    }

    @Override
    public String toString() {
        return "the systemd credential " + file;
    }
}
