// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP with {@code java.net.http}. Its own timeout ends at the headers, it collects endless bodies, and it keeps
 * connections for minutes, onto which a POST may be written that nobody reads any more; all three are mended here.
 * Thread-safe.
 */
public final class JdkHttpTransport implements HttpTransport, AutoCloseable {

    private final NameThreads names;
    private final FreshHttpClients clients;
    private final Set<Attempt> inFlight = ConcurrentHashMap.newKeySet();

    /** Runs what may hang at the name of a host. */
    private interface NameThreads {
        void execute(String host, Runnable task);
    }

    /** Trusts what the JDK trusts; a name that hangs holds up its own requests alone. */
    public JdkHttpTransport(Time time, HostThreads names) {
        this(time, names, TlsContexts.standard(), InetAddress::getAllByName);
    }

    JdkHttpTransport(Time time, HostThreads names, SSLContext tls, CheckedAddresses.Names resolver) {
        this.names = names::execute;
        this.clients = new FreshHttpClients(time, tls, resolver);
    }

    /**
     * Trusts what the JDK trusts.
     *
     * @param time for the age of connections
     * @param names runs the resolution of host names, which may block
     */
    public JdkHttpTransport(Time time, Executor names) {
        this(time, names, TlsContexts.standard());
    }

    JdkHttpTransport(Time time, Executor names, SSLContext tls) {
        this(time, names, tls, InetAddress::getAllByName);
    }

    JdkHttpTransport(Time time, Executor names, SSLContext tls, CheckedAddresses.Names resolver) {
        this.names = (host, task) -> names.execute(task);
        this.clients = new FreshHttpClients(time, tls, resolver);
    }

    @Override
    public CompletableFuture<Outcome> send(Call call) {
        var attempt = new Attempt(call);
        inFlight.add(attempt);
        attempt.limitTime();
        try {
            // Names are looked up on the thread that sends; addresses need no resolution and no hop.
            if (isAddress(call.uri())) {
                attempt.start();
            } else {
                names.execute(String.valueOf(call.uri().getHost()).toLowerCase(Locale.ROOT), attempt::start);
            }
        } catch (RejectedExecutionException e) {
            attempt.end(new Failed(false, Fault.CONNECT, "the service is shutting down, or too many names hang"));
        }
        return attempt.outcome;
    }

    private static boolean isAddress(URI uri) {
        return uri.getHost() != null && Hosts.literal(uri.getHost()).isPresent();
    }

    /** Ends every attempt in flight, and every thread. Later attempts fail as not sent. */
    @Override
    public void close() {
        clients.close();
        inFlight.forEach(Attempt::abandon);
    }

    /** One request on its way. */
    private final class Attempt {

        private final Call call;
        private final OnceBody body;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<Void> limit = new CompletableFuture<>();
        private volatile @Nullable CompletableFuture<HttpResponse<CappedBody>> exchange;

        Attempt(Call call) {
            this.call = call;
            this.body = new OnceBody(call.body());
        }

        /** The JDK's own timer thread ends the attempt, because a pool of ours might be busy waiting for this. */
        void limitTime() {
            limit.orTimeout(call.deadline().toNanos(), TimeUnit.NANOSECONDS);
            var unused = limit.whenComplete((never, over) -> {
                if (end(new Failed(body.mayHaveBeenSent(), Fault.DEADLINE, "no whole answer in time"))) {
                    cancelExchange();
                }
            });
        }

        void start() {
            if (outcome.isDone()) {
                return;
            }
            try {
                var client = clients.acquire(call.route());
                try {
                    send(client);
                } catch (RuntimeException e) {
                    clients.release(client);
                    throw e;
                }
            } catch (RefusedAddressException
                    | UnresolvedNameException
                    | UncheckedIOException
                    | IllegalArgumentException
                    | IllegalStateException e) {
                end(Faults.notStarted(e, body.mayHaveBeenSent(), call));
            }
        }

        /** The client is released last: that may interrupt this very thread, and no stage of the caller may see it. */
        private void send(FreshHttpClients.Pooled client) {
            body.handOver();
            var sending = client.http().sendAsync(request(), this::collector);
            exchange = sending;
            var unused = sending.whenComplete((response, trouble) -> {
                if (trouble != null) {
                    end(Faults.of(trouble, body, call));
                }
                clients.release(client);
            });
            if (outcome.isDone()) {
                cancelExchange();
            }
        }

        private HttpRequest request() {
            var builder = HttpRequest.newBuilder(call.uri()).timeout(call.deadline());
            call.headers().forEach(builder::setHeader);
            return builder.method(call.method(), body).build();
        }

        /** Whole answers end the attempt here: where processors are few the JDK starts a thread to tell of each. */
        private HttpResponse.BodySubscriber<CappedBody> collector(ResponseInfo info) {
            return BodySubscribers.mapping(new CappedBodySubscriber(call.bodyCap()), body -> {
                end(answered(info, body));
                return body;
            });
        }

        private Outcome answered(ResponseInfo info, CappedBody body) {
            var answer = new Answered(info.statusCode(), Faults.lowerCased(info.headers()), body.bytes());
            return body.whole() ? answer : new Failed(true, Fault.TOO_LARGE, "the answer is too large", answer);
        }

        void abandon() {
            end(new Failed(body.mayHaveBeenSent(), Fault.CUT, "the service is shutting down"));
            cancelExchange();
        }

        boolean end(Outcome end) {
            inFlight.remove(this);
            var first = outcome.complete(end);
            limit.cancel(false);
            return first;
        }

        private void cancelExchange() {
            var running = exchange;
            if (running != null) {
                running.cancel(true);
            }
        }
    }
}
