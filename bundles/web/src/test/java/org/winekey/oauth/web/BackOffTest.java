// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-106")
class BackOffTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final BackOff backOff = new BackOff(nanos::get);

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            backOff.end(address, "anna", false);
        }
    }

    /** How long a try from there would have to wait. */
    private Duration pause(String address) {
        Duration pause = backOff.begin(address);
        if (pause.isZero()) {
            backOff.end(address, "nobody", true);
        }
        return pause;
    }

    @Test
    void pause_afterEachFailureBeyondFive_doublesUpToAMinute() {
        fail("a", 4);
        assertThat(pause("a")).isZero();
        fail("a", 1);
        assertThat(pause("a")).isEqualTo(Duration.ofSeconds(1));
        fail("a", 1);
        assertThat(pause("a")).isEqualTo(Duration.ofSeconds(2));
        fail("a", 1000);
        assertThat(pause("a")).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void pause_asTimePasses_endsAndIsForgotten() {
        fail("a", 20);

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(pause("a")).isZero();

        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        fail("a", 1);
        assertThat(pause("a")).isZero();
    }

    @Test
    void success_afterFailures_clearsThem() {
        fail("a", 9);

        backOff.end("a", "anna", true);

        assertThat(pause("a")).isZero();
        assertThat(backOff.size()).isZero();
    }

    @Test
    void success_ofAnotherUser_clearsNothing() {
        fail("a", 9);

        backOff.end("a", "vera", true);

        assertThat(pause("a")).isPositive();
    }

    @Test
    void success_afterFailuresAtSeveralUsers_clearsNothing() {
        fail("a", 5);
        backOff.end("a", "vera", false);

        backOff.end("a", "vera", true);

        assertThat(pause("a")).isPositive();
    }

    @Test
    void tries_manyAtOnce_areCountedBeforeTheyEnd() {
        long begun =
                IntStream.range(0, 100).filter(i -> backOff.begin("a").isZero()).count();

        assertThat(begun).isEqualTo(5);
    }

    @Test
    void tries_thatSucceed_areGivenBack() {
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.begin("a")).isZero();
            backOff.end("a", "anna", true);
        }

        assertThat(backOff.size()).isZero();
    }

    @Test
    void failures_fromOneIpv6Network_countTogether() {
        for (int i = 1; i <= 5; i++) {
            fail("2001:db8:1:2::" + i, 1);
        }

        assertThat(pause("2001:db8:1:2:ffff::9")).isPositive();
        assertThat(pause("2001:db8:1:3::1")).isZero();
    }

    @Test
    void sources_inAnyNumber_areRememberedUpToABound() {
        for (int i = 0; i < 100_000; i++) {
            fail("source-" + i, 1);
        }

        assertThat(backOff.size()).isEqualTo(BackOff.SOURCES);
    }
}
