// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.resource.FirstAnswer.Delivered;
import org.winekey.oauth.core.resource.FirstAnswer.HeldBack;
import org.winekey.oauth.core.seam.Hosts;
import org.winekey.oauth.core.seam.RefusedAddressException;
import org.winekey.oauth.core.seam.SharedHttpClient.Wire;
import org.winekey.oauth.core.seam.UnresolvedNameException;

/**
 * One request of a bundle: a token, the request with it, and after a 401 once more with the token that came of telling.
 * Holds no thread while it waits.
 */
final class Exchange<T> {

    /**
     * What is sent, copied when it is checked, so that nothing can differ afterwards.
     *
     * @param callers the request as the caller made it
     * @param copy the same, with our own hands
     * @param body its body (null: it has none)
     * @param place where the token goes
     */
    record Request(
            HttpRequest callers, HttpRequest copy, @Nullable KeptBody body, TokenPlace place) {

        /**
         * The request, if it can carry a token.
         *
         * @throws IllegalArgumentException when it carries the header of the token already
         */
        static Request of(HttpRequest callers, TokenPlace place) {
            var copy = HttpRequest.newBuilder(callers, (name, value) -> true).build();
            if (copy.headers().firstValue(place.header()).isPresent()) {
                throw new IllegalArgumentException("the request has a header " + place.header()
                        + " of its own; this client adds the one that is needed");
            }
            return new Request(
                    callers, copy, copy.bodyPublisher().map(KeptBody::new).orElse(null), place);
        }

        URI uri() {
            return copy.uri();
        }

        /** The request with this token and, if it has one, this body. */
        HttpRequest with(AccessToken token, @Nullable BodyPublisher publisher) {
            var builder = HttpRequest.newBuilder(copy, (name, value) -> true);
            place.put(copy, token, builder);
            if (publisher != null) {
                builder.method(copy.method(), publisher);
            }
            if ("http".equalsIgnoreCase(copy.uri().getScheme())) {
                // Guards against the JDK's offer to upgrade, which some servers stumble over.
                builder.version(HttpClient.Version.HTTP_1_1);
            }
            return builder.build();
        }

        /** The body to send a second time (empty: it cannot be sent again). */
        Optional<BodyPublisher> bodyAgain() {
            return body == null ? Optional.of(BodyPublishers.noBody()) : body.again();
        }

        @Override
        public String toString() {
            return copy.method();
        }
    }

    private final OAuthClient client;
    private final Request request;
    private final BodyHandler<T> handler;
    private final Runnable gate;
    private final Wire wire;
    private final CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> running;

    /**
     * Not started yet.
     *
     * @param gate throws when the token may not be sent; asked whenever it is about to be
     */
    Exchange(OAuthClient client, Request request, BodyHandler<T> handler, Runnable gate, Wire wire) {
        this.client = client;
        this.request = request;
        this.handler = handler;
        this.gate = gate;
        this.wire = wire;
    }

    /** Ends with the answer, or with what went wrong; who cancels it cancels the request. */
    CompletableFuture<HttpResponse<T>> result() {
        return result;
    }

    void start() {
        var unused = result.whenComplete((reply, trouble) -> cancelRunning());
        withToken(granted -> first(granted.token()), this::fail);
    }

    /** The service ends. */
    void abandon() {
        result.completeExceptionally(closing());
    }

    static OAuthException closing() {
        return new OAuthException.Unavailable("the service is shutting down", Optional.empty());
    }

    private void first(AccessToken token) {
        BodyHandler<FirstAnswer<T>> first = FirstAnswer.handler(handler, this::worthAnotherTry);
        send(request.with(token, request.body()), first, answer -> answered(answer, token));
    }

    private boolean worthAnotherTry(ResponseInfo info) {
        return Challenge.rejectsToken(info.statusCode(), info.headers())
                && request.bodyAgain().isPresent();
    }

