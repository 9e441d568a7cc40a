// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.RequestStyle;
import org.winekey.oauth.core.protocol.ScopeSeparator;
import org.winekey.oauth.core.secret.Secret;

/** Providers without refresh tokens, where the access token is traded for the next one. */
@Timeout(20)
final class KeeperAccessTokenRefreshTest {

    private static final Registration TRADING = House.speaking(
            Dialect.PLAIN.with(new RequestStyle(
                    ScopeSeparator.SPACE,
                    RequestStyle.Authorization.PLAIN,
                    RequestStyle.Token.PLAIN,
                    new RequestStyle.Refresh("ig_refresh_token", true, false, false, Map.of()),
                    null)),
            House.registration());

    private final House house = new House();

    private House signedIn(Duration ago, Duration lifetime) {
        var issuedAt = house.time.now().minus(ago);
        var grant = new Grant(
                TRADING,
                Secret.of("access-0"),
                null,
                Set.of("play"),
                issuedAt,
                issuedAt.plus(lifetime),
                issuedAt,
                0,
                null);
        return house.signedIn(grant).configured(new ClientTerms.Ready(TRADING));
    }

    private void answers(String accessToken) {
        house.provider.always(FakeProvider.status(
                200,
                "application/json",
                "{\"access_token\":\"" + accessToken + "\",\"token_type\":\"bearer\",\"expires_in\":3600}",
                Map.of()));
    }

    @Test
    void refresh_sendsTheAccessTokenAndThenTheNextOne() {
        answers("access-1");
        signedIn(Duration.ofMinutes(59), Duration.ofHours(1));

        house.pass(Duration.ofMinutes(2));
        assertThat(house.text()).isEqualTo("access-1");
        answers("access-2");
        house.pass(Duration.ofHours(1));

        assertThat(house.text()).isEqualTo("access-2");
        assertThat(house.provider.posts())
                .extracting(FakeProvider.Post::form)
                .extracting(form -> form.get("grant_type") + " " + form.get("access_token"))
                .startsWith("ig_refresh_token access-0", "ig_refresh_token access-1");
        assertThat(house.stored().orElseThrow().refreshToken()).isNull();
    }

    @Test
    void status_ofAGrantThatCanBeTraded_complainsOfNothing() {
        signedIn(Duration.ofMinutes(1), Duration.ofHours(1));

        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.keeper().status().reason()).doesNotContain("no refresh token");
    }

    @Test
    @Tag("R-066")
    void intent_ofSuchARefresh_isDurableBeforeThePost() {
        answers("access-1");
        house.provider.onSend(form -> house.told.add(
                house.intent()
                                .orElseThrow()
                                .fingerprint()
                                .equals(Secret.of(form.get("access_token")).fingerprint())
                        ? "announced"
                        : "another"));

        signedIn(Duration.ofMinutes(59), Duration.ofHours(1)).pass(Duration.ofMinutes(2));

        assertThat(house.told).contains("announced").doesNotContain("another");
    }
}
