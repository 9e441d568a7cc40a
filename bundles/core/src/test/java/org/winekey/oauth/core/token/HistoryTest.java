// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.admin.ClientEvent.Kind;
import org.winekey.oauth.core.seam.SimulatedTime;

/** What is kept of what happened, and what has to go. */
@Timeout(20)
final class HistoryTest {

    private final History history = new History();
    private Instant now = SimulatedTime.START;

    private void happens(Kind kind, String what) {
        now = now.plus(Duration.ofMinutes(1));
        history.add(Happening.once(kind, what, now));
    }

    @Test
    void same_inARow_isOneWithACountAndBothTimes() {
        for (var time = 0; time < 500; time++) {
            happens(Kind.REFRESHED, "refreshed");
        }

        assertThat(history.newestFirst()).singleElement().satisfies(event -> {
            assertThat(event.times()).isEqualTo(500);
            assertThat(event.firstAt()).isEqualTo(SimulatedTime.START.plus(Duration.ofMinutes(1)));
            assertThat(event.lastAt()).isEqualTo(now);
        });
    }

    @Test
    void same_withOtherDetails_isOneWithTheLatest() {
        history.add(Happening.once(Kind.THROTTLED, "patience", now).with("; sent once", now.plusSeconds(10)));
        history.add(Happening.once(Kind.THROTTLED, "patience", now).with("; sent twice", now.plusSeconds(20)));

        assertThat(history.newestFirst()).singleElement().satisfies(event -> {
            assertThat(event.text()).isEqualTo("patience; sent twice");
            assertThat(event.waitUntil()).contains(now.plusSeconds(20));
        });
    }

    @Test
    void success_betweenTwoFaults_keepsThemApart() {
        happens(Kind.NOT_REFRESHED, "503");
        happens(Kind.REFRESHED, "refreshed");
        happens(Kind.NOT_REFRESHED, "503");

        assertThat(history.newestFirst()).extracting(Happening::text).containsExactly("503", "refreshed", "503");
    }

    @Test
    void outage_thatAlternatesForDays_pushesNothingOut() {
        happens(Kind.SIGNED_IN, "signed in");
        for (var time = 0; time < 1_000; time++) {
            happens(Kind.NOT_REFRESHED, "no route");
            happens(Kind.NOT_REFRESHED, "no answer");
            happens(Kind.CLOCK_JUMPED, "the clock jumped");
        }

        assertThat(history.newestFirst())
                .extracting(event -> event.times() + " " + event.text())
                .containsExactly("1000 the clock jumped", "1000 no answer", "1000 no route", "1 signed in");
    }

    @Test
    void bounded_providerWithAThousandErrors_keepsWhatAPersonDid() {
        happens(Kind.SIGNED_IN, "signed in");
        happens(Kind.SETTINGS, "settings changed");
        for (var time = 0; time < 1_000; time++) {
            happens(Kind.NOT_REFRESHED, "error code " + time);
        }

        var events = history.newestFirst();

        assertThat(events).hasSize(History.MOST);
        assertThat(events.get(0).text()).isEqualTo("error code 999");
        assertThat(events)
                .extracting(Happening::text)
                .contains("signed in", "settings changed")
                .doesNotContain("error code 0");
    }

    @Test
    void bounded_personWhoNeverRests_keepsTheNewest() {
        happens(Kind.NOT_REFRESHED, "503");
        for (var time = 0; time < 1_000; time++) {
            happens(Kind.SETTINGS, "settings " + time);
        }

        var events = history.newestFirst();

        assertThat(events).hasSize(History.MOST);
        assertThat(events.get(0).text()).isEqualTo("settings 999");
        assertThat(events.get(History.MOST - 1).text()).isEqualTo("settings 980");
    }

    @Test
    void snapshot_takenByAnotherThread_isWholeAndInOrder() throws Exception {
        var together = new CyclicBarrier(2);
        var reader = CompletableFuture.supplyAsync(() -> {
            meet(together);
            var whole = true;
            for (var look = 0; look < 20_000; look++) {
                whole &= isInOrder(history.newestFirst().stream()
                        .map(Happening::text)
                        .mapToInt(Integer::parseInt)
                        .toArray());
            }
            return whole;
        });
        meet(together);
        for (var time = 0; time < 20_000; time++) {
            happens(Kind.SETTINGS, String.valueOf(time));
        }

        assertThat(reader.get()).isTrue();
        var last =
                CompletableFuture.supplyAsync(() -> history.newestFirst().get(0).text());
        assertThat(last.get()).isEqualTo("19999");
    }

    private static boolean isInOrder(int[] newestFirst) {
        var inOrder = newestFirst.length <= History.MOST;
        for (var i = 1; i < newestFirst.length; i++) {
            inOrder &= newestFirst[i - 1] == newestFirst[i] + 1;
        }
        return inOrder;
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
