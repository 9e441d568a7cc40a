// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.store.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/** Makes a new grant the client's grant, and sets the one before it aside. Thread-safe. */
public final class Consent {

    private final Vault vault;
    private final Entropy entropy;

    /** Gives consents into this vault. */
    public Consent(Vault vault, Entropy entropy) {
        this.vault = vault;
        this.entropy = entropy;
    }

    /**
     * Stores the grant; a refresh that lands meanwhile loses to it, a person who forgets the client wins over it.
     *
     * @param wanted whether the sign-in was not cancelled
     * @return false when it was cancelled: nothing is left of the grant
     * @throws IOException when it is not certain that the grant is durable
     */
    boolean give(String client, Grant grant, BooleanSupplier wanted) throws IOException {
        var content = Grants.encode(grant);
        var grantId = entropy.hex(16);
        while (wanted.getAsBoolean()) {
            var before = vault.read(client, RecordKind.GRANT);
            if (before.isPresent()) {
                setAside(client, before.get());
            }
            try {
                var version = write(client, before, grantId, content);
                if (wanted.getAsBoolean()) {
                    return true;
                }
                withdraw(client, version);
            } catch (StaleVersionException e) {
                // Guards against a refresh that lands between our read and our write: look again.
            }
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

    private void setAside(String client, Vault.Entry grant) throws IOException {
        var grantId = grant.version().grantId();
        var newest = vault.read(client, RecordKind.SET_ASIDE)
                .map(Vault.Entry::version)
                .orElse(null);
        if (newest == null || !newest.grantId().equals(grantId)) {
            vault.write(client, RecordKind.SET_ASIDE, newest, RecordVersion.after(newest, grantId), grant.content());
        }
    }

    /** Guards against a person who forgets the client while its tokens are on the way: nothing may come back. */
    private void withdraw(String client, RecordVersion version) throws IOException {
        try {
            vault.clear(client, RecordKind.GRANT, version);
        } catch (StaleVersionException e) {
            // the forgetting was faster, or somebody has signed in anew: ours is gone either way
        }
    }
}
