// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.core.seam.StoreIo.Protection;

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

    /** What is wrong with the permissions of the folder and of the files in it. */
    static List<String> exposure(StoreFolder folder, boolean fresh) throws IOException {
        var problems = new ArrayList<String>();
        var sample = folder.io().protection(folder.file(StoreFolder.IDENTITY));
        if (sample == Protection.UNSUPPORTED || (fresh && sample == Protection.OTHERS_TOO)) {
            problems.add("store.permissions=unsupported: the file system of " + folder.path()
                    + " cannot keep others from reading; put the store on one that can");
            return problems;
        }
        for (var file : folder.io().list(folder.path())) {
            if (folder.io().protection(file) == Protection.OTHERS_TOO) {
                problems.add("Others can read " + file + ": take that right away (chmod 600)");
            }
        }
        if (folder.io().protection(folder.path()) == Protection.OTHERS_TOO) {
            problems.add("Others can enter " + folder.path() + ": take that right away (chmod 700)");
        }
        return problems;
    }
}
