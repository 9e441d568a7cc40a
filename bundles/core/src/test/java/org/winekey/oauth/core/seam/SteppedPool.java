// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Real threads in simulated time: tasks run on the pool of the product, and what is planned falls due when the test lets
 * time pass. Waiting is in real time. Thread-safe.
 */
public final class SteppedPool implements Scheduler, Closeable {

    private record Planned(long at, Runnable task) {}

    private final SimulatedTime time;
    private final PoolScheduler pool;
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::at)); // guarded by this

    public SteppedPool(SimulatedTime time, int threads) {
        this.time = time;
        this.pool = new PoolScheduler("stepped", threads);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        var entry = new Planned(time.nanos() + Math.max(0, delay.toNanos()), task);
        synchronized (this) {
            planned.add(entry);
        }
        runDue();
        return () -> {
            synchronized (this) {
                planned.remove(entry);
            }
        };
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
        return pool.await(future, atMost);
    }

    /** Lets time pass in one leap; what falls due is given to the threads. */
    public void pass(Duration span) {
        time.pass(span);
        runDue();
    }

    private void runDue() {
        due().forEach(due -> pool.execute(due.task()));
    }

    private synchronized List<Planned> due() {
        var due = new ArrayList<Planned>();
        while (!planned.isEmpty() && planned.peek().at() <= time.nanos()) {
            due.add(planned.poll());
        }
        return due;
    }

    @Override
    public void close() {
        pool.close();
    }
}
