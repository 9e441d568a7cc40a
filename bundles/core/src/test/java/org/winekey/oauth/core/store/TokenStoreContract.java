// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/** What every token store does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class TokenStoreContract {

    public static final String A = "a".repeat(32);
    public static final String B = "b".repeat(32);

    /** The store under test; the same one within a test unless it was reopened. */
    abstract TokenStore store() throws IOException;

    /** The store as the next start finds it. */
    abstract TokenStore reopened() throws IOException;

    /** Whether the disk refuses every change from now on. */
    abstract void diskRefuses(boolean refuses);

    public static RecordVersion version(String grantId, long generation) {
        return new RecordVersion(grantId, generation);
    }

    public static StoredRecord stored(String grantId, long generation, String text) {
        return new StoredRecord(version(grantId, generation), text.getBytes(UTF_8));
    }

    public static String text(TokenStore store, String client, RecordKind kind) throws IOException {
        return store.read(client, kind).map(found -> text(found)).orElse("none");
    }

    public static String text(StoredRecord found) {
        return found.version().grantId().charAt(0) + "" + found.version().generation() + " "
                + new String(found.sealed(), UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void read_nothingWritten_isEmpty(RecordKind kind) throws IOException {
        assertThat(store().read("spotify", kind)).isEmpty();
        assertThat(store().list()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("R-066")
    void read_afterWriteAndReopening_givesTheRecord(RecordKind kind) throws IOException {
        store().write("spotify", kind, null, stored(A, 1, "first"));
        store().write("spotify", kind, version(A, 1), stored(A, 2, "second"));

        assertThat(text(store(), "spotify", kind)).isEqualTo("a2 second");
        assertThat(text(reopened(), "spotify", kind)).isEqualTo("a2 second");
        assertThat(store().list()).containsExactly("spotify");
    }

    @ParameterizedTest
    @EnumSource
    void write_otherVersionThanTheNewest_isStaleAndChangesNothing(RecordKind kind) throws IOException {
        store().write("spotify", kind, null, stored(A, 5, "kept"));

        for (var seen : new RecordVersion[] {null, version(A, 4), version(A, 6), version(B, 5)}) {
            assertThatThrownBy(() -> store().write("spotify", kind, seen, stored(B, 9, "late")))
                    .isInstanceOf(StaleVersionException.class);
            if (seen != null) {
                assertThatThrownBy(() -> store().clear("spotify", kind, seen))
                        .isInstanceOf(StaleVersionException.class);
            }
        }
        assertThat(text(reopened(), "spotify", kind)).isEqualTo("a5 kept");
    }

    @Test
    void write_generationThatDoesNotRise_isRefused() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 5, "kept"));

        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, version(A, 5), stored(B, 5, "same")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("a5 kept");
    }

    @Test
    void write_versionNotThereAtAll_isStale() throws IOException {
        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "late")))
                .isInstanceOf(StaleVersionException.class);
        assertThat(store().list()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void clear_newestVersion_staysClearedAndCanBeWrittenAgain(RecordKind kind) throws IOException {
        store().write("spotify", kind, null, stored(A, 1, "first"));
        store().write("spotify", kind, version(A, 1), stored(A, 2, "second"));

        store().clear("spotify", kind, version(A, 2));

        assertThat(text(store(), "spotify", kind)).isEqualTo("none");
        assertThat(text(reopened(), "spotify", kind)).isEqualTo("none");
        assertThatThrownBy(() -> store().write("spotify", kind, version(A, 2), stored(A, 3, "late")))
                .isInstanceOf(StaleVersionException.class);
        store().write("spotify", kind, null, stored(B, 1, "new"));
        assertThat(text(reopened(), "spotify", kind)).isEqualTo("b1 new");
    }

    @Test
    void clear_oneKind_leavesTheOthers() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().write("spotify", RecordKind.INTENT, null, stored(A, 1, "intent"));

        store().clear("spotify", RecordKind.INTENT, version(A, 1));

        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a1 grant");
    }

    @Test
    void remove_client_forgetsAllKindsForGoodAndFencesLateWrites() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().write("spotify", RecordKind.SET_ASIDE, null, stored(A, 1, "old"));
        store().write("tado", RecordKind.GRANT, null, stored(B, 1, "other"));

        store().remove("spotify");
        store().remove("unknown");

        assertThat(store().list()).containsExactly("tado");
        assertThat(reopened().list()).containsExactly("tado");
        assertThat(text(store(), "spotify", RecordKind.SET_ASIDE)).isEqualTo("none");
        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "late")))
                .isInstanceOf(StaleVersionException.class);
        assertThat(store().list()).containsExactly("tado");
    }

    @Test
    void remove_diskRefuses_nothingIsReadUntilTheNextCallHasFinishedIt() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().write("tado", RecordKind.GRANT, null, stored(B, 1, "other"));
        var told = new ArrayList<String>();
        store().watch((client, kind) -> told.add(client + " " + kind));
        diskRefuses(true);

        assertThatThrownBy(() -> store().remove("spotify")).isInstanceOf(IOException.class);
        for (var kind : RecordKind.values()) {
            assertThatThrownBy(() -> store().read("spotify", kind)).isInstanceOf(IOException.class);
        }
        for (var seen : new RecordVersion[] {null, version(A, 1)}) {
            assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, seen, stored(A, 2, "late")))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(StaleVersionException.class);
        }
        assertThatThrownBy(() -> store().clear("spotify", RecordKind.GRANT, version(A, 1)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StaleVersionException.class);
        assertThat(store().list()).containsExactlyInAnyOrder("spotify", "tado");
        assertThat(text(store(), "tado", RecordKind.GRANT)).isEqualTo("b1 other");
        assertThat(told).isEmpty();

        diskRefuses(false);
        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("none");
        assertThat(told).hasSize(RecordKind.values().length).allMatch(what -> what.startsWith("spotify "));
        assertThat(reopened().list()).containsExactly("tado");
    }

    @Test
    void remove_diskRefusesThenSomethingIsWritten_onlyTheNewStays() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().write("spotify", RecordKind.SET_ASIDE, null, stored(A, 1, "old"));
        diskRefuses(true);
        assertThatThrownBy(() -> store().remove("spotify")).isInstanceOf(IOException.class);
        diskRefuses(false);

        assertThatThrownBy(() -> store().write("spotify", RecordKind.GRANT, version(A, 1), stored(A, 2, "late")))
                .isInstanceOf(StaleVersionException.class);
        store().write("spotify", RecordKind.GRANT, null, stored(B, 1, "new"));

        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("b1 new");
        assertThat(text(store(), "spotify", RecordKind.SET_ASIDE)).isEqualTo("none");
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("b1 new");
        assertThat(text(store(), "spotify", RecordKind.SET_ASIDE)).isEqualTo("none");
    }

    @Test
    void remove_dueWhenAWriteFindsItStale_isToldAllTheSame() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        diskRefuses(true);
        assertThatThrownBy(() -> store().remove("spotify")).isInstanceOf(IOException.class);
        diskRefuses(false);
        var told = new ArrayList<RecordKind>();
        store().watch((client, kind) -> told.add(kind));

        assertThatThrownBy(() -> store().clear("spotify", RecordKind.GRANT, version(A, 1)))
                .isInstanceOf(StaleVersionException.class);

        assertThat(told).containsExactly(RecordKind.values());
    }

    @Test
    void write_recordOfAnySize_isKeptBesideTheOthers() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().write("spotify", RecordKind.TICKET, null, stored(A, 1, "ticket"));

        for (int generation = 2, size = 1000; size < 300_000; generation++, size *= 3) {
            store().write(
                            "spotify",
                            RecordKind.GRANT,
                            version(A, generation - 1),
                            stored(A, generation, "x".repeat(size)));
            assertThat(text(store(), "spotify", RecordKind.GRANT)).hasSize(size + 3);
            assertThat(text(reopened(), "spotify", RecordKind.GRANT)).hasSize(size + 3);
            assertThat(text(store(), "spotify", RecordKind.TICKET)).isEqualTo("a1 ticket");
        }
        assertThat(store().id()).isEqualTo(reopened().id()).matches("[0-9a-f]{32}");
    }

    @Test
    void watch_changes_areToldInOrderUntilClosed() throws IOException {
        var told = new ArrayList<String>();
        var watch = store().watch((client, kind) -> told.add(client + " " + kind));

        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().clear("spotify", RecordKind.GRANT, version(A, 1));
        assertThatThrownBy(() -> store().clear("spotify", RecordKind.GRANT, version(A, 1)))
                .isInstanceOf(StaleVersionException.class);
        store().remove("spotify");
        watch.close();
        store().write("spotify", RecordKind.GRANT, null, stored(B, 1, "unseen"));

        assertThat(told)
                .containsExactly(
                        "spotify GRANT",
                        "spotify GRANT",
                        "spotify GRANT",
                        "spotify INTENT",
                        "spotify TICKET",
                        "spotify SET_ASIDE",
                        "spotify PENDING",
                        "spotify METADATA",
                        "spotify SECRETS");
    }

    @Test
    void watch_watcherThatReadsAndWrites_isNotLockedOut() throws IOException {
        var store = store();
        var seen = new ArrayList<String>();
        store.watch((client, kind) -> {
            try {
                seen.add(kind + " " + text(store, client, kind));
                if (kind == RecordKind.GRANT) {
                    store.write(client, RecordKind.INTENT, null, stored(A, 1, "by the watcher"));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        store.write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));

        assertThat(seen).containsExactly("GRANT a1 grant", "INTENT a1 by the watcher");
    }

    private static byte[] upper(StoredRecord record) {
        return new String(record.sealed(), UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
    }

    @Test
    void reseal_everyKind_changesTheBytesAndNothingElse() throws IOException {
        for (var kind : RecordKind.values()) {
            store().write("spotify", kind, null, stored(A, 1, "first"));
            store().write("spotify", kind, version(A, 1), stored(B, 2, "second"));
        }
        store().clear("spotify", RecordKind.TICKET, version(B, 2));
        store().write("tado", RecordKind.GRANT, null, stored(A, 1, "other"));
        var told = new ArrayList<String>();
        store().watch((client, kind) -> told.add(client));

        store().reseal("spotify", (kind, record) -> upper(record));
        store().reseal("nobody", (kind, record) -> upper(record));

        assertThat(told).isEmpty();
        assertThat(store().list()).containsExactlyInAnyOrder("spotify", "tado");
        reopened();
        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("b2 SECOND");
        assertThat(text(store(), "spotify", RecordKind.INTENT)).isEqualTo("b2 SECOND");
        assertThat(text(store(), "spotify", RecordKind.SET_ASIDE)).isEqualTo("b2 SECOND");
        assertThat(text(store(), "spotify", RecordKind.TICKET)).isEqualTo("none");
        assertThat(text(store(), "tado", RecordKind.GRANT)).isEqualTo("a1 other");
        store().write("spotify", RecordKind.GRANT, version(B, 2), stored(B, 3, "third"));
        store().write("spotify", RecordKind.TICKET, null, stored(A, 1, "again"));
    }

    @Test
    void reseal_oneRecordRefused_changesNone() throws IOException {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "grant"));
        store().write("spotify", RecordKind.SET_ASIDE, null, stored(A, 1, "aside"));

        assertThatThrownBy(() -> store().reseal("spotify", (kind, record) -> {
                    if (kind == RecordKind.SET_ASIDE) {
                        throw new IOException("no");
                    }
                    return upper(record);
                }))
                .hasMessage("no");

        assertThat(text(store(), "spotify", RecordKind.GRANT)).isEqualTo("a1 grant");
        assertThat(text(reopened(), "spotify", RecordKind.GRANT)).isEqualTo("a1 grant");
    }

    @Test
    void reseal_whileOthersWrite_losesNoWrite() throws Exception {
        store().write("spotify", RecordKind.GRANT, null, stored(A, 1, "x"));

        inParallel(2, number -> {
            for (int generation = 2; generation <= 200; generation++) {
                if (number == 0) {
                    store().write("spotify", RecordKind.GRANT, version(A, generation - 1), stored(A, generation, "x"));
                } else {
                    store().reseal("spotify", (kind, record) -> upper(record));
                }
            }
        });

        assertThat(reopened().read("spotify", RecordKind.GRANT).orElseThrow().version())
                .isEqualTo(version(A, 200));
    }

    @Test
    void write_manyThreadsReplacingTheSameVersion_oneWins() throws Exception {
        var store = store();
        for (int round = 0; round < 50; round++) {
            var client = "c" + round;
            store.write(client, RecordKind.GRANT, null, stored(A, 1, "first"));
            var won = new AtomicInteger();
            inParallel(3, number -> {
                try {
                    store.write(client, RecordKind.GRANT, version(A, 1), stored(B, 2, "by " + number));
                    won.incrementAndGet();
                } catch (StaleVersionException e) {
                    // The others must lose.
                }
            });
            assertThat(won).hasValue(1);
        }
    }

    public interface Task {
        void run(int number) throws Exception;
    }

    public static void inParallel(int count, Task task) throws Exception {
        var barrier = new CyclicBarrier(count);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            var number = i;
            threads.add(new Thread(() -> {
                try {
                    barrier.await();
                    task.run(number);
                } catch (Exception e) {
                    failures.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
