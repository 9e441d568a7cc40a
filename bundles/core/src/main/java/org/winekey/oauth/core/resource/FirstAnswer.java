// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.CappedBody;
import org.winekey.oauth.core.seam.CappedBodySubscriber;

/** The body of the first answer: in the hands of the caller, or held back because another answer may take its place. */
sealed interface FirstAnswer<T> {

    /** Most of a body that is held back; what is beyond is cut off. */
    int MOST = 64 * 1024;

    /** The caller's handler has seen it. */
    record Delivered<T>(@Nullable T body) implements FirstAnswer<T> {}

    /** The caller's handler knows nothing of it. */
    record HeldBack<T>(ResponseInfo info, CappedBody bytes) implements FirstAnswer<T> {

        /** Hands it over, because it stays the only answer. */
        CompletionStage<T> deliver(BodyHandler<T> handler) {
            var subscriber = handler.apply(info);
            subscriber.onSubscribe(new Once(subscriber, bytes.bytes()));
            return subscriber.getBody();
        }
    }

    /** Takes the answers for which that holds away from the caller's handler. */
    static <T> BodyHandler<FirstAnswer<T>> handler(BodyHandler<T> callers, Predicate<ResponseInfo> holdBack) {
        return info -> holdBack.test(info)
                ? BodySubscribers.mapping(new CappedBodySubscriber(MOST), bytes -> new HeldBack<>(info, bytes))
                : delivering(callers.apply(info));
    }

    private static <T> BodySubscriber<FirstAnswer<T>> delivering(BodySubscriber<T> callers) {
        return BodySubscribers.mapping(callers, Delivered::new);
    }

    /** Gives all bytes in one piece when they are asked for. */
    final class Once implements Subscription {

        private final BodySubscriber<?> subscriber;
        private final byte[] bytes;
        private final AtomicBoolean over = new AtomicBoolean();

        Once(BodySubscriber<?> subscriber, byte[] bytes) {
            this.subscriber = subscriber;
            this.bytes = bytes;
        }

        @Override
        public void request(long count) {
            if (over.compareAndSet(false, true)) {
                if (bytes.length > 0) {
                    subscriber.onNext(List.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
                }
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            over.set(true);
        }
    }
}
