// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that a person names. Stateless. */
final class Paths {

    private Paths() {}

    /** The whole path, whatever folder Karaf was started in. */
    static Path of(String file) {
        try {
            return Path.of(System.getProperty("karaf.base", ""))
                    .resolve(file)
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the file name is not one that this system allows; choose another", e);
        }
    }
}
