// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.WholeFile;
import org.winekey.oauth.core.settings.Definition.Publisher;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.Owners;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;

/**
 * Which bundle owns which client, in a file beside the grants. It can be read while the store is locked; it is written
 * only by who has the store open. Thread-safe.
 */
final class OwnerRegister implements Owners {

    /** The file, in the folder of the store. */
    static final String FILE = "winekey.owners";

    private static final Logger LOG = LoggerFactory.getLogger(OwnerRegister.class);
    private static final long FORMAT = 1;
    private static final int CAP = 4 * 1024 * 1024;
    private static final String UNREADABLE = "the file " + FILE + " in the folder of the token store cannot be read";

    /** What a person brought about under a name, and a bundle that takes the name would get. */
    private static final Map<RecordKind, String> OF_PERSONS = new EnumMap<>(Map.of(
            RecordKind.GRANT,
            "a grant",
            RecordKind.PENDING,
            "a grant that waits to be accepted",
            RecordKind.SET_ASIDE,
            "a grant that was set aside",
            RecordKind.SECRETS,
            "a secret"));

    private final StoreIo disk;
    private final Runnable changed;
    private volatile Map<String, Publisher> owners = Map.of();
    private volatile @Nullable String fault;
    private @Nullable Path file; // guarded by this
    private @Nullable Vault vault; // guarded by this

    /**
     * A register without a file.
     *
     * @param changed is told when other definitions may count
     */
    OwnerRegister(StoreIo disk, Runnable changed) {
        this.disk = disk;
        this.changed = changed;
    }

    /** Reads the register of the store in that folder (null: there is none). */
    synchronized void open(@Nullable Path folder) {
        file = folder == null ? null : folder.resolve(FILE);
        try {
            owners = file == null || !disk.exists(file) ? Map.of() : decode(disk.read(file, CAP));
            fault = null;
        } catch (IOException e) {
            owners = Map.of();
            fault = UNREADABLE + " (" + e.getClass().getSimpleName() + ")";
            LOG.error("{}: no definition of a bundle counts until it can", fault);
        }
    }

    /** The store was opened. */
    void connect(Vault opened) {
        synchronized (this) {
            vault = opened;
        }
        changed.run();
    }

    /** The store was closed. */
    synchronized void disconnect() {
        vault = null;
    }

    /** What an operator should know. */
    List<String> problems() {
        return Optional.ofNullable(fault).stream().toList();
    }

    @Override
    public Optional<String> of(String client) {
        return Optional.ofNullable(owners.get(client)).map(Publisher::name);
    }

    @Override
    public synchronized Optional<String> claim(String client, Publisher publisher) {
        // Guards against a definition and first settings that come at the same moment.
        var present = of(client);
        if (present.isPresent()) {
            var why = "the bundle " + present.get() + " owns this client";
            return present.get().equals(publisher.name()) ? Optional.empty() : Optional.of(why);
        }
        var open = vault;
        if (open == null || fault != null) {
            return Optional.of(fault != null ? fault : "the token store is not open yet");
        }
        try {
            for (var record : OF_PERSONS.entrySet()) {
                if (open.version(client, record.getKey()).isPresent()) {
                    return Optional.of(record.getValue() + " is stored under this name that no bundle owns; set "
                            + Keys.OWNER + " to the bundle that it is for");
                }
            }
            put(client, publisher);
            LOG.info(
                    "The client {} belongs to the bundle {}, which was the first to define it",
                    client,
                    publisher.name());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the token store cannot be used (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public synchronized void assign(String client, Publisher publisher) {
        if (vault == null || fault != null || of(client).equals(Optional.of(publisher.name()))) {
            return;
        }
        try {
            put(client, publisher);
            LOG.info("The client {} belongs to the bundle {}, as a person set", client, publisher.name());
        } catch (IOException e) {
            LOG.warn("The owner of the client {} cannot be stored: {}", client, e.toString());
        }
    }

    @Override
    public synchronized void release(String client) {
        if (of(client).isEmpty()) {
            return;
        }
        var next = new TreeMap<>(owners);
        next.remove(client);
        owners = Map.copyOf(next);
        LOG.info("The client {} belongs to no bundle any more, because a person made it", client);
        try {
            if (vault != null) {
                write(next);
            }
        } catch (IOException e) {
            LOG.warn("That no bundle owns the client {} cannot be stored: {}", client, e.toString());
        }
    }

    private void put(String client, Publisher publisher) throws IOException {
        var next = new TreeMap<>(owners);
        next.put(client, publisher);
        write(next);
    }

    private void write(Map<String, Publisher> next) throws IOException {
        if (file == null) {
            throw new IOException("there is no folder");
        }
        var content = encode(next);
        if (content.length > CAP) {
            // Guards against a file that could not be read again.
            throw new IOException(FILE + " would be longer than " + CAP + " bytes");
        }
        WholeFile.replace(disk, file, content);
        owners = Map.copyOf(next);
    }

    private static byte[] encode(Map<String, Publisher> owners) {
        var entries = new ArrayList<Map<String, Object>>();
        owners.forEach((client, publisher) -> entries.add(
                new TreeMap<>(Map.of("client", client, "bundle", publisher.name(), "location", publisher.location()))));
        return Json.write(new TreeMap<>(Map.of("format", FORMAT, "owners", entries)));
    }

    private static Map<String, Publisher> decode(byte[] content) throws IOException {
        try {
            var members = new Members(Json.readObject(content));
            if (members.number("format") != FORMAT) {
                throw new IOException("a later version wrote it");
            }
            var owners = new TreeMap<String, Publisher>();
            for (var entry : members.objects("owners")) {
                owners.put(entry.text("client"), new Publisher(entry.text("bundle"), entry.text("location")));
            }
            return Map.copyOf(owners);
        } catch (JsonException e) {
            throw new IOException("it is damaged", e);
        }
    }
}
