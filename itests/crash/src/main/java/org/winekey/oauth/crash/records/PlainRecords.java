// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.spi.RecordKind;

/** Records as others keep them: a text file for each client, written anew and renamed, never flushed. Not thread-safe. */
final class PlainRecords implements Records {

    private static final String SUFFIX = ".txt";
    private static final int CAP = 1 << 20;

    private final StoreIo io;
    private final Path folder;

    PlainRecords(StoreIo io, Path folder) throws IOException {
        this.io = io;
        this.folder = folder;
        io.createDirectories(folder);
    }

    @Override
    public Set<String> clients() throws IOException {
        return io.list(folder).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> read(String client, RecordKind kind) throws IOException {
        return Optional.ofNullable(kinds(client).get(kind.name()));
    }

    private Map<String, String> kinds(String client) throws IOException {
        var kinds = new TreeMap<String, String>();
        if (io.exists(file(client))) {
            for (var line : new String(io.read(file(client), CAP), UTF_8).split("\n", -1)) {
                var parts = line.split("=", 2);
                kinds.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
        }
        kinds.remove("");
        return kinds;
    }

    private Path file(String client) {
        return folder.resolve(client + SUFFIX);
    }

    @Override
    public void write(String client, RecordKind kind, String text) throws IOException {
        var kinds = kinds(client);
        kinds.put(kind.name(), text);
        replace(client, kinds);
    }

    @Override
    public void clear(String client, RecordKind kind) throws IOException {
        var kinds = kinds(client);
        kinds.remove(kind.name());
        replace(client, kinds);
    }

    private void replace(String client, Map<String, String> kinds) throws IOException {
        var fresh = folder.resolve(client + ".new");
        if (io.exists(fresh)) {
            io.delete(fresh);
        }
        var text = new StringBuilder();
        kinds.forEach(
                (kind, record) -> text.append(kind).append('=').append(record).append('\n'));
        try (var file = io.create(fresh)) {
            file.write(0, text.toString().getBytes(UTF_8));
        }
        io.replace(fresh, file(client));
    }

    @Override
    public void remove(String client) throws IOException {
        if (io.exists(file(client))) {
            io.delete(file(client));
        }
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
