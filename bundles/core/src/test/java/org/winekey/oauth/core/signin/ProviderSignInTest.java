// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.protocol.OwnerCredentials;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Samples;

/** Sign-ins at providers that depart from the RFC, with settings that say so. */
class ProviderSignInTest extends SignInScene {

    /** The client, with these keys and values in turn. */
    private void settings(String... keysAndValues) {
        var raw = Samples.good();
        raw.put("scope", "read");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            raw.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        var context = new ClientSettings.Context(SignInHouse.BASE, false, Samples.FILES);
        house.registrations.put(
                "spotify",
                ClientSettings.of("spotify", raw, context).registered().orElseThrow());
    }

    private static String scope(HttpTransport.Call call) {
        return ScriptedTransport.form(call).get("scope");
    }

    private static CompletableFuture<HttpTransport.Outcome> answered(int status, String body) {
        return CompletableFuture.completedFuture(SignInHouse.answer(status, body));
    }

    @Test
    void callbackRename_codeAndState_areReadUnderTheProvidersNames() throws Exception {
        settings("callback_rename.code", "spapi_oauth_code", "callback_rename.state", "payload");
        var departure = house.depart("spotify");
        var state = SignInHouse.state(departure);

        var plain = house.arrive("spotify", Map.of("code", "c", "state", state), departure.binding());
        var renamed = house.arrive(
                "spotify",
                Map.of("spapi_oauth_code", "their-code", "payload", state, "code", "not-this"),
                departure.binding());

        assertThat(plain.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(renamed.kind()).isEqualTo(Kind.DONE);
        assertThat(ScriptedTransport.form(house.calls.get(0))).containsEntry("code", "their-code");
    }

    @Test
    @Tag("R-019")
    void callbackRename_twiceTheProvidersName_isMalformed() {
        settings("callback_rename.code", "auth_code");
        var departure = house.depart("spotify");
        var twice = Map.of("auth_code", List.of("a", "b"), "state", List.of(SignInHouse.state(departure)));

        var outcome = house.signIns.arrive(
                new org.winekey.oauth.admin.Arrival("spotify", twice, Set.of(departure.binding()), "192.0.2.7"));

        assertThat(outcome.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(house.calls).isEmpty();
    }

    @Test
    void optionalScope_refused_isLeftOutOfTheNextSignIn() throws Exception {
        settings("optional_scope", "sse more");
        var nonce = house.nonce("spotify");
        var departure = house.depart(nonce, Door.CALLBACK);
        assertThat(SignInHouse.parameter(departure.authorizationUri(), "scope")).isEqualTo("read sse more");
        assertThat(house.signIns
                        .offer(nonce, Set.of(departure.binding()))
                        .orElseThrow()
                        .scopes())
                .containsExactly("read", "sse", "more");

        var refused = house.arrive(
                "spotify",
                Map.of("error", "invalid_scope", "state", SignInHouse.state(departure)),
                departure.binding());

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED_BY_PROVIDER);
        assertThat(refused.message()).contains("asks without the optional scopes (sse more): start again");
        var second = house.depart("spotify");
        assertThat(SignInHouse.parameter(second.authorizationUri(), "scope")).isEqualTo("read");
        assertThat(house.arrive(second).kind()).isEqualTo(Kind.DONE);
        assertThat(house.grant("spotify").orElseThrow().scopes()).containsExactly("read");

        settings("optional_scope", "other");
        assertThat(SignInHouse.parameter(house.depart("spotify").authorizationUri(), "scope"))
                .isEqualTo("read other");
    }

    @Test
    void optionalScope_notRefused_isGrantedWhereTheAnswerNamesNone() throws Exception {
        settings("optional_scope", "sse");

        assertThat(house.arrive(house.depart("spotify")).kind()).isEqualTo(Kind.DONE);

        assertThat(house.grant("spotify").orElseThrow().scopes()).containsExactlyInAnyOrder("read", "sse");
        assertThat(house.grant("spotify").orElseThrow().registration()).isEqualTo(house.registrations.get("spotify"));
    }

    @Test
    void optionalScope_refusedForAnotherReason_isAskedForAgain() {
        settings("optional_scope", "sse");
        var departure = house.depart("spotify");

        var refused = house.arrive(
                "spotify",
                Map.of("error", "access_denied", "state", SignInHouse.state(departure)),
                departure.binding());

        assertThat(refused.message()).doesNotContain("optional");
        assertThat(SignInHouse.parameter(house.depart("spotify").authorizationUri(), "scope"))
                .isEqualTo("read sse");
    }

    @Test
    void optionalScope_refusedWhenPushed_isLeftOutAtOnce() {
        settings("optional_scope", "sse", "pushed_authorization_request_endpoint", "https://as.example/par");
        house.answers.put(
                "/par",
                () -> scope(house.calls.get(house.calls.size() - 1)).contains("sse")
                        ? answered(400, "{\"error\":\"invalid_scope\"}")
                        : answered(201, "{\"request_uri\":\"urn:x\",\"expires_in\":60}"));

        var departure = house.depart("spotify");

        assertThat(departure.authorizationUri().getRawQuery()).contains("request_uri=urn%3Ax");
        assertThat(house.calls("/par")).extracting(ProviderSignInTest::scope).containsExactly("read sse", "read");
    }

    @Test
    void optionalScope_refusedAtTheDeviceDoor_isLeftOutAtOnce() {
        settings("optional_scope", "sse", "device_authorization_endpoint", "https://as.example/device");
        house.answers.put(
                "/device",
                () -> scope(house.calls.get(house.calls.size() - 1)).contains("sse")
                        ? answered(400, "{\"error\":\"invalid_scope\"}")
                        : answered(
                                200,
                                "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"https://as.example/v\","
                                        + "\"expires_in\":600}"));

        var code = house.signIns.device("spotify", SignInHouse.KARAF);

        assertThat(code.userCode()).isEqualTo("U");
        assertThat(house.calls("/device")).extracting(ProviderSignInTest::scope).containsExactly("read sse", "read");
    }

    private void longLived() {
        settings(
                "then_endpoint", "https://graph.example/then",
                "then_parameters.grant_type", "ig_exchange_token",
                "then_token_parameter", "short",
                "token_endpoint_auth_method", "client_secret_post");
    }

    @Test
    void then_afterTheCode_storesTheSecondTokenWithWhatOnlyTheFirstSaid() throws Exception {
        longLived();
        house.answers.put(
                "/then",
                () -> answered(
                        200, "{\"access_token\":\"long-lived\",\"token_type\":\"bearer\",\"expires_in\":5184000}"));

        assertThat(house.arrive(house.depart("spotify")).kind()).isEqualTo(Kind.DONE);

        var grant = house.grant("spotify").orElseThrow();
        assertThat(grant.accessToken()).isEqualTo(Secret.of("long-lived"));
        assertThat(grant.refreshToken()).isEqualTo(Secret.of("cnry-refresh"));
        assertThat(house.calls("/then")).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(ScriptedTransport.form(call))
                    .contains(
                            entry("short", "cnry-access"),
                            entry("grant_type", "ig_exchange_token"),
                            entry("client_secret", "s3cr3t-canary"));
        });
    }

    @Test
    void then_methodGet_asksWithAQuery() {
        settings("then_endpoint", "https://graph.example/then", "then_method", "GET");
        house.answers.put("/then", () -> answered(200, "{\"access_token\":\"b\",\"token_type\":\"bearer\"}"));

        assertThat(house.arrive(house.depart("spotify")).kind()).isEqualTo(Kind.DONE);

        assertThat(house.calls("/then")).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.uri()).hasToString("https://graph.example/then?access_token=cnry-access");
        });
    }

    @Test
    @Tag("R-052")
    void then_refused_storesNothingAndBurnsTheDoor() throws Exception {
        longLived();
        house.answers.put("/then", () -> answered(400, "{\"error\":\"invalid_request\"}"));
        var departure = house.depart("spotify");

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        assertThat(outcome.message()).doesNotContain("cnry-access");
        assertThat(house.grant("spotify")).isEmpty();
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls("/token")).hasSize(1);
        assertThat(house.calls("/then")).hasSize(1);
    }

    @Test
    @Tag("R-052")
    void then_stoppedInTheMiddle_storesNothingAndSendsNothingAgain() throws Exception {
        longLived();
        house.answers.put("/then", CompletableFuture::new);
        var departure = house.depart("spotify");
        var unfinished = house.arrive(departure);
        assertThat(unfinished.kind()).isEqualTo(Kind.EXCHANGE_FAILED);

        house.restart();

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.grant("spotify")).isEmpty();
        assertThat(house.calls("/token")).hasSize(1);
    }

    @Test
    void then_afterAPassword_storesTheSecondTokenToo() throws Exception {
        settings(
                "grant_types", "password",
                "legacy_password_grant", "true",
                "authorization_endpoint", "",
                "then_endpoint", "https://graph.example/then");
        house.answers.put("/then", () -> answered(200, "{\"access_token\":\"second\",\"token_type\":\"bearer\"}"));

        var outcome = house.signIns.signIn(
                "spotify", new OwnerCredentials(Secret.of("anna"), Secret.of("pw")), SignInHouse.KARAF);

        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("second"));
    }

    @Test
    @Tag("R-052")
    void then_refusedAfterADeviceCode_storesNothingAndShutsTheDeviceDoor() throws Exception {
        settings(
                "device_authorization_endpoint", "https://as.example/device",
                "then_endpoint", "https://graph.example/then");
        var codes = "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"https://as.example/v\","
                + "\"expires_in\":600}";
        house.answers.put("/device", () -> answered(200, codes));
        house.answers.put("/then", () -> answered(400, "{\"error\":\"invalid_request\"}"));
        house.signIns.device("spotify", SignInHouse.KARAF);

        house.scheduler.pass(Duration.ofMinutes(1));

        assertThat(house.calls("/then")).hasSize(1);
        assertThat(house.news).singleElement().asString().contains("device door", "invalid_request");
        var open = house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE);
        assertThat(open.orElseThrow().doors()).containsExactly(Door.CALLBACK);
        assertThat(house.signIns.pending()).isEmpty();
    }

    @Test
    @Tag("R-073")
    void then_endpoint_isPartOfTheIdentity() {
        settings();
        Registration plain = house.registrations.get("spotify");
        longLived();

        assertThat(house.registrations.get("spotify").identity()).isNotEqualTo(plain.identity());
    }
}
