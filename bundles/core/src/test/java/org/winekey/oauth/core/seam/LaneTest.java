// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LaneTest {

    @Test
    void tasks_ofManyThreads_runOneAtATime() throws Exception {
        try (var pool = new PoolScheduler("lane-test", 4)) {
            var lane = new Lane("a", pool);
            var inside = new AtomicInteger();
            var most = new AtomicInteger();
            var done = new CountDownLatch(4000);

            for (var thread = 0; thread < 4; thread++) {
                pool.execute(() -> {
                    for (var task = 0; task < 1000; task++) {
                        lane.submit(() -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            done.countDown();
                        });
                    }
                });
            }

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void taskThatThrows_doesNotCloseTheLane() {
        var scheduler = new SimulatedScheduler(new SimulatedTime());
        var lane = new Lane("a", scheduler);
        var ran = new ArrayList<String>();

        lane.submit(() -> ran.add("one"));
        lane.submit(() -> {
            throw new IllegalStateException("this test logs an error on purpose");
        });
        lane.submit(() -> ran.add("two"));
        scheduler.settle();

        assertThat(ran).isEqualTo(List.of("one", "two"));
    }

    @Test
    void closed_waitingAndLaterTasksAreDropped() {
        var scheduler = new SimulatedScheduler(new SimulatedTime());
        var lane = new Lane("a", scheduler);
        var ran = new ArrayList<String>();

        lane.submit(() -> {
            lane.close();
            ran.add("the last one");
        });
        lane.submit(() -> ran.add("waiting"));
        scheduler.settle();
        lane.submit(() -> ran.add("later"));
        scheduler.settle();

        assertThat(ran).containsExactly("the last one");
    }

    @Test
    void closedScheduler_tasksAreDropped() {
        var scheduler = new SimulatedScheduler(new SimulatedTime());
        var lane = new Lane("a", scheduler);
        scheduler.close();

        var ran = new ArrayList<String>();

        lane.submit(() -> ran.add("must not run"));
        scheduler.settle();

        assertThat(ran).isEmpty();
    }
}
