// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.seam.Time;

/**
 * Callers who want a token that lasts a while. {@link #lasts}, {@link #ask} and {@link #waiting} are for any thread, the
 * rest is for the lane of the client.
 */
final class Minima {

    /** A token and when it ends (null: it has no end, or none is known). */
    private record Life(AccessToken token, @Nullable Long endNanos) {}

    private final Time time;

    // Who asks for the same minimum shares one answer.
    private final Map<Duration, CompletableFuture<TokenResult>> asked = new ConcurrentHashMap<>(2);
    private volatile @Nullable Life life;

    private Map<Duration, CompletableFuture<TokenResult>> considered = Map.of();
    private boolean sent;
    private @Nullable AccessToken brought;
    private long reachNanos;

    Minima(Time time) {
        this.time = time;
    }

    /** Whether this token is known to last that long. */
    boolean lasts(Granted granted, Duration minimum) {
        var known = life;
        return minimum.isZero() || (known != null && known.token() == granted.token() && covers(known, nanos(minimum)));
    }

    /** The answer for a minimum; the first to ask for it runs the task, which makes the lane look. */
    CompletableFuture<TokenResult> ask(Duration minimum, Runnable look) {
        var mine = new CompletableFuture<TokenResult>();
        var joined = asked.putIfAbsent(minimum, mine);
        if (joined != null) {
            return joined;
        }
        look.run();
        return mine;
    }

    boolean waiting() {
        return !asked.isEmpty();
    }

    /**
     * Whether somebody asks for what only a refresh may bring. A token that came for the sake of a minimum shows what a
     * refresh can do; asking for more than that is no reason for the next one.
     */
    boolean wantRefresh(Holding holding) {
        var known = look(holding);
        considered = waiting() ? Map.copyOf(asked) : Map.of();
        if (known == null || known.endNanos() == null) {
            return false;
        }
        var most = holding.mostValidity();
        var shown = known.token() == brought;
        return considered.keySet().stream()
                .mapToLong(Minima::nanos)
                .anyMatch(minimum -> !covers(known, Math.min(minimum, most)) && !(shown && minimum > reachNanos));
    }

    /** A refresh goes out for the sake of a minimum. */
    void sent() {
        sent = true;
    }

    /** There is a new token. */
    void renewed(Holding holding) {
        var known = look(holding);
        if (sent && known != null && known.endNanos() != null) {
            brought = known.token();
            reachNanos = known.endNanos() - time.nanos();
        }
    }

    /** No refresh is out any more. */
    void landed() {
        sent = false;
    }

    /**
     * Answers those who need not wait any longer.
     *
     * @param result the token, or why there is none (null: that is not known yet)
     * @param flying whether a refresh is out
     */
    void answer(@Nullable TokenResult result, boolean flying) {
        if (result == null) {
            return;
        }
        // Guards against an answer for who asked after it was decided that nothing is sent.
        considered.forEach((minimum, answer) -> {
            var better = flying && result instanceof Granted granted && !lasts(granted, minimum);
            // Whoever asks again at once must not be given this answer.
            if (!better && asked.remove(minimum, answer)) {
                answer.complete(result);
            }
        });
    }

    /** Takes note of what is held, before it is shown to anybody. */
    @Nullable
    Life look(Holding holding) {
        var held = holding.held();
        var now = held == null ? null : new Life(held.granted().token(), holding.endNanos());
        life = now;
        return now;
    }

    private boolean covers(Life known, long minimum) {
        return known.endNanos() == null || known.endNanos() - time.nanos() >= minimum;
    }

    private static long nanos(Duration minimum) {
        return TimeUnit.NANOSECONDS.convert(minimum);
    }
}
