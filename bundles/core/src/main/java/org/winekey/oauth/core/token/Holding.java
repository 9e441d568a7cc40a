// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grant.Quarantine;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * The grant of one client in memory and in the store, also while the two differ because the disk refuses. For one lane
 * only.
 */
final class Holding {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);

    private final GrantRecords records;
    private final Time time;
    private final Alarm disk;
    private final Backoff backoff;

    private boolean loaded;
    private @Nullable Held held;
    private @Nullable RecordVersion stored;
    private @Nullable TokenAge age;
    private boolean removing;

    Holding(Seams seams, GrantRecords records, Alarm disk) {
        this.records = records;
        this.time = seams.time();
        this.disk = disk;
        this.backoff = new Backoff(seams.entropy());
    }

    /** Whether the store was read, so that no grant means none. */
    boolean loaded() {
        return loaded;
    }

    @Nullable
    Held held() {
        return held;
    }

    /** The version that the store should have; older than the grant's while that is not durable (null: none). */
    @Nullable
    RecordVersion stored() {
        return stored;
    }

    /** That the provider ended the grant (null: it did not). */
    Grant.@Nullable Ended ended() {
        return held == null ? null : held.grant().ended();
    }

    /** How many sends of the refresh token have an unknown outcome, as far as the store can be read. */
    int unknownSends() {
        return held == null ? 0 : records.knownSends(held);
    }

    /** Whether a refresh is possible and allowed. */
    boolean refreshable() {
        return held != null && held.refreshable() && quarantine() == null;
    }

    /** Whether this is the grant that is held (null: none). */
    boolean is(@Nullable Held other) {
        return other == null ? held == null : held != null && held.version().equals(other.version());
    }

    /** Why nothing may be refreshed until a person allows it (null: it may). */
    @Nullable
    Quarantine quarantine() {
        return held == null || held.isFetched() ? null : held.grant().quarantine();
    }

    boolean durable() {
        return held == null || held.version().equals(stored);
    }

    boolean unexpired() {
        return age != null && !age.expired(time.nanos());
    }

    /** Whether a clock decides when the token ends. */
    boolean ends() {
        return age != null && age.ends();
    }

    /** Monotonic time at which the token ends (null: it has none, or that is not known). */
    @Nullable
    Long endNanos() {
        return age != null && age.ends() ? age.endNanos() : null;
    }

    /** Monotonic time from which the token is dead whatever the clocks were (null: it has no end). */
    @Nullable
    Long deadNanos() {
        return age != null && age.lifetime() != null ? age.endNanos() : null;
    }

    /** How long a token of this provider lasts when it is fresh, with a tenth left for the way; in nanoseconds. */
    long mostValidity() {
        var lifetime = age == null ? null : age.lifetime();
        return lifetime == null ? Long.MAX_VALUE : lifetime.toNanos() / 10 * 9;
    }

    boolean dead() {
        var at = deadNanos();
        return at != null && time.nanos() - at >= 0;
    }

    @Nullable
    TokenAge age() {
        return age;
    }

    /**
     * Reads the newest grant. Before that the store finishes a removal that it could not finish.
     *
     * @return true when it is another than before; also when there is none any more
     */
    boolean read() throws IOException {
        if (stored != null && records.has(stored)) {
            removing = false;
            return false;
        }
        var newest = records.read();
        removing = false;
        loaded = true;
        if (newest.isEmpty()) {
            var had = held != null;
            drop();
            return had;
        }
        held = newest.get();
        stored = held.version();
        age = TokenAge.stored(held.grant(), time.now(), time.nanos());
        return true;
    }

    /** Takes a new access token that a flight brought. */
    void renewed(Attempt.Renewed renewed) {
        held = renewed.next();
        age = TokenAge.fresh(held.grant(), renewed.bornNanos());
        written(renewed.durable());
    }

    /** Takes a new refresh token for the old access token. */
    void salvaged(Held next, boolean durable) {
        held = next;
        written(durable);
    }

    /**
     * Marks the grant as ended; its tokens are kept.
     *
     * @throws StaleVersionException when the store has a newer grant
     */
    void ended(Grant.Ended ended) throws StaleVersionException {
        held = requireNonNull(held).ended(ended);
        write();
    }

    /** Tries to make durable what is not. */
    void write() throws StaleVersionException {
        try {
            records.replace(stored(), requireNonNull(held));
            written(true);
        } catch (StaleVersionException e) {
            throw e;
        } catch (IOException e) {
            written(false);
        }
    }

    /** Drops the grant and removes all records of the client; empty when that is durable. */
    Optional<IOException> forget() {
        drop();
        loaded = true;
        try {
            records.remove();
            removing = false;
            return Optional.empty();
        } catch (IOException e) {
            removing = true;
            writeLater();
            return Optional.of(e);
        }
    }

    /**
     * Drops this very grant; empty when that is durable.
     *
     * @throws StaleVersionException when a newer one took its place, which stays
     */
    Optional<IOException> forgetThis() throws StaleVersionException {
        try {
            records.remove(requireNonNull(held).version());
        } catch (StaleVersionException e) {
            throw e;
        } catch (IOException e) {
            return forget();
        }
        drop();
        loaded = true;
        return Optional.empty();
    }

    /** Whether the store has not finished a removal, as far as is known; reading makes it go on. */
    boolean removing() {
        return removing;
    }

    /** The wall clock moved on its own; true when the token is older or younger than was thought. */
    boolean clockJumped(Instant now, boolean forwards) {
        var known = age;
        if (known == null) {
            return false;
        }
        var doubtful = !forwards && !refreshable() && known.expired(time.nanos());
        age = doubtful ? known.doubted() : known.jumped(now, time.nanos());
        return !known.equals(age);
    }

    private void drop() {
        held = null;
        stored = null;
        age = null;
    }

    private void written(boolean durable) {
        if (durable) {
            stored = requireNonNull(held).version();
            backoff.reset();
        } else {
            writeLater();
        }
    }

    /** The disk is tried again after a while. */
    void writeLater() {
        disk.set(time.nanos() + backoff.next(LEAST, MOST).toNanos());
    }
}
