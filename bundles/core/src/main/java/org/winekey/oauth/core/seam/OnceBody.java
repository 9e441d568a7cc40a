// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request body that can be taken once. Guards against the JDK sending a POST again, which a system property allows it,
 * and knows whether the body left: the JDK asks for it only when connection and TLS stand. Thread-safe.
 */
final class OnceBody implements BodyPublisher {

    private final BodyPublisher bytes;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean handedOver;

    OnceBody(byte[] bytes) {
        this.bytes = BodyPublishers.ofByteArray(bytes);
    }

    /** The request is given to the JDK. */
    void handOver() {
        handedOver = true;
    }

    /** Whether the body left; without one there is nothing to observe, so from the beginning on. */
    boolean mayHaveBeenSent() {
        return taken.get() || (handedOver && isUnobserved());
    }

    /** Whether the JDK never asks for it: then only the kind of a fault tells whether the request left. */
    boolean isUnobserved() {
        return contentLength() == 0;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        if (taken.compareAndSet(false, true)) {
            bytes.subscribe(subscriber);
            return;
        }
        subscriber.onSubscribe(new Nothing());
        subscriber.onError(new IOException("the body was sent before"));
    }

    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
