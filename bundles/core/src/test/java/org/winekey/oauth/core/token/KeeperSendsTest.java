// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.FakeProvider.status;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** How often one refresh token is sent while nobody knows what became of it, and what does not make it more. */
@Timeout(20)
final class KeeperSendsTest {

    private final House house = new House();

    private House valid() {
        return house.signedIn(house.grant(Duration.ofMinutes(30), HOUR)).configured();
    }

    private House sentTwice() {
        house.provider.always(fails(true, Fault.CUT));
        valid().pass(Duration.ofMinutes(25));
        assertThat(house.posts()).isEqualTo(2);
        return house;
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_clockStepped_isNotSentAThirdTime() {
        sentTwice();

        house.time.jump(Duration.ofSeconds(10));
        house.pass(Duration.ofMinutes(2));

        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.text()).isEqualTo("access-0");
        house.pass(Duration.ofMinutes(10));
        assertThat(house.posts()).isGreaterThan(2);
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_settingsChanged_isNotSentAThirdTime() {
        sentTwice();

        house.configured(new ClientTerms.Ready(House.registration("id-1", "other")));
        house.pass(Duration.ofMinutes(2));

        assertThat(house.posts()).isEqualTo(2);
        house.pass(Duration.ofMinutes(10));
        assertThat(house.posts()).isGreaterThan(2);
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_settingsChangedDuringTheSecond_isNotSentAThirdTime() {
        house.provider.always(fails(true, Fault.CUT)).latency(Duration.ofSeconds(2));
        valid();
        while (house.posts() < 2) {
            house.pass(Duration.ofMillis(500));
        }

        house.configured(new ClientTerms.Ready(House.registration("id-1", "other")));
        house.pass(Duration.ofMinutes(2));

        assertThat(house.posts()).isEqualTo(2);
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_restartAndA401_isNotSentAThirdTime() {
        sentTwice().restarted().configured();

        house.keeper().rejected(house.token().orElseThrow());
        house.pass(Duration.ofMinutes(2));

        assertThat(house.posts()).isEqualTo(2);
        house.pass(Duration.ofMinutes(10));
        assertThat(house.posts()).isGreaterThan(2);
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_tokenWithoutEnd_isSentAThirdTimeOnlyAfterA401() {
        house.provider.always(fails(true, Fault.CUT));
        house.signedIn(house.grant(Duration.ofMinutes(1), null)).configured();
        house.keeper().refreshNow();

        house.pass(Duration.ofDays(1));

        assertThat(house.posts()).isEqualTo(2);
        house.provider.always(FakeProvider.WELL);
        house.keeper().rejected(house.token().orElseThrow());
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_ageOfTheTokenUnknown_isSentAThirdTimeOnceItMustBeDead() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).provider.always(fails(true, Fault.CUT));
        house.time.jump(Duration.ofDays(-20_000));
        house.restarted().configured();

        house.pass(Duration.ofMinutes(59));

        assertThat(house.posts()).isEqualTo(2);
        house.pass(Duration.ofMinutes(2));
        assertThat(house.posts()).isGreaterThan(2);
    }

    @Test
    @Tag("R-069")
    void unknownOutcome_ageOfTheTokenUnknown_isSentAThirdTimeAfterA401() {
        house.signedIn(house.grant(Duration.ZERO, HOUR)).provider.always(fails(true, Fault.CUT));
        house.time.jump(Duration.ofDays(-20_000));
        house.restarted().configured().pass(Duration.ofMinutes(5));
        house.provider.always(FakeProvider.WELL);

        house.keeper().rejected(house.token().orElseThrow());

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(3);
    }

    @Test
    @Tag("R-067")
    void retryAfter_settingsChangedDuringTheRefresh_isHonoured() {
        house.provider
                .latency(Duration.ofSeconds(2))
                .next(status(503, "text/plain", "", Map.of("retry-after", List.of("600"))));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured().untilPosted();

        house.configured(new ClientTerms.Ready(House.registration("id-1", "other")));
        house.pass(Duration.ofMinutes(9));

        assertThat(house.posts()).isEqualTo(1);
        house.pass(Duration.ofMinutes(3));
        assertThat(house.text()).isEqualTo("access-1");
    }
}
