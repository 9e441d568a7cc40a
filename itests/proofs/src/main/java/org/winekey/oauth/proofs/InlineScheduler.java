// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.winekey.oauth.core.seam.Scheduler;

/** Tasks run on the thread that brings them, so that the only threads are those of the model checker; no time passes. */
public final class InlineScheduler implements Scheduler {

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
        try {
            return Optional.ofNullable(future.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
