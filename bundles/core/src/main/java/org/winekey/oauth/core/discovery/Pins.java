// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** The pins of all clients, sealed in the token store. Not thread-safe. */
final class Pins {

    private static final long FORMAT = 1;
    private static final int ID_BYTES = 16;

    private final Vault vault;
    private final Entropy entropy;

    Pins(Vault vault, Entropy entropy) {
        this.vault = vault;
        this.entropy = entropy;
    }

    /**
     * The pin of a client for this issuer (empty: there is none, or it is for another).
     *
     * @throws IOException when nobody knows
     */
    Optional<Pin> read(String client, String issuer, Route route) throws IOException {
        var entry = vault.read(client, RecordKind.METADATA);
        return entry.isEmpty() ? Optional.empty() : decode(entry.get().content(), new MetadataReader(issuer, route));
    }

    /** Keeps a pin, whatever was there; durable when it returns. */
    void write(String client, Pin pin) throws IOException {
        var before = vault.version(client, RecordKind.METADATA).orElse(null);
        var next = before == null ? new RecordVersion(entropy.hex(ID_BYTES), 1) : before.next();
        vault.write(client, RecordKind.METADATA, before, next, encode(pin));
    }

    private static byte[] encode(Pin pin) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("format", FORMAT);
        members.put("checkedAt", pin.checkedAt().toString());
        members.put("refusal", pin.refusal());
        members.put("metadata", pin.metadata().members());
        return Json.write(members);
    }

    private static Optional<Pin> decode(byte[] content, MetadataReader reader) throws IOException {
        try {
            var members = new Members(Json.readObject(content));
            if (members.number("format") != FORMAT) {
                throw new IOException("the stored metadata has a format that a later version wrote");
            }
            var checkedAt = Instant.parse(members.text("checkedAt"));
            var refusal = members.optionalText("refusal");
            return reader.read(document(members)) instanceof Finding.Found found
                    ? Optional.of(new Pin(found.metadata(), checkedAt, refusal))
                    : Optional.empty();
        } catch (JsonException | DateTimeException e) {
            throw new IOException("the stored metadata cannot be read", e);
        }
    }

    private static Map<String, @Nullable Object> document(Members members) throws JsonException {
        var document = new LinkedHashMap<String, @Nullable Object>();
        members.object("metadata").values().forEach((name, value) -> document.put((String) name, value));
        return document;
    }
}
