// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;

/** The turnstile by itself. */
final class TurnstileTest {

    private static final String HOST = "as.example";

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    private final Turnstile turnstile = new Turnstile(time, scheduler);
    private final List<Long> passed = new ArrayList<>();

    private Turnstile.Place place(long endNanos) {
        return new Turnstile.Place(HOST, endNanos, () -> false, turn -> passed.add(time.nanos()));
    }

    private void enter(Turnstile where) {
        if (where.enter(place(0))) {
            passed.add(time.nanos());
        }
    }

    @Test
    void manyAtRandomTimes_neverMoreThanFiveInASecond() {
        var random = new Random(9);

        for (var round = 0; round < 2_000; round++) {
            enter(turnstile);
            scheduler.pass(Duration.ofMillis(random.nextInt(round % 100 < 50 ? 100 : 1_000)));
        }
        scheduler.pass(Duration.ofMinutes(10));

        assertThat(passed).hasSize(2_000).isSorted();
        for (var first = 0; first + 5 < passed.size(); first++) {
            assertThat(passed.get(first + 5) - passed.get(first)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }

    @Test
    void twoPassAtOnce_theThirdWaitsAStep() {
        enter(turnstile);
        enter(turnstile);
        enter(turnstile);

        assertThat(passed).hasSize(2);
        scheduler.pass(Turnstile.STEP.minusNanos(1));
        assertThat(passed).hasSize(2);
        scheduler.pass(Duration.ofNanos(1));
        assertThat(passed).hasSize(3);
    }

    @Test
    void inTheQueue_whoIsAwaitedGoesFirst_thenWhoseTokenEndsFirst() {
        enter(turnstile);
        enter(turnstile);
        var order = new ArrayList<String>();
        turnstile.enter(new Turnstile.Place(HOST, 3, () -> false, turn -> order.add("third")));
        turnstile.enter(new Turnstile.Place(HOST, 2, () -> false, turn -> order.add("second")));
        turnstile.enter(new Turnstile.Place(HOST, 4, () -> true, turn -> order.add("first")));
        assertThat(turnstile.waiting()).isEqualTo(3);
        assertThat(scheduler.waiting()).as("bells").isEqualTo(1);

        scheduler.pass(Turnstile.STEP.multipliedBy(3));

        assertThat(order).containsExactly("first", "second", "third");
        assertThat(turnstile.waiting()).isZero();
    }

    @Test
    void left_isPassedOver() {
        enter(turnstile);
        enter(turnstile);
        var place = place(1);
        assertThat(turnstile.enter(place)).isFalse();

        turnstile.leave(place);
        scheduler.pass(Duration.ofSeconds(5));

        assertThat(passed).hasSize(2);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void manyAhead_holdTheOthersUpForTwoStepsAtMost() {
        for (var person = 0; person < 100; person++) {
            turnstile.enterAhead(HOST);
        }

        enter(turnstile);
        scheduler.pass(Turnstile.STEP);

        assertThat(passed).hasSize(1);
    }

    @Test
    void lostBell_isFoundByTheHeartbeat() {
        var deaf = new Turnstile(time, new DeafScheduler());
        for (var client = 0; client < 4; client++) {
            enter(deaf);
        }
        scheduler.pass(Duration.ofSeconds(3));
        assertThat(passed).hasSize(2);

        deaf.ringOverdue(Duration.ofSeconds(2));

        assertThat(passed).hasSize(3);
        scheduler.pass(Duration.ofSeconds(3));
        deaf.ringOverdue(Duration.ofSeconds(2));
        assertThat(passed).hasSize(4);
    }

    @Test
    void bellThatIsNotOverdue_isLeftToRingByItself() {
        var deaf = new Turnstile(time, new DeafScheduler());
        for (var client = 0; client < 3; client++) {
            enter(deaf);
        }
        scheduler.pass(Turnstile.STEP.plusSeconds(2));

        deaf.ringOverdue(Duration.ofSeconds(2));

        assertThat(passed).hasSize(2);
    }

    /** The monotonic clock may be anywhere. */
    @Test
    void endsFarApart_whoseTokenEndsFirstGoesFirst() {
        enter(turnstile);
        enter(turnstile);
        var order = new ArrayList<String>();
        turnstile.enter(new Turnstile.Place(HOST, Long.MIN_VALUE + 5, () -> false, turn -> order.add("second")));
        turnstile.enter(new Turnstile.Place(HOST, Long.MAX_VALUE - 5, () -> false, turn -> order.add("first")));

        scheduler.pass(Turnstile.STEP.multipliedBy(2));

        assertThat(order).containsExactly("first", "second");
    }

    private static final class DeafScheduler implements Scheduler {
        @Override
        public void execute(Runnable task) {}

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
            return Optional.empty();
        }
    }
}
