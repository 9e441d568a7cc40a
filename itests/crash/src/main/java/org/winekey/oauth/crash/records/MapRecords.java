// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.winekey.oauth.spi.RecordKind;

/** Records that are only thought of: what another process must have written. Not thread-safe. */
public final class MapRecords implements Records {

    private final Map<String, String> records = new TreeMap<>();

    @Override
    public Set<String> clients() {
        return records.keySet().stream()
                .map(key -> key.substring(0, key.indexOf('/')))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> read(String client, RecordKind kind) {
        return Optional.ofNullable(records.get(Records.key(client, kind)));
    }

    @Override
    public void write(String client, RecordKind kind, String text) {
        records.put(Records.key(client, kind), text);
    }

    @Override
    public void clear(String client, RecordKind kind) {
        records.remove(Records.key(client, kind));
    }

    @Override
    public void remove(String client) {
        records.keySet().removeIf(key -> key.startsWith(client + "/"));
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
