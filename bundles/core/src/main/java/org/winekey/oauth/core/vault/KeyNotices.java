// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.core.seam.StoreIo;

/** What an operator should know about a file with a key or a passphrase. Stateless; thread-safe. */
final class KeyNotices {

    private KeyNotices() {}

    /**
     * The notices, as it is now; none for a missing file. No secrets.
     *
     * @param place what to call the file, its path included
     * @param store folder of the store that the key is for
     */
    static List<String> of(StoreIo io, Path file, String place, Path store) {
        var notices = new ArrayList<String>();
        try {
            if (!io.exists(file)) {
                return List.of();
            }
            switch (io.protection(file)) {
                case OWNER_ONLY -> {}
                case OTHERS_TOO -> notices.add("Others can read " + place + ": take that right away (chmod 600)");
                case UNSUPPORTED ->
                    notices.add("store.permissions=unsupported: the file system of " + place
                            + " cannot keep others from reading");
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            notices.add(
                    "Who can read " + place + " cannot be told (" + e.getClass().getSimpleName() + "): check its disk");
        }
        if (file.toAbsolutePath().normalize().startsWith(store.toAbsolutePath().normalize())) {
            notices.add("A copy of the store folder holds its key too, because " + place
                    + " is in it: move that file to another folder");
        }
        return notices;
    }
}
