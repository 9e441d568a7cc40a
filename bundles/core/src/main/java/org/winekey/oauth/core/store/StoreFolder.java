// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.StoreIo.Protection;
import org.winekey.oauth.core.seam.WholeFile;

/**
 * The folder of a store and the names in it. Thread-safe.
 *
 * @param io the disk
 * @param path the folder
 */
record StoreFolder(StoreIo io, Path path) {

    static final String IDENTITY = "winekey.id";
    static final String LOCK = "winekey.lock";
    static final String MACHINE = "winekey.machine";
    static final String CLOSED = "winekey.closed";
    static final String PROBE = "winekey.probe";

    private static final String SLOTS = ".slots";
    private static final String DAMAGED = ".damaged-";
    private static final String CLIENT = "[a-z0-9][a-z0-9-]{0,62}";
    private static final Pattern CLIENT_NAME = Pattern.compile(CLIENT);
    private static final Pattern SLOT_FILE = Pattern.compile("(" + CLIENT + ")\\.slots");
    private static final Pattern EVIDENCE = Pattern.compile("(" + CLIENT + ")\\.slots\\.damaged-\\d+");

    Path slotFile(String client) {
        if (!CLIENT_NAME.matcher(client).matches()) {
            throw new IllegalArgumentException("client name: " + client);
        }
        return path.resolve(client + SLOTS);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Looks at everything in it, once. */
    Listing look() throws IOException {
        var files = new TreeMap<String, Protection>();
        io.protections(path)
                .forEach((file, protection) -> files.put(file.getFileName().toString(), protection));
        return new Listing(files);
    }

    /**
     * The plain files in the folder at one moment.
     *
     * @param files their names and who may read them
     */
    record Listing(SortedMap<String, Protection> files) {

        /** Clients that have a slot file. */
        Set<String> clients() {
            return clients(SLOT_FILE).keySet();
        }

        /** Clients of which a damaged file was set aside, and the first such file. */
        Map<String, String> damagedClients() {
            return clients(EVIDENCE);
        }

        private Map<String, String> clients(Pattern names) {
            var clients = new TreeMap<String, String>();
            for (var file : files.keySet()) {
                var name = names.matcher(file);
                if (name.matches()) {
                    clients.putIfAbsent(name.group(1), file);
                }
            }
            return clients;
        }
    }

    /** The files set aside for a client. */
    List<Path> evidence(String client) throws IOException {
        var prefix = client + SLOTS + DAMAGED;
        return io.list(path).stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .toList();
    }

    /** Renames a file that cannot be trusted, so that nothing overwrites it. */
    Path setAside(Path file) throws IOException {
        var number = 1;
        while (io.exists(WholeFile.beside(file, DAMAGED + number))) {
            number++;
        }
        var kept = WholeFile.beside(file, DAMAGED + number);
        io.move(file, kept);
        io.forceDirectory(path);
        return kept;
    }

    /** What a crash in the middle of {@link #replace} left; no such file was ever acknowledged. */
    void removeLeftovers(Listing listing) throws IOException {
        for (var name : listing.files().keySet()) {
            if (name.endsWith(SLOTS + WholeFile.NEW)
                    || name.equals(IDENTITY + WholeFile.NEW)
                    || name.equals(MACHINE + WholeFile.NEW)) {
                io.delete(file(name));
            }
        }
    }

    void replace(Path file, byte[] content) throws IOException {
        WholeFile.replace(io, file, content);
    }
}
