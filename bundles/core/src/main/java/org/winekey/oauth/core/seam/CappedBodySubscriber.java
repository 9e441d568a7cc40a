// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads up to the cap and then hangs up, whatever length was announced. Called by one thread at a time. */
public final class CappedBodySubscriber implements BodySubscriber<CappedBody> {

    private final int cap;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream(1024);
    private final CompletableFuture<CappedBody> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    /** Reads at most that many bytes. */
    public CappedBodySubscriber(int cap) {
        this.cap = cap;
    }

    @Override
    public CompletionStage<CappedBody> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription fresh) {
        subscription = fresh;
        fresh.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            take(buffer);
        }
    }

    private void take(ByteBuffer buffer) {
        var room = cap - read.size();
        var bytes = new byte[Math.min(room, buffer.remaining())];
        buffer.get(bytes);
        read.write(bytes, 0, bytes.length);
        if (buffer.hasRemaining() && subscription != null) {
            body.complete(new CappedBody(read.toByteArray(), false));
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable trouble) {
        body.completeExceptionally(trouble);
    }

    @Override
    public void onComplete() {
        body.complete(new CappedBody(read.toByteArray(), true));
    }
}
