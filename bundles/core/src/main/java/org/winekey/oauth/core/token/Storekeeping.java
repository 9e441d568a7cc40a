// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.spi.StaleVersionException;

/** Keeps the grant of one client in memory and in the store the same, as far as the disk goes along. For one lane only. */
final class Storekeeping {

    private static final Duration SPREAD = Duration.ofSeconds(10);

    private final Situation now;
    private final Holding holding;
    private final Flight flight;
    private final Troubles troubles;
    private final Diary diary;
    private final Agenda agenda;

    Storekeeping(Parts parts, Situation now) {
        this.now = now;
        this.holding = parts.holding();
        this.flight = parts.flight();
        this.troubles = parts.troubles();
        this.diary = parts.diary();
        this.agenda = parts.agenda();
    }

    /** Reads the store, unless that was done, or the settings allow nothing anyway. */
    void readOnce() {
        if (!holding.loaded() && now.allowed()) {
            read();
        }
    }

    /** Takes over what the store has. */
    void read() {
        var before = holding.held();
        var firstLook = !holding.loaded();
        var ailing = holding.removing() || now.storeAils();
        try {
            var changed = holding.read();
            if (ailing) {
                diary.storeWorks();
            }
            if (changed) {
                diary.grant(firstLook, before, holding.held());
                anotherGrant();
            } else if (now.storeAils()) {
                now.trouble(null);
                now.planRefresh(Agenda.SOON);
            }
        } catch (IOException e) {
            unreadable(e);
        }
    }

    /** Makes durable what is not; a newer grant in the store is taken over instead. */
    void write() {
        try {
            holding.write();
            diary.written(holding.durable());
            if (holding.durable() && now.trouble() == null) {
                now.planRefresh(Agenda.SOON);
            }
        } catch (StaleVersionException e) {
            read();
        }
    }

    /** The disk is due to be tried again. */
    void mend() {
        if (holding.removing()) {
            read();
        } else if (flight.out()) {
            // Guards against an answer that names the version which a write would replace now.
            holding.writeLater();
        } else if (!holding.durable()) {
            write();
        }
    }

    /**
     * Tries to make the refresh token durable that is to be sent. None is sent while it is in memory only, unless the
     * provider never rotates.
     *
     * @return whether it may be sent; if not, the next attempt is planned
     */
    boolean mendedForRefresh() {
        write();
        if (!now.mayFly()) {
            return false;
        }
        if (holding.durable()
                || (!now.usable() && requireNonNull(holding.held()).neverRotates())) {
            agenda.noRefresh();
            return true;
        }
        now.trouble(troubles.store(new IOException("not durable"), now.usable() ? holding.endNanos() : null));
        return false;
    }

    /**
     * Marks the grant as ended by the provider.
     *
     * @param answerLost whether the refresh token was sent before with an unknown outcome
     * @param confirmNotBefore no further attempt before this monotonic time; null: no such limit
     */
    void ended(boolean answerLost, @Nullable Long confirmNotBefore) {
        var verdict = troubles.verdict(requireNonNull(holding.held()).grant(), answerLost);
        try {
            holding.ended(verdict);
            diary.ended(verdict);
            now.trouble(troubles.ended(verdict, confirmNotBefore));
        } catch (StaleVersionException e) {
            read();
        }
    }

    /** Everything of the client goes; empty when that is durable. */
    Optional<IOException> forget() {
        var why = holding.forget();
        diary.forgotten(why);
        now.anotherGrant();
        return why;
    }

    /**
     * This very grant goes; empty when that is durable.
     *
     * @throws StaleVersionException when a newer one took its place, which stays
     */
    Optional<IOException> forgetThis() throws StaleVersionException {
        var why = holding.forgetThis();
        diary.forgotten(why);
        now.anotherGrant();
        return why;
    }

    private void anotherGrant() {
        now.anotherGrant();
        now.planRefresh(SPREAD);
        var ended = holding.ended();
        if (ended != null && !Source.needNobody(now.terms())) {
            now.trouble(troubles.ended(ended, null));
        }
    }

    private void unreadable(IOException why) {
        diary.store(why);
        if (holding.removing()) {
            holding.writeLater();
        } else {
            now.trouble(troubles.store(why, null));
        }
    }
}
