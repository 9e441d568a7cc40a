// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.AnswerStyle.Condition;
import org.winekey.oauth.core.protocol.AnswerStyle.Kept;
import org.winekey.oauth.core.protocol.AnswerStyle.Lifetimes;
import org.winekey.oauth.core.protocol.AnswerStyle.Refusals;
import org.winekey.oauth.core.protocol.AnswerStyle.Tokens;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.JsonPointer;
import org.winekey.oauth.core.protocol.LifetimeUnit;
import org.winekey.oauth.core.protocol.Registration;

/** A provider with a style of its own is understood by everything that is sent for a grant. */
@Timeout(20)
final class KeeperStyleTest {

    private static final Dialect STYLED = Dialect.PLAIN.with(new AnswerStyle(
            new Tokens(new JsonPointer(List.of("data")), Map.of(), true),
            new Refusals(
                    null,
                    null,
                    new Condition(new JsonPointer(List.of("status")), "0"),
                    Map.of("token.not.found", "invalid_grant")),
            new Lifetimes(LifetimeUnit.MILLISECONDS, null),
            new Kept(List.of("region"), List.of())));

    private static final FakeProvider.Behaviour TOKENS = json("{\"status\":0,\"data\":{\"access_token\":\"styled\","
            + "\"expires_in\":3600000,\"region\":\"eu\",\"refresh_token\":\"r\"}}");

    private final House house = new House();

    private static FakeProvider.Behaviour json(String body) {
        return FakeProvider.status(200, "application/json", body, Map.of());
    }

    private House signedIn(Registration registration) {
        return house.signedIn(house.grant(Duration.ZERO, HOUR)).configured(new ClientTerms.Ready(registration));
    }

    @Test
    void refresh_inTheirStyle_bringsTokensAndWhatIsKept() {
        house.provider.next(TOKENS);
        signedIn(House.speaking(STYLED, House.registration()));

        house.keeper().refreshNow();

        assertThat(house.text()).isEqualTo("styled");
        assertThat(house.keeper().report().expiresAt()).isPresent();
        assertThat(house.keeper().report().kept()).containsExactly(Map.entry("region", "eu"));
        assertThat(house.stored().map(Grant::kept)).contains(Map.of("region", "eu"));
        assertThat(house.keeper().explain().evidence()).contains("kept of what the provider said: region = eu");
    }

    @Test
    void refresh_mappedEndOfTheGrant_isConfirmedBeforeItCounts_andNothingIsErased() {
        house.provider.next(TOKENS).always(error(400, "token.not.found"));
        signedIn(House.speaking(STYLED, House.registration()));
        house.keeper().refreshNow();

        house.keeper().refreshNow();

        assertThat(house.stored().orElseThrow().ended()).isNotNull().returns(false, Grant.Ended::confirmed);
        house.pass(Duration.ofMinutes(1));
        assertThat(house.stored().orElseThrow().ended()).isNotNull().returns(true, Grant.Ended::confirmed);
        assertThat(house.stored().orElseThrow().refreshToken()).isNotNull();
        assertThat(house.stored().map(Grant::kept)).contains(Map.of("region", "eu"));
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void fetch_inTheirStyle_bringsTokens() {
        house.provider.always(TOKENS);

        house.configured(new ClientTerms.Ready(House.speaking(STYLED, House.ownCredentials("id-1", "s3cret", "play"))));

        assertThat(house.text()).isEqualTo("styled");
        assertThat(house.keeper().report().kept()).containsExactly(Map.entry("region", "eu"));
    }

    @Test
    void revocation_refusalInTheirStyle_isNoConfirmation() throws IOException {
        var registration = House.speaking(STYLED, withRevocation(House.registration()));
        var plain = house.grant(Duration.ZERO, HOUR);
        var grant = new Grant(
                registration,
                plain.accessToken(),
                plain.refreshToken(),
                plain.scopes(),
                plain.issuedAt(),
                plain.expiresAt(),
                plain.consentedAt(),
                0,
                null);
        house.provider.always(json("{\"status\":503}"));
        house.signedIn(grant).configured(new ClientTerms.Ready(registration));

        assertThat(house.keeper().revoke().kind()).isEqualTo(Parting.Kind.NOT_CONFIRMED);
    }

    private static Registration withRevocation(Registration plain) {
        return new Registration(
                plain.client(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                new Registration.Endpoints(
                        plain.endpoints().authorization(),
                        plain.endpoints().token(),
                        URI.create("https://as.example/revoke")),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters());
    }
}
