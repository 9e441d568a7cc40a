// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.winekey.oauth.admin.BackupReport;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.KeyProvider;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** A store on a disk in memory, settings in memory, and backups of both. */
final class BackupHouse {

    static final String A = "a".repeat(32);
    static final String B = "b".repeat(32);
    static final String C = "c".repeat(32);
    static final Path STORE = Path.of("/house/oauth");
    static final Path STICK = Path.of("/stick");
    static final Path FILE = STICK.resolve("winekey.backup");
    static final Secret PASSPHRASE = Secret.of("cnry-passphrase-5f1c");
    static final int QUICK = 1;

    final MemoryStoreIo io;
    final SimulatedTime time = new SimulatedTime();
    final Shelf shelf;
    final Entropy entropy = new SimulatedEntropy(7);
    final FileTokenStore store;
    final Vault vault;

    BackupHouse() throws IOException {
        this(new MemoryStoreIo(), new Shelf());
    }

    /** Opens what is on this disk. */
    BackupHouse(MemoryStoreIo io, Shelf shelf) throws IOException {
        this.io = io;
        this.shelf = shelf;
        io.createDirectories(STICK);
        this.store = FileTokenStore.open(io, STORE, entropy);
        this.vault = new Vault(store, new OneKey(), entropy);
    }

    /** Settings that lose nothing when the power goes. */
    static final class Shelf implements ConfigurationShelf {
        final Map<String, SavedSettings> kept = new TreeMap<>();
        final Map<String, String> refusals = new TreeMap<>();

        @Override
        public List<SavedSettings> all() {
            return List.copyOf(kept.values());
        }

        @Override
        public Optional<String> refusal(SavedSettings settings) {
            return Optional.ofNullable(refusals.get(settings.client()));
        }

        @Override
        public String receiver(SavedSettings settings) {
            return "host-of-" + settings.client();
        }

        @Override
        public void create(SavedSettings settings) throws IOException {
            if (kept.putIfAbsent(settings.client(), settings) != null) {
                throw new BackupException("there are settings of " + settings.client());
            }
        }
    }

    private static final class OneKey implements KeyProvider {
        @Override
        public String currentKeyId() {
            return "0123456789abcdef";
        }

        @Override
        public Optional<byte[]> key(String keyId) {
            return keyId.equals(currentKeyId()) ? Optional.of(new byte[32]) : Optional.empty();
        }
    }

    static Registration registration(String client) {
        return new Registration(
                client,
                "id-" + client,
                Secret.of("cnry-client-secret-" + client),
                ClientAuthentication.BASIC,
                "https://as.example",
                new Registration.Endpoints(
                        URI.create("https://as.example/authorize"),
                        URI.create("https://as.example/token"),
                        URI.create("https://as.example/revoke")),
                List.of("one", "two"),
                "https://house.example/oauth/callback/" + client,
                Map.of("prompt", "consent"),
                Map.of("audience", "api"));
    }

    /** A grant whose tokens carry this mark. */
    static Grant grant(String client, String mark) {
        return new Grant(
                registration(client),
                Secret.of("cnry-access-" + mark),
                Secret.of("cnry-refresh-" + mark),
                Set.of("one"),
                SimulatedTime.START,
                SimulatedTime.START.plusSeconds(3600),
                SimulatedTime.START.minusSeconds(60),
                2,
                null);
    }

    static SavedGrant saved(String client, String grantId, long generation, String mark) {
        return new SavedGrant(new RecordVersion(grantId, generation), grant(client, mark));
    }

    static SavedClient saved(SavedGrant grant, SavedGrant... setAside) {
        return new SavedClient(grant.grant().registration().client(), grant, List.of(setAside));
    }

    static SavedSettings settings(String client) {
        return new SavedSettings(
                client, Map.of("client_id", "id-" + client, ".client_secret", "$[secret:" + client + "]"));
    }

    static BackupContent content(SavedClient... clients) {
        var byName = new TreeMap<String, SavedClient>();
        var settings = new TreeMap<String, SavedSettings>();
        for (var client : clients) {
            byName.put(client.client(), client);
            settings.put(client.client(), settings(client.client()));
        }
        return new BackupContent(
                "00c0ffee", "f".repeat(32), SimulatedTime.START, List.of("0123456789abcdef"), byName, settings);
    }

    /** Puts a backup on the stick without the cost of its key. */
    BackupHouse with(BackupContent content) {
        io.plant(FILE, BackupFormat.seal(BackupJson.encode(content), PASSPHRASE, entropy, QUICK));
        return this;
    }

    /** Stores a grant as the client's grant, over whatever is there. */
    BackupHouse holding(SavedGrant saved) throws IOException {
        var client = saved.grant().registration().client();
        var there =
                vault.read(client, RecordKind.GRANT).map(Vault.Entry::version).orElse(null);
        vault.write(client, RecordKind.GRANT, there, saved.version(), Grants.encode(saved.grant()));
        return this;
    }

    void setAside(SavedGrant saved) throws IOException {
        var client = saved.grant().registration().client();
        var there = vault.read(client, RecordKind.SET_ASIDE)
                .map(Vault.Entry::version)
                .orElse(null);
        var next = RecordVersion.after(there, saved.version().grantId());
        vault.write(client, RecordKind.SET_ASIDE, there, next, Grants.encode(saved.grant()));
    }

    BackupReport backup() throws IOException {
        return new Backup(store, vault, shelf, io, time, entropy).write(FILE, PASSPHRASE);
    }

    Path elsewhere() {
        return STICK.resolve("another.backup");
    }

    BackupReport backupElsewhere() throws IOException {
        return new Backup(store, vault, shelf, io, time, entropy).write(elsewhere(), PASSPHRASE);
    }

    Restore restore() {
        return new Restore(store, vault, shelf, io, time);
    }

    RestorePlan plan(boolean replace) throws IOException {
        return restore().plan(FILE, PASSPHRASE, replace);
    }

    RestoreReport run(RestorePlan plan) throws IOException {
        return restore().run(FILE, PASSPHRASE, plan);
    }

    /** The grant in use (null: none). */
    SavedGrant held(String client) throws IOException {
        var entry = vault.read(client, RecordKind.GRANT);
        return entry.isEmpty() ? null : decoded(entry.get());
    }

    /** What is set aside, newest first, by its access token. */
    List<String> aside(String client) throws IOException {
        var aside = new ArrayList<String>();
        for (var stored : store.history(client, RecordKind.SET_ASIDE)) {
            aside.add(mark(decoded(vault.open(client, RecordKind.SET_ASIDE, stored))));
        }
        return aside;
    }

    /** The mark in the tokens of a grant. */
    static String mark(SavedGrant saved) {
        for (var mark : List.of("old", "new", "1", "2", "3", "here", "b", "c")) {
            if (saved.grant().accessToken().equals(Secret.of("cnry-access-" + mark))) {
                return mark;
            }
        }
        return "?";
    }

    private static SavedGrant decoded(Vault.Entry entry) {
        try {
            return Backup.decoded(entry);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }
}
