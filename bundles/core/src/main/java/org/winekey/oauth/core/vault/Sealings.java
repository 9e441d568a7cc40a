// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The writes that are under way, counted by the key that they seal with. Thread-safe. */
final class Sealings {

    private final Map<String, Integer> running = new HashMap<>(); // guarded by this
    private final List<Waiting> waiting = new ArrayList<>(); // guarded by this

    private record Waiting(String keyId, CompletableFuture<Boolean> done) {}

    /** Where the current key is found out. */
    interface Current {
        String keyId() throws IOException;
    }

    /** Begins a write with the current key; asking and counting are one step, so no write is overlooked. */
    synchronized String begin(Current current) throws IOException {
        var keyId = current.keyId();
        running.merge(keyId, 1, Integer::sum);
        return keyId;
    }

    /** Ends what was begun. */
    void end(String keyId) {
        settle(keyId).forEach(done -> done.complete(true));
    }

    private synchronized List<CompletableFuture<Boolean>> settle(String keyId) {
        running.computeIfPresent(keyId, (id, count) -> count > 1 ? count - 1 : null);
        if (waiting.isEmpty()) {
            return List.of();
        }
        var settled = waiting.stream().filter(one -> onlyWith(one.keyId)).toList();
        waiting.removeAll(settled);
        return settled.stream().map(Waiting::done).toList();
    }

    /** Done as soon as no write is under way that was begun with another key. */
    synchronized CompletableFuture<Boolean> only(String keyId) {
        if (onlyWith(keyId)) {
            return CompletableFuture.completedFuture(true);
        }
        var one = new Waiting(keyId, new CompletableFuture<>());
        waiting.add(one);
        return one.done;
    }

    private boolean onlyWith(String keyId) {
        return running.keySet().stream().allMatch(keyId::equals);
    }
}
