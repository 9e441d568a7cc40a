// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.StoreIo.Protection;

/**
 * What an operator should know about a store, as it is now: whatever was noticed is looked at again before it is told,
 * nothing else is, and what does not hold any more is dropped for good. Thread-safe.
 */
final class StoreNotices {

    /** Bounds what one call costs and shows. */
    static final int MOST = 20;

    private final StoreIo io;
    private final ConcurrentSkipListMap<String, Check> checks = new ConcurrentSkipListMap<>();

    StoreNotices(StoreIo io) {
        this.io = io;
    }

    /** Looks again; empty when there is nothing to say any more. */
    interface Check {
        Optional<String> now();
    }

    /** Adds a check, or puts it in the place of another one about the same. */
    void add(String about, Check check) {
        checks.put(about, check);
    }

    /** A notice that holds as long as a file is there. */
    void whileThere(Path file, String text) {
        add("file " + file, () -> holds(() -> io.exists(file), text));
    }

    /** What is wrong with the permissions of a folder and of the files in it. */
    void exposure(StoreFolder folder, StoreFolder.Listing listing) throws IOException {
        var sample = folder.io().protection(folder.path());
        if (sample == Protection.UNSUPPORTED || (sample == Protection.OTHERS_TOO && !keepsRights(folder))) {
            whileThere(
                    folder.file(StoreFolder.IDENTITY),
                    "store.permissions=unsupported: the file system of " + folder.path()
                            + " cannot keep others from reading; put the store on one that can");
            return;
        }
        listing.files().forEach((name, protection) -> {
            if (protection == Protection.OTHERS_TOO) {
                var file = folder.file(name);
                whileExposed(file, "Others can read " + file + ": take that right away (chmod 600)");
            }
        });
        if (sample == Protection.OTHERS_TOO) {
            whileExposed(folder.path(), "Others can enter " + folder.path() + ": take that right away (chmod 700)");
        }
    }

    /** Tries with a new file; a disk that refuses it is taken for one that would keep its rights. */
    private static boolean keepsRights(StoreFolder folder) {
        var probe = folder.file(StoreFolder.PROBE);
        try {
            if (folder.io().exists(probe)) {
                folder.io().delete(probe);
            }
            folder.io().create(probe).close();
            var kept = folder.io().protection(probe) == Protection.OWNER_ONLY;
            folder.io().delete(probe);
            return kept;
        } catch (IOException e) {
            return true;
        }
    }

    private void whileExposed(Path file, String text) {
        add("rights " + file, () -> holds(() -> io.protection(file) == Protection.OTHERS_TOO, text));
    }

    /** What holds now, at most {@link #MOST} and a line that says how many were not looked at. */
    List<String> now() {
        var standing = new ArrayList<String>();
        var unseen = checks.size();
        for (var check : checks.entrySet()) {
            if (standing.size() == MOST) {
                standing.add("and up to " + unseen + " more like these");
                break;
            }
            unseen--;
            check.getValue()
                    .now()
                    .ifPresentOrElse(standing::add, () -> checks.remove(check.getKey(), check.getValue()));
        }
        return List.copyOf(standing);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static Optional<String> holds(Condition condition, String text) {
        try {
            return condition.holds() ? Optional.of(text) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(text);
        }
    }
}
