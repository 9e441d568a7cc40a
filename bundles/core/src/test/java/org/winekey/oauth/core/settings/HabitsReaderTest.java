// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;
import static org.winekey.oauth.core.settings.Samples.invalid;
import static org.winekey.oauth.core.settings.Samples.valid;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.core.protocol.Habits;
import org.winekey.oauth.core.protocol.Habits.Allowance;

class HabitsReaderTest {

    private static Habits habits(Map<String, String> keys) {
        var raw = good();
        raw.putAll(keys);
        return valid(raw).registration().dialect().habits();
    }

    @Test
    void everyKey_isRead() {
        var habits = habits(Map.of(
                "refresh_not_before", "PT30S",
                "refresh_token_lifetime", "86400",
                "refresh_token_idle", "P30D",
                "refresh_budget", "100/PT24H"));

        assertThat(habits)
                .isEqualTo(new Habits(
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        Duration.ofDays(30),
                        new Allowance(100, Duration.ofDays(1))));
    }

    @Test
    void noKey_isPlain() {
        assertThat(habits(Map.of())).isEqualTo(Habits.PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "refresh_not_before, soon, no span",
        "refresh_not_before, PT0S, not between",
        "refresh_token_lifetime, P2M, no span",
        "refresh_token_lifetime, -1, no span",
        "refresh_token_idle, P99999999999999999999D, no span",
        "refresh_token_idle, -P1D, not between",
        "refresh_token_idle, P1000000000000D, not between",
        "refresh_budget, 100, no budget",
        "refresh_budget, 0/PT1H, no budget",
        "refresh_budget, many/PT1H, no budget",
        "refresh_budget, 100/day, no span",
        "refresh_budget, 100/PT1S, between a minute and 31 days",
        "refresh_budget, 100/P32D, between a minute and 31 days",
    })
    void badValue_isNamedWithItsRemedy(String key, String value, String words) {
        var wrong = invalid(goodWith(key, value));

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains(words, "such as");
    }
}
