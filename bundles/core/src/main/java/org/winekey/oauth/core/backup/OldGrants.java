// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Puts back what was set aside, where nothing else would be pushed out by it. */
final class OldGrants {

    private final FileTokenStore store;
    private final Vault vault;

    OldGrants(FileTokenStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /** Writes those that are missing, oldest first; nothing where a grant is set aside that is not in the backup. */
    void putBack(SavedClient saved) throws IOException {
        for (var grant : missing(saved)) {
            var newest = vault.read(saved.client(), RecordKind.SET_ASIDE)
                    .map(Vault.Entry::version)
                    .orElse(null);
            var next = RecordVersion.after(newest, grant.version().grantId());
            vault.write(saved.client(), RecordKind.SET_ASIDE, newest, next, Grants.encode(grant.grant()));
        }
    }

    /** Those that {@link #putBack} would write. */
    List<SavedGrant> missing(SavedClient saved) throws IOException {
        var present = present(saved.client());
        if (!saved.setAside().stream().map(SavedGrant::grant).toList().containsAll(present)) {
            return List.of();
        }
        var missing = new ArrayList<>(saved.setAside());
        missing.removeIf(grant -> present.contains(grant.grant()));
        Collections.reverse(missing);
        return missing;
    }

    private List<Grant> present(String client) throws IOException {
        var present = new ArrayList<Grant>();
        for (var stored : store.history(client, RecordKind.SET_ASIDE)) {
            var entry = vault.open(client, RecordKind.SET_ASIDE, stored);
            try {
                present.add(Grants.decode(entry.content()));
            } catch (JsonException e) {
                throw new IOException("a grant of " + client + " that is set aside cannot be read", e);
            }
        }
        return present;
    }
}
