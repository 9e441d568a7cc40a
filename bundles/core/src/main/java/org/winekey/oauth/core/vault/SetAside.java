// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Keeps a copy of a grant that is about to be replaced. Thread-safe. */
public final class SetAside {

    private final Vault vault;

    /** Sets grants aside in this vault. */
    public SetAside(Vault vault) {
        this.vault = vault;
    }

    /**
     * Keeps a copy, unless it is the newest that was kept already.
     *
     * @param ours the version that the same replacement set aside before (null: none)
     * @return the newest version, if all that is set aside is ours (null: there is more)
     * @throws org.winekey.oauth.spi.StaleVersionException when somebody else set one aside meanwhile
     * @throws IOException when it is not certain that the copy is durable
     */
    public @Nullable RecordVersion keep(String client, Vault.Entry grant, @Nullable RecordVersion ours)
            throws IOException {
        var newest = vault.read(client, RecordKind.SET_ASIDE).orElse(null);
        var replaces = newest == null ? null : newest.version();
        var allOurs = Objects.equals(replaces, ours);
        if (newest != null && Arrays.equals(newest.content(), grant.content())) {
            return allOurs ? ours : null;
        }
        var next = RecordVersion.after(replaces, grant.version().grantId());
        vault.write(client, RecordKind.SET_ASIDE, replaces, next, grant.content());
        return allOurs ? next : null;
    }
}
