// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.crash.Place;

/**
 * The real store, vault and keepers on the seams of one life of the process, put together as the product does.
 *
 * @param disk what is under the store
 */
record Engine(Disk disk, FileTokenStore store, Vault vault, Keepers keepers) implements Closeable {

    private static final Place PLACE = Place.in(Path.of("/house"));

    /** Opens the store; as in the product, nobody works on it before that. */
    static Engine open(World world, MemoryStoreIo io, Incarnation process) throws IOException {
        var disk = new Disk(io, process, world.disk());
        var seen = Planted.disk(world.bug(), disk);
        var marks = FileTokenStore.marks(PLACE.folder(), PLACE.keyFile());
        var store = FileTokenStore.open(seen, PLACE.folder(), process, marks);
        try {
            var keys = KeyFile.open(seen, PLACE.keyFile(), process, store.isEmpty());
            var vault = new Vault(Planted.store(world.bug(), new OrderedStore(store), store), keys, process);
            return new Engine(disk, store, vault, keepers(world, process, vault));
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** Keepers over a vault, with their settings. */
    static Keepers keepers(World world, Incarnation process, Vault vault) {
        var bug = world.bug();
        var transport = Planted.transport(bug, new Network(world, process), world);
        var keepers = new Keepers(
                vault, transport, Planted.time(bug, process, world), Planted.scheduler(bug, process), process);
        for (var client : world.clients()) {
            keepers.configure(client.name, client.settings.terms());
        }
        keepers.started();
        return keepers;
    }

    Keeper keeper(Client client) {
        return keepers.keeper(client.name);
    }

    @Override
    public void close() throws IOException {
        keepers.close();
        store.close();
    }
}
