// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.simulator.HostileProvider.Pair;
import org.winekey.oauth.simulator.HostileProvider.Presented;

/** One request to a token endpoint, from the first byte to what the client makes of the end. Not thread-safe. */
final class Exchange {

    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final World world;
    private final Client client;
    private final Incarnation process;
    private final Call call;
    private final @Nullable Mishap fault;
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    private final Map<String, String> form = new HashMap<>();

    private @Nullable Family family;
    private int refresh;
    private boolean over;
    private @Nullable Pair pair;
    private @Nullable Outcome refused;

    Exchange(World world, Client client, Incarnation process, Call call, @Nullable Mishap fault) {
        this.world = world;
        this.client = client;
        this.process = process;
        this.call = call;
        this.fault = fault;
    }

    Client client() {
        return client;
    }

    CompletableFuture<Outcome> begin() {
        world.tally().posts++;
        if (fault != null) {
            world.hit(fault);
            client.troubled(fault, world.stage().now());
        }
        world.note(client.name, () -> "request, " + fault);
        if (fault != null && fault.effect() == Mishap.Effect.NEVER_SENT) {
            var unsent = Answers.unsent(fault);
            var after = fault == Mishap.CONNECTION_TIMES_OUT ? call.deadline().toNanos() : latency();
            world.stage().onMachineAfter(after, () -> end(unsent));
            return answer;
        }
        world.oracle().requested(client);
        present();
        plan(latency());
        return answer;
    }

    private long latency() {
        return (30 + world.chance().nextInt(400)) * MILLISECOND;
    }

    private void present() {
        form.putAll(parsed());
        var presented = Presented.of(form.getOrDefault("refresh_token", "refresh--1--1--1"));
        family = client.provider.family(presented.family());
        refresh = presented.refresh();
        world.oracle().presented(client, family, refresh, process, call, form);
        family.inFlight.add(refresh);
        world.out(this);
    }

    private Map<String, String> parsed() {
        var found = new HashMap<String, String>();
        for (var pairOfForm : new String(call.body(), UTF_8).split("&", -1)) {
            var equals = pairOfForm.indexOf('=');
            found.put(pairOfForm.substring(0, equals), URLDecoder.decode(pairOfForm.substring(equals + 1), UTF_8));
        }
        var basic = call.headers().get("Authorization");
        if (basic != null) {
            var both = new String(Base64.getDecoder().decode(basic.substring("Basic ".length())), UTF_8);
            found.put("client_id", both.substring(0, both.indexOf(':')));
            found.put("client_secret", both.substring(both.indexOf(':') + 1));
        }
        return found;
    }

    private void plan(long latency) {
        var stage = world.stage();
        var how = fault;
        if (how == Mishap.COMMIT_AFTER_DEADLINE) {
            stage.after(call.deadline().toNanos() + 10 * SECOND, this::commit);
        } else if (how == null || how.commits()) {
            stage.after(latency / 2, this::commit);
        }
        var silent = how == Mishap.REQUEST_LOST_IN_SILENCE
                || how == Mishap.ANSWER_LOST_IN_SILENCE
                || how == Mishap.ANSWER_DRIPS_PAST_DEADLINE
                || how == Mishap.COMMIT_AFTER_DEADLINE;
        var slow = how == Mishap.ANSWER_SLOWER_THAN_CALLERS ? 15 * SECOND : latency;
        stage.onMachineAfter(silent ? call.deadline().toNanos() : slow, this::arrive);
    }

    private void commit() {
        var of = requirePresent();
        var keeps = fault == Mishap.REFRESH_TOKEN_OMITTED
                || fault == Mishap.REFRESH_TOKEN_EMPTY
                || fault == Mishap.REFRESH_TOKEN_NULL;
        if (client.settings.confidential()
                && form.getOrDefault("client_secret", "").endsWith("wrong")) {
            refused = Answers.wrongClient();
            client.blamed(world.stage().now());
            return;
        }
        pair = client.provider.refresh(of, refresh, keeps, world.stage().now());
        world.note(client.name, () -> of.number + "/" + refresh + " brings " + pair);
        if (pair == null) {
            refused = Answers.refusal(client.provider.habit().refusal());
        }
    }

    private Family requirePresent() {
        if (family == null) {
            throw new IllegalStateException("nothing was presented");
        }
        return family;
    }

    private void arrive() {
        var stage = world.stage();
        if (stage.asleep()) {
            stage.after(stage.untilAwake() + 10 * MILLISECOND, () -> end(Answers.cut(Fault.CUT)));
            return;
        }
        end(outcome());
    }

    private Outcome outcome() {
        var how = fault;
        if (how != null && how.effect() == Mishap.Effect.ASKS_PATIENCE) {
            var patience = world.answers().patience(how, world.stage());
            // What was answered to a grant before a newer sign-in is of no account.
            if (requirePresent().number >= client.signedIn) {
                client.notBefore = world.stage().now() + patience.seconds() * SECOND;
                client.notBeforeFor = process.number();
            }
            client.troubled(how, world.stage().now() + patience.seconds() * SECOND * 11 / 10);
            return patience.outcome();
        }
        var refusal = refused;
        if (refusal != null && (how == null || how.moment() == Mishap.Moment.IN_ANSWER)) {
            return refusal;
        }
        var brought = pair;
        if (brought != null && (how == null || hasTokens(how))) {
            return Answers.tokens(client.provider, brought, how);
        }
        return how == null || isCut(how) ? lost(how) : world.answers().plain(how);
    }

    private static boolean hasTokens(Mishap how) {
        return how.layer() == Mishap.Layer.BODY;
    }

    private static boolean isCut(Mishap how) {
        return how.layer() == Mishap.Layer.TCP || how == Mishap.NOT_HTTP;
    }

    private static Outcome lost(@Nullable Mishap how) {
        if (how == Mishap.NOT_HTTP) {
            return Answers.cut(Fault.GARBAGE);
        }
        var silent = how == null || how.name().contains("SILENCE") || how.name().contains("DEADLINE");
        return Answers.cut(silent ? Fault.DEADLINE : Fault.CUT);
    }

    /** The client learns this much, or is dead. */
    private void end(Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        world.landed(this);
        var of = family;
        if (of != null) {
            of.inFlight.remove(refresh);
            // A refusal that came through is an answer like any other.
            var shown = outcome == refused ? null : fault;
            world.oracle().learned(client, of, refresh, process, shown, pair, outcome);
        }
        world.note(client.name, () -> "answer: " + outcome);
        world.trace().mix(outcome.toString().hashCode());
        var unused = answer.complete(outcome);
    }

    /** The process died with the request on its way: what the provider does, it does all the same. */
    void clientDied() {
        over = true;
        var of = family;
        if (of != null) {
            of.inFlight.remove(refresh);
            of.unknown(refresh);
        }
    }
}
