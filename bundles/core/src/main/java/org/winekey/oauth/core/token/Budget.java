// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Habits.Allowance;
import org.winekey.oauth.core.seam.Time;

/**
 * How many refreshes one client may still send: a bucket that each of them fills by one, and that leaks. The intent that
 * is stored before each of them carries the level, so that a process which dies again and again sends no more than one
 * that lives. For one lane only.
 */
final class Budget {

    /** So many fit into the bucket. */
    static final int SIZE = 20;

    /** Of these, so many are for a client without a usable token only. */
    static final int RESERVE = 4;

    private static final double EACH_HOUR = 60;
    private static final double EACH_LIFE = 3;
    private static final double THOUSAND = 1000;

    /** A fifth of an allowance may go out at once, and a fifth of that is for who has no token. */
    private static final int SHARES = 5;

    /** Everything has leaked out by then. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Duration HOUR = Duration.ofHours(1);

    private final GrantRecords records;
    private final Time time;
    private double level;
    private int size = SIZE;
    private int reserve = RESERVE;
    private double leak = EACH_HOUR / HOUR.toNanos();
    private long nanos;
    private boolean loaded;

    Budget(GrantRecords records, Time time) {
        this.records = records;
        this.time = time;
        this.nanos = time.nanos();
    }

    /**
     * What leaks out in an hour: 60, and three for each life of a token, so that short-lived tokens never run dry. Where it
     * is known what the provider admits, never more than that comes together in any such span.
     *
     * @param life the time between two refreshes, about (null: there was none yet)
     * @param allowance what the provider admits (null: nobody knows)
     */
    void pace(@Nullable Duration life, @Nullable Allowance allowance) {
        drain();
        size = allowance == null ? SIZE : Math.max(1, Math.min(SIZE, allowance.refreshes() / SHARES));
        reserve = size == 1 ? 0 : Math.max(1, size / SHARES);
        if (allowance != null) {
            leak = (allowance.refreshes() + 1.0 - size) / allowance.span().toNanos();
        } else if (life != null) {
            leak = (EACH_HOUR + EACH_LIFE * HOUR.toNanos() / life.toNanos()) / HOUR.toNanos();
        }
    }

    /**
     * Until which monotonic time nothing may be sent (null: it may be).
     *
     * @param needy whether the client has no usable token
     * @param endNanos when its token ends, which makes it needy; null: no clock tells
     */
    @Nullable
    Long closedUntil(boolean needy, @Nullable Long endNanos) {
        settle();
        var left = excess(needy ? size : size - reserve);
        if (left <= 0) {
            return null;
        }
        var whenLeaked = nanos + left;
        if (needy || endNanos == null) {
            return whenLeaked;
        }
        var whenNeedy = Math.max(endNanos - nanos, excess(size));
        return nanos + Math.min(left, whenNeedy);
    }

    /** The level with one more refresh, in thousandths. A person's does not count against the reserve. */
    long withOneMore(boolean byPerson) {
        settle();
        var most = byPerson ? Math.max(level, size - reserve) : size;
        return (long) Math.ceil(Math.min(level + 1, most) * THOUSAND);
    }

    /** A refresh is sent. */
    void spend(boolean byPerson) {
        level = withOneMore(byPerson) / THOUSAND;
    }

    // How long until one more fits under the limit.
    private long excess(int limit) {
        return (long) Math.ceil((level + 1 - limit) / leak);
    }

    private void settle() {
        drain();
        if (!loaded) {
            load();
        }
    }

    private void drain() {
        var now = time.nanos();
        level = Math.max(0, level - (now - nanos) * leak);
        nanos = now;
    }

    private void load() {
        try {
            var last = records.lastIntent();
            level = last == null ? level : Math.max(level, remains(last));
            loaded = true;
        } catch (IOException e) {
            // Tried again with the next question; until then nothing is sent that has to be announced in the store.
        }
    }

    // Guards against a clock that was wrong then or is now: what lies in the future counts as just sent.
    private double remains(RefreshIntent last) {
        var now = time.now();
        var since = last.at().isAfter(now) ? Duration.ZERO : between(last.at(), now);
        return Math.min(size, last.spent() / THOUSAND) - since.toNanos() * leak;
    }

    private static Duration between(Instant earlier, Instant later) {
        var span = Duration.between(earlier, later);
        return span.compareTo(LONGEST) > 0 ? LONGEST : span;
    }
}
