// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A request body of which a copy is kept while it is sent, so that it can be sent again wherever it came from: asking its
 * publisher a second time may bring nothing, or something else. Only small ones are kept.
 */
final class KeptBody implements BodyPublisher {

    /** Larger bodies are not kept. */
    static final int MOST = 64 * 1024;

    private final BodyPublisher original;
    private volatile @Nullable Copy copy;

    KeptBody(BodyPublisher original) {
        this.original = original;
    }

    @Override
    public long contentLength() {
        return original.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        if (contentLength() > MOST) {
            original.subscribe(subscriber);
            return;
        }
        var fresh = new Copy(subscriber);
        copy = fresh;
        original.subscribe(fresh);
    }

    /** The same bytes once more (empty: they are too many, or have not all gone out yet). */
    Optional<BodyPublisher> again() {
        if (contentLength() == 0) {
            return Optional.of(BodyPublishers.noBody());
        }
        var kept = copy;
        return kept == null ? Optional.empty() : kept.whole().map(BodyPublishers::ofByteArray);
    }

    /** Copies what passes. */
    private static final class Copy implements Subscriber<ByteBuffer> {

        private final Subscriber<? super ByteBuffer> onwards;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        private boolean tooLarge;
        private volatile boolean complete;

        Copy(Subscriber<? super ByteBuffer> onwards) {
            this.onwards = onwards;
        }

        Optional<byte[]> whole() {
            return complete && !tooLarge ? Optional.of(bytes.toByteArray()) : Optional.empty();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            onwards.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            keep(buffer.duplicate());
            onwards.onNext(buffer);
        }

        private void keep(ByteBuffer buffer) {
            tooLarge |= bytes.size() + buffer.remaining() > MOST;
            if (tooLarge) {
                bytes.reset();
                return;
            }
            var part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, part.length);
        }

        @Override
        public void onError(Throwable trouble) {
            onwards.onError(trouble);
        }

        @Override
        public void onComplete() {
            complete = true;
            onwards.onComplete();
        }
    }
}
