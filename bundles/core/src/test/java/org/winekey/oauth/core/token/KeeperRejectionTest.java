// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus.Audience;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** What an API's 401 leads to. */
@Timeout(20)
final class KeeperRejectionTest {

    private final House house = new House();

    private House valid() {
        return house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
    }

    private void reject() {
        house.keeper().rejected(house.token().orElseThrow());
    }

    @Test
    @Tag("R-071")
    void rejected_current_isReplacedOnce() {
        valid();
        var token = house.token().orElseThrow();

        for (var caller = 0; caller < 100; caller++) {
            house.keeper().rejected(token);
        }

        assertThat(house.text()).isEqualTo("access-1");
        house.keeper().rejected(token);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    @Tag("R-071")
    void rejected_sameTextInAnotherObject_countsAsTheSame() {
        valid();

        house.keeper().rejected(AccessToken.of("access-0", null, Set.of()));

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-071")
    void rejected_whileTheLaneIsBusy_isNotHandedOutAgain() {
        valid();
        house.keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));

        reject();
        var answer = house.keeper().tokenAsync(Duration.ZERO);
        house.pass(Duration.ofSeconds(1));

        assertThat(answer.join().orElseThrow().value()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-071")
    void rejected_notOurs_isIgnored() {
        valid();

        house.keeper().rejected(AccessToken.of("something-else", null, Set.of()));

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
    }

    @Test
    void rejected_refreshFails_theUnexpiredTokenIsServedAgain() {
        house.provider.next(fails(false, Fault.CONNECT));
        valid();

        reject();

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.posts()).isEqualTo(1);
        reject();
        assertThat(house.posts()).isEqualTo(1);
        house.pass(Duration.ofSeconds(10));
        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void rejected_refreshHangs_callersGetTheUnexpiredTokenWhenTheirTimeIsOver() {
        house.provider.latency(Duration.ofSeconds(40));
        valid();

        reject();

        assertThat(house.text()).isEqualTo("access-0");
    }

    @Test
    void rejected_unknownLifetimeAndProviderAway_isUnavailable() {
        house.provider.next(fails(false, Fault.CONNECT));
        house.signedIn(house.grant(HOUR, null)).configured();

        reject();

        assertThat(house.token()).isInstanceOf(Unavailable.class);
    }

    @Test
    void rejected_noRefreshToken_isSignInRequired() {
        house.signedIn(House.withoutRefreshToken(house.grant(Duration.ZERO, HOUR)))
                .configured();

        reject();

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.stored()).isPresent();
    }

    @Test
    void rejected_deadGrant_isSignInRequired() {
        house.provider.always(error(400, "invalid_grant"));
        house.signedIn(house.grant(Duration.ofMinutes(50), HOUR)).configured();
        house.pass(Duration.ofMinutes(5));
        assertThat(house.text()).isEqualTo("access-0");
        var posts = house.posts();

        reject();

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        assertThat(house.posts()).isEqualTo(posts);
    }

    @Test
    @Tag("R-071")
    void rejectedAgainAndAgain_forcedRefreshesBackOff() {
        valid();
        reject();
        assertThat(house.text()).isEqualTo("access-1");

        reject();
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(1);
        assertThat(house.keeper().status().code()).isEqualTo(Code.API_REJECTS);
        assertThat(house.keeper().status().reason()).contains("API");
        assertThat(house.keeper().status().retryAt()).contains(house.time.now().plusSeconds(60));

        for (var second = 0; second < 3600; second++) {
            assertThat(house.token()).isInstanceOf(Granted.class);
            reject();
            house.pass(Duration.ofSeconds(1));
        }
        assertThat(house.posts()).isBetween(4, 9);
        assertThat(house.keeper().status().audience()).isEqualTo(Audience.WAIT);
    }

    @Test
    void rejectedAfterALongTime_isANewMatter() {
        house.provider.lifetime("36000");
        valid();
        reject();
        house.text();
        house.pass(Duration.ofMinutes(6));

        reject();

        assertThat(house.text()).isEqualTo("access-2");
    }
}
