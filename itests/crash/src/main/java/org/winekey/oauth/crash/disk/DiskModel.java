// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.disk;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;

/**
 * {@code disk-model}: random lives of a store on a disk in memory; at every change of that disk, how it may be found after
 * a kill or a power cut. {@code -Dcrash.seed=N} leads one life alone.
 */
public final class DiskModel implements Programme {

    private static final int QUICK = 110_000;
    private static final int FULL = 10_000_000;
    private static final int WEAKENED = 5_000;
    private static final int THREADS = 2;

    @Override
    public String name() {
        return "disk-model";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(
                Weakness.NO_FORCE, Weakness.NO_DIRECTORY_FORCE, Weakness.NO_READ_BACK, Weakness.PUBLISH_BEFORE_WRITE);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws Exception {
        var one = Long.getLong("crash.seed");
        var states = one != null ? 1 : weakness == Weakness.NONE ? scale.of(QUICK, FULL) : WEAKENED;
        var lives = new Lives(weakness, states, one == null ? 1 : one);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            lives.lead(threads, one == null ? THREADS : 1);
        } finally {
            threads.shutdownNow();
        }
        return lives.outcome();
    }

    /** Seeds, one after another, until enough states were seen. Thread-safe. */
    private static final class Lives {
        private final Weakness weakness;
        private final long enough;
        private final AtomicLong next;
        private final AtomicLong led = new AtomicLong();
        private final AtomicLong states = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();
        private final Queue<String> losses = new ConcurrentLinkedQueue<>();

        private Lives(Weakness weakness, long enough, long first) {
            this.weakness = weakness;
            this.enough = enough;
            this.next = new AtomicLong(first);
        }

        private void lead(ExecutorService threads, int count) throws Exception {
            Callable<Lives> thread = this::leadSome;
            for (var done :
                    threads.invokeAll(Stream.generate(() -> thread).limit(count).toList())) {
                done.get();
            }
        }

        private Lives leadSome() {
            while (states.get() < enough) {
                var number = next.getAndIncrement();
                var seed = new Seed(number, weakness);
                seed.run();
                led.incrementAndGet();
                states.addAndGet(seed.states());
                lost.addAndGet(seed.lost());
                seed.firstLoss().ifPresent(what -> losses.add("seed " + number + ": " + what));
            }
            return this;
        }

        private Outcome outcome() {
            var firstLoss = losses.stream().findFirst().map(loss -> "; " + loss).orElse("");
            return new Outcome(states.get(), lost.get(), led + " lives" + firstLoss);
        }
    }
}
