// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Secrets of clients' settings, sealed in the token store as records of their own. Thread-safe. */
final class SecretDrawer implements ClientSettings.SealedSecrets {

    private static final long FORMAT = 1;
    private static final int ID_BYTES = 16;

    private final Entropy entropy;

    /** Who asked while no store was open, and has to ask again. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Vault vault;

    SecretDrawer(Entropy entropy) {
        this.entropy = entropy;
    }

    /** A store was opened; answers who asked before. */
    Set<String> open(Vault opened) {
        vault = opened;
        var waiting = Set.copyOf(asked);
        asked.removeAll(waiting);
        return waiting;
    }

    /** The store was closed. */
    void close() {
        vault = null;
    }

    @Override
    public Map<String, Secret> of(String client) throws IOException {
        var open = vault;
        if (open == null) {
            asked.add(client);
            // Guards against a store that opened in between: who asked then asks at once.
            open = vault;
        }
        return open == null ? Map.of() : read(open, client);
    }

    /** Seals a secret (null: takes it out); durable when it returns. */
    void put(String client, String key, @Nullable Secret secret) throws IOException {
        var open = opened();
        var secrets = new TreeMap<>(read(open, client));
        if (secret == null) {
            secrets.remove(key);
        } else {
            secrets.put(key, secret);
        }
        var before = open.version(client, RecordKind.SECRETS).orElse(null);
        if (!secrets.isEmpty()) {
            var next = before == null ? new RecordVersion(entropy.hex(ID_BYTES), 1) : before.next();
            open.write(client, RecordKind.SECRETS, before, next, encode(secrets));
        } else if (before != null) {
            open.clear(client, RecordKind.SECRETS, before);
        }
    }

    /** Takes out all secrets of a client. */
    void clear(String client) throws IOException {
        var open = opened();
        var before = open.version(client, RecordKind.SECRETS);
        if (before.isPresent()) {
            open.clear(client, RecordKind.SECRETS, before.get());
        }
    }

    private Vault opened() throws IOException {
        var open = vault;
        if (open == null) {
            throw new IOException("the token store is not open");
        }
        return open;
    }

    private static Map<String, Secret> read(Vault open, String client) throws IOException {
        var entry = open.read(client, RecordKind.SECRETS);
        return entry.isEmpty() ? Map.of() : decode(entry.get().content());
    }

    private static byte[] encode(Map<String, Secret> secrets) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("format", FORMAT);
        members.put("secrets", secrets);
        return Json.write(members);
    }

    private static Map<String, Secret> decode(byte[] content) throws IOException {
        try {
            var members = new Members(Json.readObject(content));
            if (members.number("format") != FORMAT) {
                throw new IOException("a later version sealed these secrets");
            }
            var secrets = new HashMap<String, Secret>();
            for (var secret : members.object("secrets").values().entrySet()) {
                secrets.put((String) secret.getKey(), Secret.of(String.valueOf(secret.getValue())));
            }
            return Map.copyOf(secrets);
        } catch (JsonException e) {
            throw new IOException("the sealed secrets cannot be read", e);
        }
    }
}
