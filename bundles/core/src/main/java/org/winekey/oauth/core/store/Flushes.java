// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.StoreIo.StoreFile;

/**
 * What of a file may be in memory only. Inherited is what somebody else wrote: a process that was killed between a write
 * and its flush, or a person who copied a file. Whoever is handed a record relies on it, so that is flushed first. Not
 * thread-safe.
 */
final class Flushes {

    private final StoreFolder folder;
    private final Path file;
    private boolean content;
    private boolean name;
    private boolean inherited;

    Flushes(StoreFolder folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /** Somebody else wrote the file and gave it its name. */
    void inherit() {
        inheritContent();
        name = true;
    }

    /** Somebody else wrote the file; its name is durable. */
    void inheritContent() {
        content = true;
        inherited = true;
    }

    boolean inherited() {
        return inherited;
    }

    /**
     * A write of this process was perhaps not flushed: the slot that is written next may hold the only durable record.
     */
    void doubt() {
        content = true;
    }

    /** A name is about to change. */
    void doubtFolder() {
        name = true;
    }

    /** The file, if there is one, is durable; its name may not be. */
    void settled() {
        content = false;
        inherited = false;
    }

    /** The file was replaced, durably. */
    void replaced() {
        settled();
        name = false;
    }

    /** Makes what is there durable, and expects a write. */
    void beforeWrite(StoreFile open) throws IOException {
        if (content) {
            open.force();
        }
        if (inherited) {
            forceFolder();
        }
        inherited = false;
        content = true;
    }

    /** The write is durable. */
    void forced() {
        content = false;
    }

    void settleInherited() throws IOException {
        if (inherited) {
            settle();
        }
    }

    void settle() throws IOException {
        if (content) {
            try (var open = folder.io().open(file)) {
                open.force();
            }
            content = false;
        }
        forceFolder();
        inherited = false;
    }

    void forceFolder() throws IOException {
        if (name) {
            folder.io().forceDirectory(folder.path());
            name = false;
        }
    }
}
