// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;

/** Finds out which system wrote files with tokens, and reads them. Stateless; thread-safe. */
public final class ForeignTokens {

    private ForeignTokens() {}

    /**
     * The sign-ins in files that belong together.
     *
     * @param files their contents
     * @param zone of times that were written without one
     * @throws MigrationException when no system that is known wrote them
     */
    public static Found read(List<byte[]> files, ZoneId zone) throws MigrationException {
        var documents = new ArrayList<Fields>();
        var keys = new ArrayList<String>();
        for (var file : files) {
            var text = new String(file, StandardCharsets.UTF_8);
            if (OpenhabCipher.isKeyFile(text)) {
                keys.add(text);
            } else {
                documents.add(Fields.of(file));
            }
        }
        return read(documents, keys, zone);
    }

    private static Found read(List<Fields> documents, List<String> keys, ZoneId zone) throws MigrationException {
        for (var document : documents) {
            if (HomeAssistant.fits(document)) {
                return HomeAssistant.read(documents, zone);
            }
            if (Openhab.fits(document)) {
                return Openhab.read(document, keys.isEmpty() ? null : OpenhabCipher.of(keys.get(0)), zone);
            }
            if (Pg3Tokens.fits(document)) {
                return Pg3Tokens.read(documents, zone);
            }
        }
        for (var document : documents) {
            if (Ovos.fits(document)) {
                return Ovos.read(documents, zone);
            }
        }
        throw new MigrationException(
                "holds tokens of no system that is known here (PG3, OpenVoiceOS, openHAB, Home Assistant)");
    }
}
