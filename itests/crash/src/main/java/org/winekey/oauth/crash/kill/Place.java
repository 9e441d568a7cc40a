// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.crash.HastyStore;
import org.winekey.oauth.crash.Weakness;

/**
 * Where a store and its key are on the real disk.
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

    /** Opens the store, uses it and closes it. */
    public <T> T open(Weakness weakness, Use<T> use) throws IOException {
        var io = new DiskStoreIo();
        var entropy = new SystemEntropy();
        try (var store = FileTokenStore.open(io, folder, entropy)) {
            var keys = KeyFile.open(io, keyFile, entropy, store.isEmpty());
            return use.with(new Vault(HastyStore.over(store, weakness), keys, entropy));
        }
    }

    /** Opens a copy. The store itself is left as it was found: nothing is flushed, and it has no mark of an orderly end. */
    public <T> T look(Use<T> use) throws IOException {
        var copy = Files.createTempDirectory("winekey-crash-");
        try {
            var there = new Place(copy.resolve("oauth"), copy.resolve("winekey.key"));
            Files.createDirectory(there.folder);
            try (var files = Files.newDirectoryStream(folder)) {
                for (var file : files) {
                    Files.copy(file, there.folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            Files.copy(keyFile, there.keyFile, StandardCopyOption.COPY_ATTRIBUTES);
            return there.open(Weakness.NONE, use);
        } finally {
            Kill.delete(copy);
        }
    }
}
