// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what may hang at the name of a host: on one thread for each host at most, so that a name whose servers never answer
 * holds up nobody else. When as many names hang as there may be threads, what is about a further one fails at once. Threads
 * end when they are idle. Thread-safe.
 */
public final class HostThreads implements AutoCloseable {

    /** More names than any house has providers that hang at the same time. */
    static final int MOST = 32;

    private static final long IDLE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(HostThreads.class);

    private final ThreadPoolExecutor threads;
    private final Map<String, Queue<Runnable>> waiting =
            new HashMap<>(); // guarded by this; a key while a thread is at it

    /** No thread yet; those to come are named {@code name-1}, {@code name-2} and so on. */
    public HostThreads(String name) {
        var count = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs a task, after the earlier ones about this host.
     *
     * @throws RejectedExecutionException after {@link #close()}, or when too many other hosts hang
     */
    void execute(String host, Runnable task) {
        synchronized (this) {
            var queue = waiting.get(host);
            if (queue != null) {
                queue.add(task);
                return;
            }
            threads.execute(() -> work(host, task));
            waiting.put(host, new ArrayDeque<>());
        }
    }

    private void work(String host, Runnable first) {
        for (var task = first; task != null; task = next(host)) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A task about {} ended by a fault of ours", host, e);
            }
        }
    }

    private synchronized @Nullable Runnable next(String host) {
        var queue = waiting.get(host);
        var task = queue == null ? null : queue.poll();
        if (task == null) {
            waiting.remove(host);
        }
        return task;
    }

    /** Ends the threads; one that hangs ends when its name does. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
