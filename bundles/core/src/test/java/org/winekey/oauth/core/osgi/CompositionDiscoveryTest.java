// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Audience;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.core.seam.HttpTransport;

/** The whole house with a client that knows its issuer and no endpoint. */
class CompositionDiscoveryTest extends ComposedHouse {

    private static final String ISSUER = "https://as.example";

    private final List<String> asked = new ArrayList<>();
    private String document = document("https://as.example", "");
    private boolean reachable = true;
    private int pushes = 201;
    private String pushed = "";
    private int references;

    @Override
    CompletableFuture<HttpTransport.Outcome> provider(HttpTransport.Call call) {
        asked.add(call.method() + " " + call.uri());
        if (call.uri().getPath().equals("/par")) {
            pushed = new String(call.body(), UTF_8);
            references++;
            var body = "{\"request_uri\":\"urn:pushed:" + references + "\",\"expires_in\":60}";
            return CompletableFuture.completedFuture(
                    new HttpTransport.Answered(pushes, Map.of("retry-after", List.of("90")), body.getBytes(UTF_8)));
        }
        if (call.method().equals("POST")) {
            return super.provider(call);
        }
        return CompletableFuture.completedFuture(
                reachable
                        ? new HttpTransport.Answered(200, Map.of(), document.getBytes(UTF_8))
                        : new HttpTransport.Failed(false, HttpTransport.Fault.CONNECT, "nobody listens"));
    }

    private static String document(String server, String more) {
        return "{\"issuer\":\"" + ISSUER + "\",\"authorization_endpoint\":\"" + server + "/a\",\"token_endpoint\":\""
                + server + "/t\",\"code_challenge_methods_supported\":[\"S256\"]" + more + "}";
    }

    private static Map<String, Object> settings(String... more) {
        var raw = new TreeMap<String, Object>(
                Map.of("client_id", "id-1", ".client_secret", "s3cr3t-canary", "issuer", ISSUER));
        for (int i = 0; i < more.length; i += 2) {
            raw.put(more[i], more[i + 1]);
        }
        return raw;
    }

    private void startWith(Map<String, Object> raw) {
        configAdmin.kept.put(PID, raw);
        start(Map.of());
        deliver(PID, raw);
        scheduler.settle();
    }

