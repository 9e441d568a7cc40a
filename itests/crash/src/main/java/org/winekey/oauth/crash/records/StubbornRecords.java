// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;

/** Records whose writer tries again, as the engine does, and calls out each change that was acknowledged. Not thread-safe. */
public final class StubbornRecords implements Records {

    private static final int TRIES = 3;

    private final Records records;
    private final Weakness weakness;
    private final Runnable acknowledged;

    /** Over those records; each acknowledged change is told. */
    public StubbornRecords(Records records, Weakness weakness, Runnable acknowledged) {
        this.records = records;
        this.weakness = weakness;
        this.acknowledged = acknowledged;
    }

    @Override
    public Set<String> clients() throws IOException {
        return tried(records::clients);
    }

    @Override
    public Optional<String> read(String client, RecordKind kind) throws IOException {
        return tried(() -> records.read(client, kind));
    }

    @Override
    public void write(String client, RecordKind kind, String text) throws IOException {
        change(() -> records.write(client, kind, text));
    }

    @Override
    public void clear(String client, RecordKind kind) throws IOException {
        change(() -> records.clear(client, kind));
    }

    @Override
    public void remove(String client) throws IOException {
        change(() -> records.remove(client));
    }

    private void change(Change change) throws IOException {
        if (weakness == Weakness.PUBLISH_BEFORE_WRITE) {
            acknowledged.run();
        }
        var unused = tried(() -> {
            change.run();
            return change;
        });
        if (weakness != Weakness.PUBLISH_BEFORE_WRITE) {
            acknowledged.run();
        }
    }

    /** What a call gives; a fault of the disk is over after a try or two. */
    public static <T> T tried(Call<T> call) throws IOException {
        for (int left = TRIES - 1; ; left--) {
            try {
                return call.run();
            } catch (IOException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public List<String> problems() {
        return records.problems();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /** A call of the store. */
    public interface Call<T> {
        /** Makes it. */
        T run() throws IOException;
    }

    private interface Change {
        void run() throws IOException;
    }
}
