// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.IOException;
import java.util.Optional;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;

/**
 * What an engine that died has left of a client.
 *
 * @param grant the grant on disk
 * @param generation its generation
 * @param intentOpen whether a refresh of this very grant was announced and no newer grant followed
 */
public record Autopsy(Grant grant, long generation, boolean intentOpen) {

    /** Reads the records of a client (empty: it has no grant). */
    public static Optional<Autopsy> of(Vault vault, String client) throws IOException {
        var entry = vault.read(client, RecordKind.GRANT);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        var found = entry.get();
        try {
            var grant = Grants.decode(found.content());
            var generation = found.version().generation();
            return Optional.of(new Autopsy(grant, generation, intentOpen(vault, client, generation)));
        } catch (JsonException e) {
            throw new IOException("the records of " + client + " cannot be read", e);
        }
    }

    private static boolean intentOpen(Vault vault, String client, long generation) throws IOException, JsonException {
        var intent = vault.read(client, RecordKind.INTENT);
        if (intent.isEmpty()) {
            return false;
        }
        var members = Json.readObject(intent.get().content());
        return members.get("generation") instanceof Long about
                && about == generation
                && members.get("sends") instanceof Long sends
                && sends > 0;
    }

    /** Which pair of {@link Provider} it holds. */
    public int number() {
        return Provider.numberOf(grant.accessToken().reveal());
    }
}
