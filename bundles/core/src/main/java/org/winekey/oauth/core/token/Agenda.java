// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Habits;
import org.winekey.oauth.core.seam.Lane;

/** When which thing is due for one client. For one lane only, but for {@link #overdue}. */
final class Agenda {

    /** Sends of one refresh token with unknown outcome, while its access token lives. */
    static final int MOST_SENDS = 2;

    /** Least time between two refreshes. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Spread of what is due at once. */
    static final Duration SOON = Duration.ofSeconds(1);

    private final Seams seams;
    private final Alarm wake;
    private final Alarm end;
    private final Alarm disk;
    private @Nullable Long refreshNanos;

    Agenda(Seams seams, Lane lane, Runnable onWake, Runnable onEnd, Runnable onDisk) {
        this.seams = seams;
        this.wake = new Alarm(seams, lane, onWake);
        this.end = new Alarm(seams, lane, onEnd);
        this.disk = new Alarm(seams, lane, onDisk);
    }

    Alarm disk() {
        return disk;
    }

    /** No refresh is planned. */
    void noRefresh() {
        refreshNanos = null;
    }

    /** A refresh is planned within the next second. */
    void refreshSoon() {
        refreshNanos = within(SOON);
    }

    /**
     * What a plan depends on besides the token.
     *
     * @param answerLost whether a send of this refresh token has an unknown outcome
     * @param exhausted whether it must not be sent again while the access token lives
     * @param habits how the provider treats its tokens
     */
    record Terms(boolean answerLost, boolean exhausted, Habits habits) {}

    /** Plans the next refresh by the age of the token; what is overdue is spread over a span. */
    void refresh(Holding holding, Terms terms, Duration spread) {
        refreshNanos = null;
        var age = holding.age();
        if (age == null || !holding.refreshable()) {
            return;
        }
        if (!holding.durable() || terms.exhausted()) {
            refreshNanos = holding.deadNanos();
            return;
        }
        var due = terms.answerLost() ? within(SOON) : age.known() ? staleNanos(age, terms, spread) : within(spread);
        refreshNanos = later(due, age.earliestNanos(terms.habits()));
    }

    /** The later one of two moments (null: there is no such limit). */
    static long later(long nanos, @Nullable Long notBefore) {
        return notBefore == null || nanos - notBefore >= 0 ? nanos : notBefore;
    }

    /** Sets the alarms: for the end of a usable token, and for the earliest attempt among those that apply. */
    void apply(@Nullable Long endNanos, @Nullable Trouble trouble, @Nullable Long forceNanos) {
        set(end, endNanos);
        set(wake, trouble == null ? earlier(refreshNanos, forceNanos) : trouble.retryNanos());
    }

    /** Nothing is to be attempted; a token that is handed out may still end. */
    void rest(@Nullable Long endNanos) {
        set(end, endNanos);
        wake.clear();
    }

    /** How long until the next attempt (null: none is planned). */
    @Nullable
    Duration untilNext() {
        return wake.left();
    }

    /** Whether an alarm should have rung; from any thread. */
    boolean overdue(Duration by) {
        return wake.overdue(by) || end.overdue(by) || disk.overdue(by);
    }

    void ringOverdue(Duration by) {
        for (var alarm : List.of(wake, end, disk)) {
            if (alarm.overdue(by)) {
                alarm.set(seams.time().nanos());
            }
        }
    }

    void clear() {
        wake.clear();
        end.clear();
        disk.clear();
    }

    private long staleNanos(TokenAge age, Terms terms, Duration spread) {
        var now = seams.time().nanos();
        var left = age.staleNanos(seams.entropy().fraction(), terms.habits()) - now;
        return left <= 0 ? within(spread) : now + Math.max(left, PAUSE.toNanos());
    }

    private long within(Duration span) {
        return seams.time().nanos() + (long) (span.toNanos() * seams.entropy().fraction());
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one - other < 0 ? one : other;
    }

    private static void set(Alarm alarm, @Nullable Long nanos) {
        if (nanos == null) {
            alarm.clear();
        } else {
            alarm.set(nanos);
        }
    }
}
