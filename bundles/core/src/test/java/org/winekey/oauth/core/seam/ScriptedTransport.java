// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A network that answers what the test wrote down, in that order. A call that nobody expected fails the test. */
public final class ScriptedTransport implements HttpTransport {

    private final Deque<Function<Call, CompletableFuture<Outcome>>> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();

    /** Next: an answer with a JSON body. */
    public ScriptedTransport answer(int status, String json) {
        return answer(status, Map.of("content-type", List.of("application/json")), json);
    }

    /** Next: an answer with these headers, names in lower case. */
    public ScriptedTransport answer(int status, Map<String, List<String>> headers, String body) {
        return outcome(new Answered(status, headers, body.getBytes(UTF_8)));
    }

    /** Next: a failure. */
    public ScriptedTransport fail(boolean sent, Fault fault) {
        return outcome(new Failed(sent, fault, "scripted " + fault));
    }

    /** Next: this end. */
    public ScriptedTransport outcome(Outcome outcome) {
        return then(call -> CompletableFuture.completedFuture(outcome));
    }

    /** Next: an end that the test brings about later, by completing what this returns. */
    public CompletableFuture<Outcome> hold() {
        var held = new CompletableFuture<Outcome>();
        then(call -> held);
        return held;
    }

    /** Next: whatever the function makes of the call. */
    public synchronized ScriptedTransport then(Function<Call, CompletableFuture<Outcome>> next) {
        script.add(next);
        return this;
    }

    @Override
    public CompletableFuture<Outcome> send(Call call) {
        Function<Call, CompletableFuture<Outcome>> next;
        synchronized (this) {
            calls.add(call);
            next = script.poll();
        }
        if (next == null) {
            throw new AssertionError("nobody expected " + call);
        }
        return next.apply(call);
    }

    /** What was sent so far. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The decoded form of a call, in its order; a repeated name fails. */
    public static Map<String, String> form(Call call) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : new String(call.body(), UTF_8).split("&", -1)) {
            var parts = pair.split("=", 2);
            var before = form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
            if (before != null) {
                throw new AssertionError("repeated: " + parts[0]);
            }
        }
        return form;
    }
}