    @Test
    @Tag("R-080")
    void issuerAlone_isEnoughForASignInAndAToken() {
        startWith(settings());

        assertThat(report().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        assertThat(report().provider()).contains("as.example");
        signIn();

        assertThat(token()).isEqualTo("at-1");
        assertThat(asked)
                .containsExactly(
                        "GET https://as.example/.well-known/oauth-authorization-server", "POST https://as.example/t");
    }

    @Test
    @Tag("R-084")
    void providerOutOfReach_isAWaitAndNoWrongSetting() {
        reachable = false;
        startWith(settings());

        assertThat(report().status().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(report().status().audience()).isEqualTo(Audience.WAIT);
        assertThat(report().status().reason()).contains(ISSUER, "nobody listens");
        assertThat(service("org.example.lamp").client("spotify").token()).isInstanceOf(TokenResult.Unavailable.class);
        assertThatThrownBy(() -> admin().begin("spotify", STARTER))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining(ISSUER);

        reachable = true;
        scheduler.pass(Duration.ofMinutes(1));

        assertThat(report().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    @Tag("R-081")
    void documentOfAnotherIssuer_isAWrongIssuer() {
        document = document("https://as.example", "").replace(ISSUER + "\"", ISSUER + "/\"");
        startWith(settings());

        assertThat(report().status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(report().status().key()).contains("issuer");
        assertThat(report().status().reason()).contains(ISSUER, "another issuer");

        deliver(PID, settings("scope", "more"));
        assertThat(report().status().code()).isEqualTo(Code.MISCONFIGURED);
    }

    @Test
    @Tag("R-082")
    void grant_refreshes_atThePinnedEndpointWhateverTheMetadataSaysLater() {
        startWith(settings());
        signIn();
        document = document("https://evil.example", "");

        scheduler.pass(Duration.ofDays(3));

        assertThat(asked).contains("POST https://as.example/t").noneMatch(call -> call.contains("evil.example"));
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(report().notices())
                .anySatisfy(notice ->
                        assertThat(notice).startsWith("metadata-refused:").contains("evil.example"));
    }

    @Test
    @Tag("R-084")
    void restart_duringAnOutage_worksWithThePin() {
        startWith(settings());
        signIn();
        house.close();
        reachable = false;

        startWith(settings());

        assertThat(token()).isEqualTo("at-1");
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    @Tag("R-024")
    void explicitEndpoints_areBothOrNone() {
        startWith(settings("token_endpoint", "https://other.example/t"));

        assertThat(report().status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(report().status().key()).contains("authorization_endpoint");
        assertThat(asked).isEmpty();

        deliver(PID, settings("authorization_endpoint", "https://other.example/a"));

        assertThat(report().status().key()).contains("token_endpoint");
        assertThat(asked).isEmpty();
    }

    @Test
    @Tag("R-024")
    void explicitEndpoints_both_winAndAskNobody() {
        startWith(settings(
                "token_endpoint", "https://other.example/t", "authorization_endpoint", "https://other.example/a"));
        signIn();

        assertThat(asked).containsExactly("POST https://other.example/t");
    }

    @Test
    @Tag("R-005")
    void metadataWithoutS256_isToldAndPkceSentAllTheSame() {
        document = document("https://as.example", "").replace("S256", "plain");
        startWith(settings());

        assertThat(report().notices()).anyMatch(notice -> notice.startsWith("pkce-not-promised:"));
        assertThat(leave(nonce())).contains("code_challenge_method=S256", "state=");
    }

    @Test
    @Tag("R-022")
    void metadata_promisesIss_answerWithoutItIsRefused() {
        document = document("https://as.example", ",\"authorization_response_iss_parameter_supported\":true");
        startWith(settings());

        assertThatThrownBy(this::signIn).isInstanceOf(AssertionError.class).hasMessageContaining("DONE");
        assertThat(asked).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    @Tag("R-022")
    void metadata_promisesIss_aFormThatSavesFalseTakesNothingAway() {
        document = document("https://as.example", ",\"authorization_response_iss_parameter_supported\":true");
        var settings = new TreeMap<>(settings());
        settings.put("authorization_response_iss_parameter_supported", Boolean.FALSE);
        startWith(settings);

        assertThatThrownBy(this::signIn).isInstanceOf(AssertionError.class).hasMessageContaining("DONE");
    }

    @Test
    @Tag("R-016")
    void pushedRequests_whereTheProviderRequiresThem_leaveNothingElseToTheBrowser() {
        document = document(
                "https://as.example",
                ",\"require_pushed_authorization_requests\":true,"
                        + "\"pushed_authorization_request_endpoint\":\"https://as.example/par\"");
        startWith(settings());
        var nonce = nonce();

        var first = leave(nonce);
        var second = leave(nonce());

        assertThat(first).isEqualTo("https://as.example/a?client_id=id-1&request_uri=urn%3Apushed%3A1");
        assertThat(second).as("never the same twice").endsWith("request_uri=urn%3Apushed%3A2");
    }

    @Test
    @Tag("R-016")
    @Tag("R-067")
    void pushedRequest_refused_saysWhenToTryAgainAndTouchesNoGrant() {
        document = document(
                "https://as.example",
                ",\"require_pushed_authorization_requests\":true,"
                        + "\"pushed_authorization_request_endpoint\":\"https://as.example/par\"");
        startWith(settings());
        signInPushed();
        pushes = 503;
        var nonce = nonce();

        assertThatThrownBy(() -> leave(nonce))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("in 90 seconds");

        assertThat(token()).isEqualTo("at-1");
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
        pushes = 201;
        assertThat(leave(nonce)).as("the same link").contains("request_uri=");
    }

    @Test
    @Tag("R-016")
    void pushedRequests_areUsedOnlyWhereTheProviderRequiresThem() {
        var endpoint = ",\"pushed_authorization_request_endpoint\":\"https://as.example/par\"";
        document = document("https://as.example", endpoint);
        startWith(settings());

        signIn();

        assertThat(asked).doesNotContain("POST https://as.example/par");
    }

    @Test
    void metadata_offersOnlyPost_authenticatesSo() {
        document = document(
                "https://as.example", ",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\",\"x\"]");
        startWith(settings());

        signIn();

        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    private String nonce() {
        return admin().begin("spotify", STARTER).uri().getPath().substring("/oauth/go/".length());
    }

    /** The state is in the pushed request. */
    private void signInPushed() {
        var departure = admin().depart(nonce(), Door.CALLBACK, Set.of()).orElseThrow();
        var state = pushed.replaceAll(".*(?:^|&)state=([^&]*).*", "$1");
        admin().arrive(new Arrival(
                "spotify",
                Map.of("code", List.of("code-1"), "state", List.of(state)),
                Set.of(departure.binding()),
                "192.0.2.7"));
        scheduler.settle();
    }

    private String leave(String nonce) {
        return admin().depart(nonce, Door.CALLBACK, Set.of())
                .orElseThrow()
                .authorizationUri()
                .toString();
    }
}
