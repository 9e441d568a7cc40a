// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.crash.HastyStore;
import org.winekey.oauth.crash.WeakStoreIo;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StoredRecord;
import org.winekey.oauth.spi.TokenStore;

/** The planted defects: wrappers around the real parts. Without a bug each method gives back what it was given. */
final class Planted {

    private Planted() {}

    static StoreIo disk(Bug bug, Disk disk) {
        return switch (bug) {
            case NO_FLUSH -> WeakStoreIo.over(disk, Weakness.NO_FORCE);
            case NO_READ_BACK -> WeakStoreIo.over(disk, Weakness.NO_READ_BACK);
            default -> disk;
        };
    }

    static TokenStore store(Bug bug, TokenStore store, FileTokenStore file) {
        return switch (bug) {
            case PUBLISH_BEFORE_WRITE -> HastyStore.over(store, Weakness.PUBLISH_BEFORE_WRITE);
            case INTENT_NOT_DURABLE -> new ForgetfulStore(store);
            case FENCE_IGNORED -> new OpenGateStore(store);
            case OLDER_RECORD_READ -> new OldStore(store, file);
            default -> store;
        };
    }

    static HttpTransport transport(Bug bug, HttpTransport network, World world) {
        return switch (bug) {
            case REQUEST_SENT_AGAIN -> call -> network.send(call).thenCompose(outcome -> again(network, call, outcome));
            case DEATH_BY_SERVER_ERROR -> call -> network.send(call).thenApply(Planted::deadly);
            case RETRY_AFTER_IN_MILLISECONDS -> call -> network.send(call).thenApply(Planted::hurried);
            case NOTHING_SALVAGED -> call -> network.send(call).thenApply(Planted::emptied);
            default -> network;
        };
    }

    private static CompletableFuture<Outcome> again(HttpTransport network, HttpTransport.Call call, Outcome outcome) {
        return outcome instanceof Failed failed && failed.fault() == HttpTransport.Fault.CUT
                ? network.send(call)
                : CompletableFuture.completedFuture(outcome);
    }

    private static Outcome deadly(Outcome outcome) {
        return outcome instanceof Answered answer
                        && answer.status() == 500
                        && new String(answer.body(), UTF_8).contains("invalid_grant")
                ? new Answered(400, answer.headers(), answer.body())
                : outcome;
    }

    private static Outcome hurried(Outcome outcome) {
        if (outcome instanceof Answered answer
                && answer.header("retry-after").orElse("").matches("[0-9]{1,9}")) {
            var headers = new HashMap<>(answer.headers());
            var seconds = Long.parseLong(answer.header("retry-after").orElse("0"));
            headers.put("retry-after", List.of(Long.toString(seconds / 1000)));
            return new Answered(answer.status(), headers, answer.body());
        }
        return outcome;
    }

    private static Outcome emptied(Outcome outcome) {
        if (outcome instanceof Answered answer
                && answer.status() == 200
                && !new String(answer.body(), UTF_8).contains("\"access_token\"")) {
            return new Answered(200, answer.headers(), new byte[0]);
        }
        return outcome;
    }

    static Time time(Bug bug, Time time, World world) {
        return bug != Bug.MONOTONIC_CLOCK_JUMPS
                ? time
                : new Time() {
                    @Override
                    public Instant now() {
                        return time.now();
                    }

                    @Override
                    public long nanos() {
                        return time.nanos() + world.stage().error().toNanos();
                    }
                };
    }

    static Scheduler scheduler(Bug bug, Scheduler scheduler) {
        return bug == Bug.TIMERS_LOST ? new LosingScheduler(scheduler) : scheduler;
    }

    /** Keeps intents in memory. */
    private static final class ForgetfulStore extends OrderedStore {
        private final Map<String, StoredRecord> intents = new HashMap<>();

        private ForgetfulStore(TokenStore store) {
            super(store);
        }

        @Override
        public Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
            return kind == RecordKind.INTENT ? Optional.ofNullable(intents.get(client)) : super.read(client, kind);
        }

        @Override
        public void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
                throws IOException {
            if (kind == RecordKind.INTENT) {
                intents.put(client, next);
            } else {
                super.write(client, kind, replaces, next);
            }
        }
    }

    /** Writes whatever was there meanwhile. */
    private static final class OpenGateStore extends OrderedStore {

        private OpenGateStore(TokenStore store) {
            super(store);
        }

        @Override
        public void write(String client, RecordKind kind, @Nullable RecordVersion replaces, StoredRecord next)
                throws IOException {
            var newest = read(client, kind).map(StoredRecord::version).orElse(null);
            if (newest == null || newest.generation() < next.version().generation()) {
                super.write(client, kind, newest, next);
            } else {
                super.clear(client, kind, newest);
                super.write(client, kind, null, next);
            }
        }
    }

    /** Reads the grant before the newest, if there is one, at the first look. */
    private static final class OldStore extends OrderedStore {
        private final FileTokenStore file;
        private final Map<String, Integer> reads = new HashMap<>();

        private OldStore(TokenStore store, FileTokenStore file) {
            super(store);
            this.file = file;
        }

        @Override
        public Optional<StoredRecord> read(String client, RecordKind kind) throws IOException {
            var all = kind == RecordKind.GRANT ? file.history(client, kind) : List.<StoredRecord>of();
            return all.size() > 1 && reads.merge(client, 1, Integer::sum) == 1
                    ? Optional.of(all.get(1))
                    : super.read(client, kind);
        }
    }

    /** Every 500th timer never rings, whatever it is for. */
    private static final class LosingScheduler implements Scheduler {
        private final Scheduler scheduler;
        private int planned;

        private LosingScheduler(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public void execute(Runnable task) {
            scheduler.execute(task);
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            return ++planned % 500 == 0 ? () -> {} : scheduler.after(delay, task);
        }

        @Override
        public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
            return scheduler.await(future, atMost);
        }
    }
}
