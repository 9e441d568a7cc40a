// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.token.Keeper;

/** Single flight under Lincheck: whatever the interleaving, an expired token costs one request. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public class SingleFlightLincheckIT {

    /** What callers must see, one after another. */
    public static final class Sequential {
        private int issued;
        private boolean expired = true;

        public String token() {
            issued = expired ? issued + 1 : issued;
            expired = false;
            return "access-" + issued;
        }

        public void rejectFirst() {
            expired |= issued == 1;
        }
    }

    /** The keeper with a token that has expired. */
    public static final class RealKeeper {
        private final Keeper keeper = new Premises().signedIn().keeper();

        @Operation
        public String token() {
            return keeper.token().orElseThrow().value();
        }

        @Operation
        public void rejectFirst() {
            keeper.rejected(AccessToken.of("access-1", null, Set.of()));
        }
    }

    /** The same gate with the hole that single flight is about: look first, and set then. */
    public static final class CarelessGate {
        private final AtomicInteger issued = new AtomicInteger();
        private final AtomicReference<CompletableFuture<String>> flight = new AtomicReference<>();
        private volatile String token;

        @Operation
        public String token() {
            var known = token;
            if (known != null) {
                return known;
            }
            var running = flight.get();
            if (running != null) {
                return running.join();
            }
            var mine = new CompletableFuture<String>();
            flight.set(mine);
            token = "access-" + issued.incrementAndGet();
            mine.complete(token);
            return mine.join();
        }
    }

    /** Tasks of a lane touch what they like without a lock. */
    public static final class CountingLane {
        private final Lane lane = new Lane("count", new InlineScheduler());
        private int count;

        @Operation
        public int next() {
            var number = new CompletableFuture<Integer>();
            lane.submit(() -> number.complete(++count));
            return number.join();
        }
    }

    /** What the lane is there for. */
    public static final class BareCount {
        private int count;

        @Operation
        public int next() {
            return ++count;
        }
    }

    /** A count, one after another. */
    public static final class SequentialCount {
        private int count;

        public int next() {
            return ++count;
        }
    }

    @Test
    @Tag("R-064")
    @Tag("R-071")
    void keeper_anyInterleaving_isAsIfCallersCameOneByOne() {
        Checking.realThreads(Sequential.class).check(RealKeeper.class);
    }

    @Test
    void carelessGate_isFound() {
        assertThatThrownBy(() -> Checking.everyStep(Sequential.class).check(CarelessGate.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    @Test
    @Tag("R-064")
    void lane_anyInterleaving_runsTasksOneByOne() {
        Checking.everyStep(SequentialCount.class).check(CountingLane.class);
    }

    @Test
    void countWithoutALane_isFound() {
        assertThatThrownBy(() -> Checking.everyStep(SequentialCount.class).check(BareCount.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
