// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;

/**
 * A token endpoint that knows which refresh token is live, rotates, notices reuse, takes its time, and misbehaves when the
 * test says so. Thread-safe.
 */
final class FakeProvider implements HttpTransport {

    /** What an attempt came to, once it reached the provider. */
    interface Behaviour {
        Outcome answer(FakeProvider provider, Map<String, String> form);
    }

    /** A request as it arrived. */
    record Post(long nanos, String uri, Map<String, String> headers, Map<String, String> form) {
        String refreshToken() {
            return form.get("refresh_token");
        }
    }

    /** The token endpoint does what it should. */
    static final Behaviour WELL = FakeProvider::issue;

    /** The provider commits, and the answer is lost. */
    static final Behaviour LOSES_ANSWER = (provider, form) -> {
        provider.issue(form);
        return new Failed(true, Fault.CUT, "the connection ended early");
    };

    private final Scheduler scheduler;
    private final Time time;
    private final Deque<Behaviour> script = new ArrayDeque<>();
    private final List<Post> posts = new ArrayList<>();
    private final Set<String> spent = new HashSet<>();
    private Behaviour otherwise = WELL;
    private Duration latency = Duration.ofMillis(50);
    private String live = "refresh-0";
    private String lifetime = "3600";
    private boolean rotating = true;
    private int issued;
    private int inFlight;
    private int mostInFlight;
    private boolean reused;
    private Consumer<Map<String, String>> onSend = form -> {};

    FakeProvider(Scheduler scheduler, Time time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    static Behaviour status(int status, String contentType, String body, Map<String, List<String>> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", List.of(contentType));
        return (provider, form) -> new Answered(status, all, body.getBytes(UTF_8));
    }

    static Behaviour error(int status, String code) {
        return status(status, "application/json", "{\"error\":\"" + code + "\"}", Map.of());
    }

    static Behaviour fails(boolean sent, Fault fault) {
        return (provider, form) -> new Failed(sent, fault, "as the test says");
    }

    synchronized FakeProvider next(Behaviour... behaviours) {
        script.addAll(Arrays.asList(behaviours));
        return this;
    }

    synchronized FakeProvider always(Behaviour behaviour) {
        otherwise = behaviour;
        return this;
    }

    synchronized FakeProvider lifetime(String json) {
        lifetime = json;
        return this;
    }

    /** Looks at each request in the moment it is sent. */
    synchronized FakeProvider onSend(Consumer<Map<String, String>> look) {
        onSend = look;
        return this;
    }

    synchronized FakeProvider latency(Duration span) {
        latency = span;
        return this;
    }

    synchronized FakeProvider rotating(boolean yes) {
        rotating = yes;
        return this;
    }

    synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    /** Whether a spent refresh token was ever presented. */
    synchronized boolean reused() {
        return reused;
    }

    @Override
    public CompletableFuture<Outcome> send(Call call) {
        var future = new CompletableFuture<Outcome>();
        Behaviour behaviour;
        Duration delay;
        var form = form(call.body());
        synchronized (this) {
            posts.add(new Post(time.nanos(), call.uri().toString(), call.headers(), form));
            onSend.accept(form);
            mostInFlight = Math.max(mostInFlight, ++inFlight);
            behaviour = script.isEmpty() ? otherwise : script.poll();
            delay = latency;
        }
        scheduler.after(delay, () -> future.complete(answer(behaviour, form)));
        return future;
    }

    private synchronized Outcome answer(Behaviour behaviour, Map<String, String> form) {
        inFlight--;
        return behaviour.answer(this, form);
    }

    private synchronized Outcome issue(Map<String, String> form) {
        if ("client_credentials".equals(form.get("grant_type"))) {
            issued++;
            return tokens("");
        }
        var presented = form.get("refresh_token");
        reused |= spent.contains(presented);
        if (!live.equals(presented)) {
            return error(400, "invalid_grant").answer(this, form);
        }
        issued++;
        var fresh = "";
        if (rotating) {
            spent.add(live);
            live = "refresh-" + issued;
            fresh = ",\"refresh_token\":\"" + live + "\"";
        }
        return tokens(fresh);
    }

    private synchronized Outcome tokens(String more) {
        var expiry = lifetime.isEmpty() ? "" : ",\"expires_in\":" + lifetime;
        return status(
                        200,
                        "application/json",
                        "{\"access_token\":\"access-" + issued + "\",\"token_type\":\"Bearer\"" + expiry + more + "}",
                        Map.of())
                .answer(this, Map.of());
    }

    private static Map<String, String> form(byte[] body) {
        return Arrays.stream(new String(body, UTF_8).split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }
}
