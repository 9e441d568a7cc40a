// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.vault.Vault;

/**
 * Where a store and its key are.
 *
 * @param folder the store
 * @param keyFile the key
 */
public record Place(Path folder, Path keyFile) {

    /** Something to do with the open store. */
    public interface Use<T> {
        /** Does it. */
        T with(Vault vault) throws IOException;
    }

    /** The place in a house: the store in {@code oauth}, the key in {@code etc}. */
    public static Place in(Path house) {
        return new Place(house.resolve("oauth"), house.resolve("etc").resolve("winekey.key"));
    }

    /** Opens the store on the real disk, uses it and closes it. */
    public <T> T open(Weakness weakness, Use<T> use) throws IOException {
        try (var store =
                OpenStore.at(new DiskStoreIo(), this, new SystemEntropy(), below -> HastyStore.over(below, weakness))) {
            return use.with(store.vault());
        }
    }

    /** Opens a copy. The store itself is left as it was found: nothing is flushed, and it has no mark of an orderly end. */
    public <T> T look(Use<T> use) throws IOException {
        try (var scratch = ScratchFolder.onDisk()) {
            var copy = in(scratch.path());
            Files.createDirectories(copy.folder);
            try (var files = Files.newDirectoryStream(folder)) {
                for (var file : files) {
                    Files.copy(file, copy.folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            Files.createDirectories(scratch.resolve("etc"));
            Files.copy(keyFile, copy.keyFile, StandardCopyOption.COPY_ATTRIBUTES);
            return copy.open(Weakness.NONE, use);
        }
    }
}
