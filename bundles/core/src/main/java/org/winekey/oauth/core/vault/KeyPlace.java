// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.KeyProvider;

/** A file with key lines: read until it was there once, and again when it is asked for a key that it did not have. */
abstract sealed class KeyPlace implements KeyProvider permits KeyFile, SystemdCredential {

    private volatile @Nullable KeyLines known;

    /**
     * Reads the file.
     *
     * @param wanted the key that is asked for, to be named if the file is missing; empty: none
     */
    abstract KeyLines load(String wanted) throws IOException;

    /** Reads the file and takes over what it holds. */
    KeyLines read(String wanted) throws IOException {
        var lines = load(wanted);
        know(lines);
        return lines;
    }

    final void know(KeyLines lines) {
        known = lines;
    }

    final @Nullable KeyLines known() {
        return known;
    }

    @Override
    public final String currentKeyId() throws IOException {
        var lines = known;
        return (lines == null ? read("") : lines).current().id();
    }

    @Override
    public final Optional<byte[]> key(String keyId) throws IOException {
        var lines = known;
        var found = lines == null ? Optional.<byte[]>empty() : lines.find(keyId);
        return found.isPresent() ? found : read(keyId).find(keyId);
    }
}
