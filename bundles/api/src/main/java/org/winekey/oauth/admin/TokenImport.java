// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of another system are to be imported.
 *
 * @param files the files that belong together: those with the tokens, and those with what they need (never null, never
 *     empty)
 * @param entry the one sign-in to take, as the other system calls it (null: all of them)
 * @param client the client it is for (null: the name is made of what the other system calls it); only with one sign-in
 * @param replace whether a grant that is in use may be replaced; it is set aside first
 */
public record TokenImport(
        List<ForeignFile> files,
        @Nullable String entry,
        @Nullable String client,
        boolean replace) {
    /** Copies the files. */
    public TokenImport {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files: name at least one");
        }
    }
}
