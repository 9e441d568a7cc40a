// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.signin.SignInHouse.answer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.AnswerStyle.Condition;
import org.winekey.oauth.core.protocol.AnswerStyle.Kept;
import org.winekey.oauth.core.protocol.AnswerStyle.Lifetimes;
import org.winekey.oauth.core.protocol.AnswerStyle.Refusals;
import org.winekey.oauth.core.protocol.AnswerStyle.Tokens;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.JsonPointer;
import org.winekey.oauth.core.protocol.Registration;

/** A sign-in at a provider with a style of its own: what it says beside the tokens is kept, and its refusals are read. */
@Timeout(30)
class StyledSignInTest extends SignInScene {

    private static final AnswerStyle STYLE = new AnswerStyle(
            new Tokens(new JsonPointer(List.of("data")), Map.of(), true),
            new Refusals(
                    null,
                    null,
                    new Condition(new JsonPointer(List.of("status")), "0"),
                    Map.of("code.is.spent", "invalid_grant", "601", "authorization_pending")),
            Lifetimes.PLAIN,
            new Kept(List.of("api_domain", "shop"), List.of("shop", "realmId")));

    @BeforeEach
    void prepare() {
        speak(Map.of());
    }

    private void speak(Map<String, String> endpoints) {
        var plain = SignInHouse.withEndpoints(SignInHouse.registration("spotify", "id-1"), endpoints);
        house.registrations.put("spotify", speaking(plain));
    }

    private static Registration speaking(Registration plain) {
        return new Registration(
                plain.client(),
                plain.grantType(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                plain.endpoints(),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters(),
                Dialect.PLAIN.with(STYLE),
                plain.route());
    }

    private Kind arrive(Map<String, List<String>> more) {
        var departure = house.depart("spotify");
        var parameters = new HashMap<>(more);
        parameters.put("code", List.of(SignInHouse.CODE));
        parameters.put("state", List.of(SignInHouse.state(departure)));
        return house.signIns
                .arrive(new Arrival("spotify", parameters, Set.of(departure.binding()), "192.0.2.7"))
                .kind();
    }

    private void answers(int status, String body) {
        house.provider = () -> CompletableFuture.completedFuture(answer(status, body));
    }

    @Test
    void keptValues_ofCallbackAndAnswer_areInTheGrant_andTheAnswerCounts() throws Exception {
        answers(
                200,
                "{\"status\":0,\"data\":{\"access_token\":\"a\",\"api_domain\":\"https://eu.example.com\",\"shop\":\"mine\"}}");

        var kind = arrive(Map.of("realmId", List.of("42"), "shop", List.of("theirs"), "other", List.of("x")));

        assertThat(kind).isEqualTo(Kind.DONE);
        assertThat(house.grant("spotify").map(Grant::kept))
                .contains(Map.of("realmId", "42", "shop", "mine", "api_domain", "https://eu.example.com"));
    }

    @Test
    void callbackValue_repeatedOrUnprintable_isNotKept() throws Exception {
        answers(200, "{\"status\":0,\"data\":{\"access_token\":\"a\"}}");

        arrive(Map.of("realmId", List.of("42", "43"), "shop", List.of("a\nb")));

        assertThat(house.grant("spotify").map(Grant::kept)).contains(Map.of());
    }

    @Test
    void refusal_inTheirStyle_endsTheSignInWithTheirWords() throws Exception {
        answers(200, "{\"error\":\"code.is.spent\"}");

        var kind = arrive(Map.of());

        assertThat(kind).isEqualTo(Kind.EXCHANGE_FAILED);
        assertThat(house.grant("spotify")).isEmpty();
    }

    @Test
    void deviceDoor_refusalInTheirStyle_isSaidWithTheirWords() {
        speak(Map.of("device_authorization_endpoint", "/device"));
        answers(200, "{\"status\":7}");

        assertThatThrownBy(() -> house.signIns.device("spotify", SignInHouse.KARAF))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("the provider answered 7");
    }

    @Test
    void devicePoll_inTheirStyle_waitsAndThenBringsTokens() throws Exception {
        speak(Map.of("device_authorization_endpoint", "/device"));
        answers(
                200,
                "{\"status\":0,\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://a.example/d\","
                        + "\"expires_in\":600}");
        house.signIns.device("spotify", SignInHouse.KARAF);
        answers(200, "{\"status\":601}");
        house.scheduler.pass(Duration.ofSeconds(30));
        assertThat(house.signIns.pending("spotify")).isEmpty();

        answers(200, "{\"status\":0,\"data\":{\"access_token\":\"a\",\"api_domain\":\"eu\"}}");
        house.scheduler.pass(Duration.ofSeconds(10));

        assertThat(house.signIns.pending("spotify")).isPresent();
        house.signIns.accept("spotify", house.waiting("spotify").id());
        assertThat(house.grant("spotify").map(Grant::kept)).contains(Map.of("api_domain", "eu"));
    }

    @Test
    void pushedRequest_refusalInTheirStyle_isSaidWithTheirWords() {
        speak(Map.of("pushed_authorization_request_endpoint", "/par"));
        answers(400, "{\"status\":601}");

        assertThatThrownBy(() -> house.depart("spotify"))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("the provider answered 601, which is authorization_pending");
    }
}
