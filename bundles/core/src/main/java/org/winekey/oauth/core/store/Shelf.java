// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.winekey.oauth.spi.RecordKind;

/**
 * One client's file with its lock, and the changes of it that were not told yet, in their order. A removal that failed is
 * finished before anything else is done. Thread-safe.
 */
final class Shelf {

    private final ReentrantLock lock = new ReentrantLock();
    private final SlotFile file;
    private final ConcurrentLinkedQueue<RecordKind> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger telling = new AtomicInteger();

    Shelf(SlotFile file) {
        this.file = file;
    }

    /** Runs alone on this client's file. */
    <T> T with(Use<T> use) throws IOException {
        lock.lock();
        try {
            finishRemoval();
            return use.of(file);
        } finally {
            lock.unlock();
        }
    }

    /** What is known of the file without touching the disk. */
    <T> T peek(Function<SlotFile, T> look) {
        lock.lock();
        try {
            return look.apply(file);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the file and notes what to tell; the order of notes is the order of changes. */
    void change(RecordKind kind, Change change) throws IOException {
        lock.lock();
        try {
            finishRemoval();
            change.of(file);
            untold.add(kind);
        } finally {
            lock.unlock();
        }
    }

    /** Flushes what was never flushed. */
    void settle() throws IOException {
        with(file -> {
            file.settle();
            return file;
        });
    }

    /** Removes the file; when that fails, every later use tries it first. */
    void remove() throws IOException {
        lock.lock();
        try {
            file.remove();
            noteRemoval();
        } finally {
            lock.unlock();
        }
    }

    /** Tries a removal that failed once more. */
    void finishRemoval() throws IOException {
        lock.lock();
        try {
            if (file.removing()) {
                file.finishRemoval();
                noteRemoval();
            }
        } finally {
            lock.unlock();
        }
    }

    private void noteRemoval() {
        untold.addAll(List.of(RecordKind.values()));
    }

    /** Tells what was noted. When another thread is telling, or this one further up, that one goes on with it. */
    void tell(Consumer<RecordKind> watchers) {
        if (untold.isEmpty() || telling.getAndIncrement() != 0) {
            return;
        }
        var seen = 1;
        try {
            while (seen != 0) {
                for (var kind = untold.poll(); kind != null; kind = untold.poll()) {
                    watchers.accept(kind);
                }
                seen = telling.addAndGet(-seen);
            }
        } finally {
            if (seen != 0) {
                // Guards against a gate left shut by an error.
                telling.set(0);
            }
        }
    }

    /** Something done with the file. */
    interface Use<T> {
        T of(SlotFile file) throws IOException;
    }

    /** Something changed in the file. */
    interface Change {
        void of(SlotFile file) throws IOException;
    }
}