    private void answered(HttpResponse<FirstAnswer<T>> answer, AccessToken token) {
        tell(answer, token);
        if (answer.body() instanceof HeldBack<T> held) {
            Runnable giveUp = () -> deliver(answer, held);
            withToken(next -> again(next.token(), token, giveUp), refused -> giveUp.run());
        } else if (answer.body() instanceof Delivered<T> delivered) {
            result.complete(new Reply<>(answer, request.callers(), delivered.body()));
        }
    }

    private void again(AccessToken next, AccessToken rejected, Runnable giveUp) {
        var body = request.bodyAgain();
        if (next.value().equals(rejected.value()) || body.isEmpty()) {
            giveUp.run();
            return;
        }
        send(request.with(next, request.body() == null ? null : body.get()), handler, answer -> {
            tell(answer, next);
            result.complete(new Reply<>(answer, request.callers(), answer.body()));
        });
    }

    private void tell(HttpResponse<?> answer, AccessToken token) {
        if (Challenge.rejectsToken(answer.statusCode(), answer.headers())) {
            client.rejected(token);
        }
    }

    private void deliver(HttpResponse<?> answer, HeldBack<T> held) {
        follow(
                held.deliver(handler).toCompletableFuture(),
                body -> result.complete(new Reply<>(answer, request.callers(), body)));
    }

    private void withToken(Consumer<TokenResult.Granted> then, Consumer<OAuthException> otherwise) {
        var asked = client.tokenAsync(Duration.ZERO).toCompletableFuture();
        follow(asked, answer -> {
            if (answer instanceof TokenResult.Granted granted) {
                then.accept(granted);
            } else {
                otherwise.accept(failure(answer));
            }
        });
    }

    private static OAuthException failure(TokenResult answer) {
        try {
            answer.orElseThrow();
            throw new IllegalStateException("a token is no failure");
        } catch (OAuthException e) {
            return e;
        }
    }

    private <B> void send(HttpRequest sent, BodyHandler<B> bodies, Consumer<HttpResponse<B>> then) {
        if (result.isDone()) {
            return;
        }
        if (Hosts.literal(request.uri().getHost()).isPresent()) {
            sendNow(sent, bodies, then);
        } else {
            // The name is looked up by who sends, and a caller who asked not to wait must not wait for that.
            wire.threads().execute(() -> sendOrFail(sent, bodies, then));
        }
    }

    private <B> void sendOrFail(HttpRequest sent, BodyHandler<B> bodies, Consumer<HttpResponse<B>> then) {
        try {
            sendNow(sent, bodies, then);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private <B> void sendNow(HttpRequest sent, BodyHandler<B> bodies, Consumer<HttpResponse<B>> then) {
        gate.run();
        var sending = wire.http().sendAsync(sent, bodies);
        running = sending;
        if (result.isDone()) {
            cancelRunning();
        }
        follow(sending, then);
    }

    /** Goes on at once, or later on a thread for code of bundles; whatever goes wrong ends the exchange. */
    private <V> void follow(CompletableFuture<V> stage, Consumer<V> then) {
        BiConsumer<V, @Nullable Throwable> step = (value, trouble) -> {
            try {
                if (trouble != null) {
                    fail(trouble);
                } else {
                    then.accept(value);
                }
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        };
        var unused = stage.isDone() ? stage.whenComplete(step) : stage.whenCompleteAsync(step, wire.threads());
    }

    private void fail(Throwable trouble) {
        var cause = trouble instanceof CompletionException ? trouble.getCause() : trouble;
        result.completeExceptionally(explained(cause == null ? trouble : cause));
    }

    private static Throwable explained(Throwable trouble) {
        if (trouble instanceof RefusedAddressException refused) {
            return new OAuthException.Misconfigured(
                    refused.key().orElse(ResourceClient.API_HOSTS), String.valueOf(refused.getMessage()));
        }
        return trouble instanceof UnresolvedNameException ? new ConnectException(trouble.getMessage()) : trouble;
    }

    private void cancelRunning() {
        var sending = running;
        if (sending != null && !sending.isDone()) {
            sending.cancel(true);
        }
    }
}
