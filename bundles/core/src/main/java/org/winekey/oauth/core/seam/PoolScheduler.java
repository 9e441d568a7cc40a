// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small pool of named daemon threads; planned tasks need no thread while they wait. Thread-safe. */
public final class PoolScheduler implements Scheduler, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolScheduler.class);

    private final ScheduledThreadPoolExecutor pool;

    /** Starts a pool of at most that many threads, named {@code name-1}, {@code name-2} and so on. */
    public PoolScheduler(String name, int threads) {
        pool = new ScheduledThreadPoolExecutor(threads, named(name));
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(guarded(task));
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        try {
            var planned = pool.schedule(guarded(task), saturated(delay), TimeUnit.NANOSECONDS);
            return () -> cancel(planned);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Nothing is planned after the pool was closed");
            return () -> {};
        }
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
        try {
            return Optional.ofNullable(future.get(saturated(atMost), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | CancellationException e) {
            throw new CompletionException(e instanceof ExecutionException ? e.getCause() : e);
        }
    }

    /** Ends the threads: what is planned does not start, what runs is interrupted. */
    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static void cancel(Future<?> planned) {
        planned.cancel(false);
    }

    private static long saturated(Duration delay) {
        return TimeUnit.NANOSECONDS.convert(delay);
    }

    private static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A background task ended with {} at {}", e.getClass().getName(), place(e));
            }
        };
    }

    // Messages of foreign exceptions may quote what was parsed; the class and the place do not.
    private static String place(Throwable thrown) {
        var trace = thrown.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
