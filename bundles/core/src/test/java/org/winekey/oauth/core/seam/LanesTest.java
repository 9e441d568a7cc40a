// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LanesTest {

    private final SimulatedScheduler scheduler = new SimulatedScheduler(new SimulatedTime());
    private final Lanes lanes = new Lanes(scheduler);
    private final List<String> ran = new ArrayList<>();

    @Test
    void task_given_runsLaterOnTheScheduler() {
        lanes.run("a", () -> ran.add("1"));
        assertThat(ran).isEmpty();

        scheduler.settle();
        lanes.run("a", () -> ran.add("2"));
        scheduler.settle();

        assertThat(ran).containsExactly("1", "2");
    }

    @Test
    void task_ofClosedLanes_isDropped() {
        lanes.run("a", () -> ran.add("1"));
        lanes.close();
        lanes.run("a", () -> ran.add("2"));
        scheduler.settle();

        assertThat(ran).isEmpty();
    }

    @Test
    void lane_schedulerRefused_isNotShutForGood() {
        scheduler.close();
        lanes.run("a", () -> ran.add("1"));
        lanes.run("a", () -> ran.add("2"));

        assertThat(ran).isEmpty();
    }

    @Test
    void taskThatThrows_anythingAtAll_doesNotShutTheLane() {
        lanes.run("a", () -> {
            throw new AssertionError("this test logs an error on purpose");
        });
        lanes.run("a", () -> ran.add("1"));
        scheduler.settle();
        lanes.run("a", () -> ran.add("2"));
        scheduler.settle();

        assertThat(ran).containsExactly("1", "2");
    }

    @RepeatedTest(200)
    void tasks_ofOneName_keepTheirOrderOnManyThreads() throws InterruptedException {
        var count = 50;
        var done = new CountDownLatch(count);
        var order = new ArrayList<Integer>();
        try (var pool = new PoolScheduler("lanes-test", 2)) {
            var real = new Lanes(pool);
            for (int i = 0; i < count; i++) {
                var number = i;
                real.run("a", () -> {
                    order.add(number);
                    done.countDown();
                });
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(order).isSorted().hasSize(count);
    }
}
