// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.TokenResult.Granted;

/**
 * An API that answers 401 to whatever token it is shown, for a day. Tokens live for a day or longer, so that every refresh
 * is one that the rejections asked for.
 */
@Timeout(60)
final class ApiRejectsTest {

    private static final int CONSUMERS = 10;
    private static final int MOST = 30;
    private static final Duration DAY = Duration.ofDays(1);

    private final House house = new House();

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 60, 240})
    @Tag("R-071")
    void tenConsumersForADay_askEverySoManySeconds_atMostThirtyRequests(int seconds) {
        house.provider.lifetime(Long.toString(DAY.toSeconds() * 2));
        house.signedIn(house.grant(Duration.ZERO, DAY.multipliedBy(2))).configured();

        for (var second = 0; second < DAY.toSeconds(); second += seconds) {
            for (var consumer = 0; consumer < CONSUMERS; consumer++) {
                var result = house.token();
                assertThat(result).isInstanceOf(Granted.class);
                house.keeper().rejected(result.orElseThrow());
            }
            house.pass(Duration.ofSeconds(seconds));
        }

        assertThat(house.posts()).isLessThanOrEqualTo(MOST);
        assertThat(house.stored()).isPresent();
    }
}
