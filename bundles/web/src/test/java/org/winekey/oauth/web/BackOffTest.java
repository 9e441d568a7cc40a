// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-106")
class BackOffTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final BackOff backOff = new BackOff(nanos::get);

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            backOff.failed(address);
        }
    }

    @Test
    void pause_afterEachFailureBeyondFive_doublesUpToAMinute() {
        fail("a", 4);
        assertThat(backOff.pause("a")).isZero();
        fail("a", 1);
        assertThat(backOff.pause("a")).isEqualTo(Duration.ofSeconds(1));
        fail("a", 1);
        assertThat(backOff.pause("a")).isEqualTo(Duration.ofSeconds(2));
        fail("a", 1000);
        assertThat(backOff.pause("a")).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void pause_asTimePasses_endsAndIsForgotten() {
        fail("a", 20);

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(backOff.pause("a")).isZero();

        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        fail("a", 1);
        assertThat(backOff.pause("a")).isZero();
    }

    @Test
    void success_afterFailures_clearsThem() {
        fail("a", 9);

        backOff.succeeded("a");

        assertThat(backOff.pause("a")).isZero();
    }

    @Test
    void failures_fromOneIpv6Network_countTogether() {
        for (int i = 1; i <= 5; i++) {
            backOff.failed("2001:db8:1:2::" + i);
        }

        assertThat(backOff.pause("2001:db8:1:2:ffff::9")).isPositive();
        assertThat(backOff.pause("2001:db8:1:3::1")).isZero();
    }

    @Test
    void sources_inAnyNumber_areRememberedUpToABound() {
        for (int i = 0; i < 100_000; i++) {
            backOff.failed("source-" + i);
        }

        assertThat(backOff.size()).isEqualTo(BackOff.SOURCES);
    }
}
