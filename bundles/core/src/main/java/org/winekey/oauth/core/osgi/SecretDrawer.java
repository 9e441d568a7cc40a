// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.SettingsException;
import org.winekey.oauth.core.store.DamagedException;
import org.winekey.oauth.core.vault.TamperedException;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Secrets of clients' settings, sealed in the token store as records of their own. Thread-safe. */
final class SecretDrawer implements ClientSettings.SealedSecrets {

    private static final long FORMAT = 1;
    private static final int ID_BYTES = 16;

    private static final Duration RETRY = Duration.ofSeconds(15);

    private final Entropy entropy;
    private final Scheduler scheduler;
    private final Consumer<Set<String>> review;
    private final AtomicBoolean retrying = new AtomicBoolean();

    /** Who asked while no store was open, or it could not be read, and has to ask again. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Vault vault;

    /**
     * An empty drawer.
     *
     * @param review has the settings of clients read again
     */
    SecretDrawer(Entropy entropy, Scheduler scheduler, Consumer<Set<String>> review) {
        this.entropy = entropy;
        this.scheduler = scheduler;
        this.review = review;
    }

    /** A store was opened: who asked before asks again. */
    void open(Vault opened) {
        vault = opened;
        reviewAsked();
    }

    private void reviewAsked() {
        var waiting = Set.copyOf(asked);
        asked.removeAll(waiting);
        review.accept(waiting);
    }

    /** The store was closed. */
    void close() {
        vault = null;
    }

    /** Whether secrets can be read. */
    boolean isOpen() {
        return vault != null;
    }

    @Override
    public Map<String, Secret> of(String client) throws IOException, SettingsException {
        var open = vault;
        if (open == null) {
            asked.add(client);
            // Guards against a store that opened in between: who asked then asks at once.
            open = vault;
        }
        try {
            return open == null ? Map.of() : read(open, client);
        } catch (DamagedException | TamperedException e) {
            throw new SettingsException(
                    Keys.CLIENT_SECRET,
                    "was sealed in the token store and is damaged there; enter it again with oauth:set");
        } catch (IOException e) {
            asked.add(client);
            retryLater();
            throw e;
        }
    }

    private void retryLater() {
        if (!retrying.getAndSet(true)) {
            var unused = scheduler.after(RETRY, () -> {
                retrying.set(false);
                reviewAsked();
            });
        }
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
