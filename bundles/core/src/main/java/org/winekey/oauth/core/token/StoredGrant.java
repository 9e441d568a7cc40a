// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/**
 * A grant as it lies in a record: the one in use, or one that waits for acceptance, around which the record says more.
 *
 * @param kind the kind of the record
 * @param version its version
 * @param around what else a record of a waiting grant says; empty for the grant in use
 * @param grant the grant
 */
record StoredGrant(RecordKind kind, RecordVersion version, Map<String, @Nullable Object> around, Grant grant) {

    /** The kinds of records with a grant that is, or may come to be, refreshed. */
    static final List<RecordKind> KINDS = List.of(RecordKind.GRANT, RecordKind.PENDING);

    private static final String GRANT = "grant";

    static StoredGrant of(RecordKind kind, Vault.Entry entry) throws JsonException {
        if (kind == RecordKind.GRANT) {
            return new StoredGrant(kind, entry.version(), Map.of(), Grants.decode(entry.content()));
        }
        var around = Json.readObject(entry.content());
        return new StoredGrant(kind, entry.version(), around, Grants.of(new Members(around).object(GRANT)));
    }

    /** The content of the record with that grant in the place of this one. */
    byte[] with(Grant next) {
        if (kind == RecordKind.GRANT) {
            return Grants.encode(next);
        }
        var members = new LinkedHashMap<String, @Nullable Object>(around);
        members.put(GRANT, Grants.members(next));
        return Json.write(members);
    }

    @Override
    public String toString() {
        return "StoredGrant[" + kind + "]";
    }
}
