// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.Closeable;
import java.io.IOException;

/** The right to use a folder, alone. */
final class StoreLock {

    private StoreLock() {}

    static Closeable acquire(StoreFolder folder) throws LockedException {
        try {
            folder.io().createDirectories(folder.path());
            return folder.io()
                    .lock(folder.file(StoreFolder.LOCK))
                    .orElseThrow(() -> new LockedException("The token store in " + folder.path()
                            + " is held by another process or another engine of this one: stop that one, or set "
                            + "store_directory to another folder"));
        } catch (LockedException e) {
            throw e;
        } catch (IOException e) {
            throw new LockedException(
                    "The folder " + folder.path() + " cannot be made or locked ("
                            + e.getClass().getSimpleName()
                            + "): make it writable for this user, or set store_directory to another folder",
                    e);
        }
    }
}
