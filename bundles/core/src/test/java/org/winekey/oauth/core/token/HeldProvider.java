// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.winekey.oauth.core.seam.HttpTransport;

/**
 * A token endpoint that rotates, knows which refresh token lives, and answers when the test says so: one request at a
 * time, or it complains. Thread-safe.
 */
final class HeldProvider implements HttpTransport {

    private final Semaphore arrived = new Semaphore(0);
    private CompletableFuture<Outcome> waiting; // guarded by this
    private int posts; // guarded by this
    private int issued; // guarded by this
    private boolean offended; // guarded by this

    @Override
    public synchronized CompletableFuture<Outcome> send(Call call) {
        offended |= waiting != null && !waiting.isDone();
        offended |= !new String(call.body(), UTF_8).contains("refresh_token=refresh-" + issued + "&");
        posts++;
        waiting = new CompletableFuture<>();
        arrived.release();
        return waiting;
    }

    /** Waits until a request has arrived. */
    void awaitPost() throws InterruptedException {
        if (!arrived.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new AssertionError("no request came");
        }
    }

    /** Answers with the next pair. */
    void answer() {
        String pair;
        synchronized (this) {
            issued++;
            pair = "{\"access_token\":\"access-" + issued + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                    + "\"refresh_token\":\"refresh-" + issued + "\"}";
        }
        answer(200, pair);
    }

    void answer(int status, String json) {
        pending()
                .complete(new Answered(
                        status, Map.of("content-type", List.of("application/json")), json.getBytes(UTF_8)));
    }

    private synchronized CompletableFuture<Outcome> pending() {
        return waiting;
    }

    synchronized int posts() {
        return posts;
    }

    /** Whether two requests were out at a time, or a refresh token was sent that is not the living one. */
    synchronized boolean offended() {
        return offended;
    }
}
