// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps sealed records, fenced by version. When {@code write} returns, the record is durable and was read back.
 *
 * <p>A removal that failed is finished by the store before anything else is done with that client. So whatever is written
 * after it is never removed by it.
 *
 * <p>Thread-safe; writes of one client are serialised by the store.
 */
@ConsumerType
public interface TokenStore {

    /**
     * A random identifier made with the store; part of what authenticates each record.
     *
     * @return 32 lower-case hexadecimal digits (never null)
     */
    String id();

    /**
     * Names of the clients that have records, those of which the removal is not finished among them.
     *
     * @return an immutable snapshot (never null)
     * @throws IOException when the store cannot be read
     */
    Set<String> list() throws IOException;

    /**
     * The newest valid record of a kind.
     *
     * @param client the client name (never null)
     * @param kind the kind (never null)
     * @return the record (never null, empty: none was ever written or all were removed)
     * @throws IOException when the store cannot be read, or only damaged records are there: damage is never "empty"
     */
    Optional<StoredRecord> read(String client, RecordKind kind) throws IOException;

    /**
     * Writes a record if {@code replaces} is still the newest version of that kind.
     *
     * @param client the client name (never null)
     * @param kind the kind (never null)
     * @param replaces the version that the writer has seen (null: it saw none)
     * @param next the record; its generation is greater than that of {@code replaces} (never null)
     * @throws StaleVersionException when a newer version exists; nothing was written
     * @throws IOException when it is not certain that the record is durable
     */
    void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next) throws IOException;

    /**
     * Removes the records of one kind if {@code replaces} is still the newest version; durable when it returns.
     *
     * @param client the client name (never null)
     * @param kind the kind (never null)
     * @param replaces the version that the caller has seen (never null)
     * @throws StaleVersionException when a newer version exists; nothing was removed
     * @throws IOException when it is not certain that the removal is durable
     */
    void clear(String client, RecordKind kind, RecordVersion replaces) throws IOException;

    /**
     * Removes every record of a client; durable when it returns. No fence: a person decided.
     *
     * <p>A removal that failed stays due: the next call for this client, whatever it is, finishes it first and throws
     * while it cannot. So nothing of before is read again, a new record comes into an empty place, and trying again is any
     * call, not a second removal. A removal that is due when the store is closed or the process ends is over; then records
     * can be there again.
     *
     * @param client the client name (never null)
     * @throws IOException when it is not certain that the removal is durable
     */
    void remove(String client) throws IOException;

    /**
     * Seals all records of a client anew, in one step: after a crash all of them are as they were or all are new. Versions,
     * order and what was cleared stay, so a writer that names the version it read before still succeeds. Damaged records
     * stay as they are. Watchers are not told, because nothing changed that a reader can see.
     *
     * @param client the client name (never null)
     * @param resealer is asked for each record that is still kept, older ones too, while the store holds off other writers
     *     of this client; when it answers the same bytes for all of them nothing is written, and what is there is durable
     *     (never null)
     * @throws IOException when {@code resealer} throws it, and then nothing was written; or when it is not certain that the
     *     new bytes are durable, and then the old ones must still open
     */
    void reseal(String client, Resealer resealer) throws IOException;

    /** Seals one record anew. */
    @FunctionalInterface
    interface Resealer {
        /**
         * Opens what was sealed and seals it again for the same place. Must not call the store.
         *
         * @param kind the kind (never null)
         * @param record the record as it is stored (never null)
         * @return the new sealed bytes (never null)
         * @throws IOException to leave all records of the client as they are
         */
        byte[] reseal(RecordKind kind, StoredRecord record) throws IOException;
    }

    /**
     * Tells of every durable change, in order for each client, after it is durable, on the writing thread and outside
     * any lock of the store. A removal of all records tells every kind, on the thread that finished it.
     *
     * @param watcher gets client name and kind (never null)
     * @return ends the watch when closed (never null)
     */
    Watch watch(BiConsumer<String, RecordKind> watcher);

    /** A running watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
