// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Many worlds, one for each seed, on two threads. */
final class Campaign {

    private static final int THREADS = 2;

    private final Bug bug;
    private final int daysEach;
    private final long until;
    private final int printEvery;
    private final AtomicLong next;
    private final Tally all = new Tally();
    private long worlds;

    /** The seeds from the first one on, so many of them. */
    Campaign(Bug bug, int daysEach, long first, long count, int printEvery) {
        this.bug = bug;
        this.daysEach = daysEach;
        this.next = new AtomicLong(first);
        this.until = first + count;
        this.printEvery = printEvery;
    }

    Tally run() throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            run(threads);
        } finally {
            threads.shutdownNow();
        }
        return all;
    }

    private void run(ExecutorService threads) throws Exception {
        Callable<Boolean> thread = this::liveSome;
        for (var done :
                threads.invokeAll(Stream.generate(() -> thread).limit(THREADS).toList())) {
            done.get();
        }
    }

    private boolean liveSome() {
        for (var seed = next.getAndIncrement(); seed < until; seed = next.getAndIncrement()) {
            add(lived(seed));
        }
        return true;
    }

    private Tally lived(long seed) {
        try {
            return new World(seed, bug).live(daysEach);
        } catch (RuntimeException e) {
            throw new IllegalStateException("seed " + seed, e);
        }
    }

    private synchronized void add(Tally one) {
        all.add(one);
        worlds++;
        if (printEvery > 0) {
            one.firstViolations.forEach(System.out::println);
            if (worlds % printEvery == 0) {
                System.out.println(Report.line(all));
            }
        }
    }
}
