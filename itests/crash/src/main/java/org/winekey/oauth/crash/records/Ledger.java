// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;

/**
 * Writes records and keeps account: what was acknowledged, and what was under way, at each position of the disk's log.
 * Not thread-safe.
 */
public final class Ledger {

    private final Records records;
    private final Weakness weakness;
    private final LongSupplier position;
    private final List<Account> accounts = new ArrayList<>();
    private Map<String, String> acknowledged;

    /**
     * What must be found from a position on: the one or the other.
     *
     * @param acknowledged what the writer was told is there
     * @param attempted the same with the change that was under way
     */
    public record Account(long position, Map<String, String> acknowledged, Map<String, String> attempted) {

        /** Whether this may be found. */
        public boolean allows(Map<String, String> found) {
            return found.equals(acknowledged) || found.equals(attempted);
        }
    }

    /** Begins with what is there; the position is that of the disk's log. */
    public Ledger(Records records, Weakness weakness, LongSupplier position) throws IOException {
        this.records = records;
        this.weakness = weakness;
        this.position = position;
        this.acknowledged = records.all();
        this.accounts.add(new Account(0, acknowledged, acknowledged));
    }

    /** As {@link Records#write}. */
    public void write(String client, RecordKind kind, String text) throws IOException {
        change(next -> next.put(Records.key(client, kind), text), () -> records.write(client, kind, text));
    }

    /** As {@link Records#clear}. */
    public void clear(String client, RecordKind kind) throws IOException {
        change(next -> next.remove(Records.key(client, kind)), () -> records.clear(client, kind));
    }

    /** As {@link Records#remove}. */
    public void remove(String client) throws IOException {
        change(next -> next.keySet().removeIf(key -> key.startsWith(client + "/")), () -> records.remove(client));
    }

    private void change(Consumer<Map<String, String>> change, Action action) throws IOException {
        var next = new TreeMap<>(acknowledged);
        change.accept(next);
        if (weakness == Weakness.PUBLISH_BEFORE_WRITE) {
            acknowledged = next;
        }
        accounts.add(new Account(position.getAsLong(), acknowledged, next));
        action.run();
        acknowledged = next;
        accounts.add(new Account(position.getAsLong(), acknowledged, next));
    }

    /** What is to be found now. */
    public Account last() {
        return accounts.get(accounts.size() - 1);
    }

    /** Every account, by position. */
    public List<Account> accounts() {
        return accounts;
    }

    private interface Action {
        void run() throws IOException;
    }
}
