// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Audience;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;

/** Consents that brought less than was asked for. */
@Timeout(20)
final class KeeperConsentTest {

    private final House house = new House();

    private static Registration asking(String... scopes) {
        var plain = House.registration();
        return new Registration(
                plain.client(),
                plain.clientId(),
                Secret.of("s3cret"),
                ClientAuthentication.POST,
                plain.issuer(),
                plain.endpoints(),
                List.of(scopes),
                plain.redirectUri(),
                Map.of(),
                Map.of());
    }

    private Grant granting(String... scopes) {
        var grant = house.grant(Duration.ZERO, HOUR);
        return new Grant(
                grant.registration(),
                grant.accessToken(),
                grant.refreshToken(),
                Set.of(scopes),
                grant.issuedAt(),
                grant.expiresAt(),
                grant.consentedAt(),
                0,
                null);
    }

    private ClientStatus status(Grant held, Registration settings) {
        return house.signedIn(held)
                .configured(new ClientTerms.Ready(settings))
                .keeper()
                .status();
    }

    @Test
    @Tag("R-056")
    void fewerScopesThanAsked_tokenServedAndThePersonIsToldWhich() {
        var status = status(granting("play"), asking("play", "history", "Play"));

        assertThat(status.code()).isEqualTo(Code.SCOPE_MISSING);
        assertThat(status.audience()).isEqualTo(Audience.PERSON);
        assertThat(status.reason()).contains("without history Play;");
        assertThat(status.key()).contains("scope");
        assertThat(house.text()).isEqualTo("access-0");
    }

    @Test
    @Tag("R-056")
    void sameScopesInAnotherOrderAndMore_nothingIsMissing() {
        assertThat(status(granting("history", "extra", "play"), asking("play", "history"))
                        .code())
                .isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void offlineAccessNotListed_refreshTokenCame_nothingIsMissing() {
        assertThat(status(granting("play"), asking("play", "offline_access")).code())
                .isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void offlineAccessNotListed_noRefreshToken_isMissing() {
        var status = status(House.withoutRefreshToken(granting("play")), asking("play", "offline_access"));

        assertThat(status.reason()).contains("without offline_access;");
    }

    @Test
    void noRefreshToken_statusSaysHowToGetOne() {
        var status = status(House.withoutRefreshToken(granting("play")), asking("play"));

        assertThat(status.code()).isEqualTo(Code.AUTHORIZED);
        assertThat(status.reason()).contains("no refresh token", "offline_access", "access_type=offline");
    }
}
