// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.MemoryStoreIo;

/** How a disk fails, in the words of the JDK on Linux. A write that fails is half done. */
enum Fault {
    EIO,
    ENOSPC,
    EDQUOT,
    EROFS,
    EACCES,
    /** The process dies in that call. */
    KILL;

    /** From the n-th call on, so many calls fail; a kill needs one. */
    void plan(MemoryStoreIo io, int call, int count) {
        if (this == KILL) {
            io.cutAt(call);
        } else {
            io.failWith(this::exception);
            io.failAt(call, count);
        }
    }

    private IOException exception(Path file) {
        return switch (this) {
            case EIO, KILL -> new IOException("Input/output error");
            case ENOSPC -> new IOException("No space left on device");
            case EDQUOT -> new FileSystemException(file.toString(), null, "Disk quota exceeded");
            case EROFS -> new FileSystemException(file.toString(), null, "Read-only file system");
            case EACCES -> new AccessDeniedException(file.toString());
        };
    }
}
