// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.crash.WeakStoreIo;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;

/** The records in one place, as a workload writes them and as they are found again: sealed, or plain when weakened. Not thread-safe. */
public interface Records extends Closeable {

    /**
     * Opens what is in a place and makes it when nothing is there.
     *
     * @param root holds the store's folder and that of its key
     */
    static Records open(StoreIo io, Path root, Weakness weakness) throws IOException {
        return weakness == Weakness.PLAIN_FILE
                ? new PlainRecords(io, root.resolve("oauth"))
                : SealedRecords.open(WeakStoreIo.over(io, weakness), root, weakness);
    }

    /** Names of the clients that have records. */
    Set<String> clients() throws IOException;

    /** The newest record of a kind. */
    Optional<String> read(String client, RecordKind kind) throws IOException;

    /** Writes a record over whatever is the newest one. */
    void write(String client, RecordKind kind, String text) throws IOException;

    /** Clears a kind, if it has a record. */
    void clear(String client, RecordKind kind) throws IOException;

    /** Removes a client. */
    void remove(String client) throws IOException;

    /** What an operator should know. */
    List<String> problems();

    /** Every record by its {@link #key}. */
    default Map<String, String> all() throws IOException {
        var all = new TreeMap<String, String>();
        for (var client : clients()) {
            for (var kind : RecordKind.values()) {
                read(client, kind).ifPresent(text -> all.put(key(client, kind), text));
            }
        }
        return all;
    }

    /** The name of a record among all. */
    static String key(String client, RecordKind kind) {
        return client + "/" + kind;
    }
}
