// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.BackupReport;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.backup.BackupContent.SavedSecrets;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.secret.Pbkdf2;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.vault.TamperedException;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.StoredRecord;

/** Collects what a backup holds and writes it. Tickets and intents are not among it: they mean nothing elsewhere. */
public final class Backup {

    private final FileTokenStore store;
    private final Vault vault;
    private final ConfigurationShelf shelf;
    private final StoreIo io;
    private final Time time;
    private final Entropy entropy;

    /** Backups of this store and these settings. */
    public Backup(FileTokenStore store, Vault vault, ConfigurationShelf shelf, StoreIo io, Time time, Entropy entropy) {
        this.store = store;
        this.vault = vault;
        this.shelf = shelf;
        this.io = io;
        this.time = time;
        this.entropy = entropy;
    }

    /**
     * Writes a backup of everything that can be read.
     *
     * @throws BackupException when the passphrase is too short, or the file cannot be there
     * @throws IOException when it is not certain that the file is durable
     */
    public BackupReport write(Path path, Secret passphrase) throws IOException {
        if (!Pbkdf2.isLongEnough(passphrase)) {
            throw new BackupException("the passphrase has fewer than " + Pbkdf2.SHORTEST
                    + " characters, so nothing was written; take a longer one");
        }
        var file = BackupFile.at(io, path);
        file.requireFree();
        var notes = new ArrayList<String>();
        var content = collect(notes);
        var bytes = BackupJson.encode(content);
        BackupJson.decode(bytes);
        file.write(BackupFormat.seal(bytes, passphrase, entropy));
        if (!file.isOwnerOnly()) {
            notes.add("the file system cannot keep others from reading the file; the passphrase alone protects it");
        }
        return new BackupReport(
                file.path(),
                content.clients().values().stream()
                        .filter(SavedClient::hasGrants)
                        .map(SavedClient::client)
                        .toList(),
                List.copyOf(content.settings().keySet()),
                notes);
    }

    private BackupContent collect(List<String> notes) throws IOException {
        var keyId = vault.unlock();
        var clients = new TreeMap<String, SavedClient>();
        for (var client : new TreeSet<>(vault.clients())) {
            var saved = client(client, notes);
            if (saved.hasGrants() || saved.secrets() != null) {
                clients.put(client, saved);
            }
        }
        return new BackupContent(entropy.hex(4), store.id(), time.now(), List.of(keyId), clients, settings(notes));
    }

    private SavedClient client(String client, List<String> notes) throws IOException {
        return new SavedClient(client, grant(client, notes), setAside(client, notes), secrets(client, notes));
    }

    private @Nullable SavedSecrets secrets(String client, List<String> notes) throws IOException {
        try {
            var entry = vault.read(client, RecordKind.SECRETS);
            return entry.isEmpty()
                    ? null
                    : new SavedSecrets(
                            entry.get().version(), Json.readObject(entry.get().content()));
        } catch (LockedException e) {
            throw e;
        } catch (IOException | JsonException e) {
            notes.add("the sealed secret of " + client
                    + ", if it has one, is not in the backup; after a restore enter it with oauth:set");
            return null;
        }
    }

    private @Nullable SavedGrant grant(String client, List<String> notes) throws IOException {
        try {
            var entry = vault.read(client, RecordKind.GRANT);
            return entry.isEmpty() ? null : decoded(entry.get());
        } catch (LockedException e) {
            throw e;
        } catch (IOException | JsonException e) {
            notes.add("the grant of " + client + " is not in the backup: " + e.getMessage());
            return null;
        }
    }

    private List<SavedGrant> setAside(String client, List<String> notes) throws IOException {
        var saved = new ArrayList<SavedGrant>();
        try {
            for (var stored : store.history(client, RecordKind.SET_ASIDE)) {
                setAside(client, stored, notes).ifPresent(saved::add);
            }
        } catch (LockedException e) {
            throw e;
        } catch (IOException e) {
            notes.add(lostAside(client, e));
        }
        return saved;
    }

    private Optional<SavedGrant> setAside(String client, StoredRecord stored, List<String> notes) throws IOException {
        try {
            return Optional.of(decoded(vault.open(client, RecordKind.SET_ASIDE, stored)));
        } catch (TamperedException | JsonException e) {
            notes.add(lostAside(client, e));
            return Optional.empty();
        }
    }

    private static String lostAside(String client, Exception why) {
        return "a grant of " + client + " that was set aside is not in the backup: " + why.getMessage();
    }

    static SavedGrant decoded(Vault.Entry entry) throws JsonException {
        return new SavedGrant(entry.version(), Grants.decode(entry.content()));
    }

    private Map<String, SavedSettings> settings(List<String> notes) throws IOException {
        var saved = new TreeMap<String, SavedSettings>();
        for (var settings : shelf.all()) {
            try {
                BackupJson.properties(settings);
                saved.put(settings.client(), settings);
            } catch (IllegalArgumentException e) {
                notes.add("the settings of " + settings.client() + " are not in the backup: a value " + e.getMessage());
            }
        }
        return saved;
    }
}
