// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.event.Announcer;
import org.winekey.oauth.core.event.ClientState;
import org.winekey.oauth.core.event.Conditions;
import org.winekey.oauth.core.settings.ServiceSettings;
import org.winekey.oauth.core.signin.Means;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.MachineMark;
import org.winekey.oauth.core.token.CloneCheck;
import org.winekey.oauth.core.token.CloneNotice;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.token.Quarantines;
import org.winekey.oauth.core.token.Standing;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.KeyRing;
import org.winekey.oauth.core.vault.KeyRotation;
import org.winekey.oauth.core.vault.Passphrase;
import org.winekey.oauth.core.vault.SystemdCredential;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.KeyProvider;

/** Opens the token store of a place and puts together what works on it. Thread-safe. */
final class EngineBuilder {

    private final Outside outside;
    private final Desks desks;
    private final Conditions conditions;
    private final Announcer announcer;
    private final Supplier<ServiceSettings> settings;

    EngineBuilder(
            Outside outside,
            Desks desks,
            Conditions conditions,
            Announcer announcer,
            Supplier<ServiceSettings> settings) {
        this.outside = outside;
        this.desks = desks;
        this.conditions = conditions;
        this.announcer = announcer;
        this.settings = settings;
    }

    /**
     * An engine on the store in this folder. A passphrase takes about a second.
     *
     * @throws IOException when the store cannot be used; it is closed again
     */
    Engine build(Place place, Path folder) throws IOException {
        var marks = FileTokenStore.marks(folder, place.keyFile());
        var store = FileTokenStore.open(outside.disk(), folder, outside.entropy(), marks);
        try {
            var keys = keys(place, folder, store);
            var vault = new Vault(store, keys, outside.entropy());
            // Before there is a keeper that could refresh.
            var machine = check(place, new MachineMark(outside.disk(), folder, store.id()), vault);
            var rotation = new KeyRotation(vault, keys, outside.entropy(), outside.work());
            var keepers = keepers(vault);
            return new Engine(store, keys, machine, vault, rotation, keepers, signIns(vault, keepers));
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    private CloneNotice check(Place place, MachineMark mark, Vault vault) throws IOException {
        var check = new CloneCheck(new Quarantines(vault), mark, outside.time().now());
        return check.run(outside.disk(), place.machineFile());
    }

    private KeyRing keys(Place place, Path folder, FileTokenStore store) throws IOException {
        var preferred = preferred(place, store);
        // A key file is made for an empty store only, and only if it is to seal.
        return new KeyRing(preferred, keyFile(place.keyFile(), preferred == null && store.isEmpty()), folder);
    }

    private @Nullable KeyProvider preferred(Place place, FileTokenStore store) throws IOException {
        if (place.passphraseFile() != null) {
            return Passphrase.in(outside.disk(), place.passphraseFile(), store.id());
        }
        return place.credential() == null ? null : new SystemdCredential(outside.disk(), place.credential());
    }

    private @Nullable KeyFile keyFile(@Nullable Path file, boolean mayCreate) throws IOException {
        return file == null ? null : KeyFile.open(outside.disk(), file, outside.entropy(), mayCreate);
    }

    private Keepers keepers(Vault vault) {
        var keepers = new Keepers(vault, outside.transport(), outside.time(), outside.work(), outside.entropy());
        keepers.tokenTimeout(settings.get().tokenTimeout());
        keepers.onHappening(Audit.LOG::happened);
        keepers.onGrantChange(conditions::held);
        keepers.onChange((client, now) -> announcer.changed(client, state(now)));
        return keepers;
    }

    private static ClientState state(Standing now) {
        return new ClientState(now.status(), now.held(), now.grantId(), now.issue(), now.expiresAt(), now.scopes());
    }

    private SignIns signIns(Vault vault, Keepers keepers) {
        var means = new Means(
                outside.transport(),
                outside.work(),
                outside.time(),
                outside.entropy(),
                () -> settings.get().tokenTimeout());
        return new SignIns(
                vault,
                new RedirectDoors(desks, settings),
                means,
                (client, kind, text) -> keepers.keeper(client).note(kind, text));
    }
}
