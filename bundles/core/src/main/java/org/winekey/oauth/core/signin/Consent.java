// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.vault.SetAside;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/** Makes a new grant the client's grant, and sets the one before it aside. Thread-safe. */
final class Consent {

    private final Vault vault;
    private final SetAside setAside;

    /** Gives consents into this vault. */
    Consent(Vault vault) {
        this.vault = vault;
        this.setAside = new SetAside(vault);
    }

    /**
     * Stores the grant; a refresh that lands meanwhile loses to it, a person who forgets the client wins over it.
     *
     * @param grantId names the grant in the store from now on
     * @param wanted whether the sign-in was not cancelled
     * @return false when it was cancelled or a newer one took its place: nothing is left of the grant
     * @throws IOException when it is not certain that the grant is durable
     */
    boolean give(String client, String grantId, Grant grant, BooleanSupplier wanted) throws IOException {
        var content = Grants.encode(grant);
        RecordVersion aside = null;
        while (wanted.getAsBoolean()) {
            try {
                var before = vault.read(client, RecordKind.GRANT);
                if (before.isPresent()) {
                    aside = setAside.keep(client, before.get(), aside);
                }
                var version = write(client, before, grantId, content);
                if (wanted.getAsBoolean()) {
                    return true;
                }
                withdraw(client, version, before);
            } catch (StaleVersionException e) {
                // Guards against a refresh that lands between our read and our write: look again.
            }
        }
        if (aside != null) {
            clear(client, RecordKind.SET_ASIDE, aside);
        }
        return false;
    }

    private RecordVersion write(String client, Optional<Vault.Entry> before, String grantId, byte[] content)
            throws IOException {
        var replaces = before.map(Vault.Entry::version).orElse(null);
        var next = RecordVersion.after(replaces, grantId);
        vault.write(client, RecordKind.GRANT, replaces, next, content);
        return next;
    }

    /**
     * Guards against a person who forgets the client, or starts anew, while its tokens are on the way: the grant before is
     * put back, and after a forgetting nothing comes back.
     */
    private void withdraw(String client, RecordVersion version, Optional<Vault.Entry> before) throws IOException {
        if (before.isEmpty()) {
            clear(client, RecordKind.GRANT, version);
            return;
        }
        var next = RecordVersion.after(version, before.get().version().grantId());
        vault.write(client, RecordKind.GRANT, version, next, before.get().content());
    }

    private void clear(String client, RecordKind kind, RecordVersion version) throws IOException {
        try {
            vault.clear(client, kind, version);
        } catch (StaleVersionException e) {
            // the forgetting was faster, or somebody has signed in anew: ours is gone either way
        }
    }
}
