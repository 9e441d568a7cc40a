// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Visitor;

/** From the button of the page over Keycloak's form to a token in an integration. */
public class SignInThroughPage extends ContainerTest {

    @Test
    public void button_pressed_integrationGetsTokenThatKeycloakCallsActive() {
        var client = configure("page-basic", settings(Keycloak.BASIC));
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(client.status().audience()).isEqualTo(ClientStatus.Audience.PERSON);

        var end = person(Keycloak.ANNA).signIn("page-basic");

        assertThat(end.statusCode()).isEqualTo(200);
        assertThat(end.body()).contains("Signed in").contains("page-basic");
        var claims = keycloak().introspect(granted(client).value());
        assertThat(claims).containsEntry("active", true).containsEntry("username", Keycloak.ANNA.name());
        awaitStatus(client, ClientStatus.Code.AUTHORIZED);
    }

    @Test
    @Tag("R-041")
    public void clientAuthentication_basicWithSpecialCharacters_isAccepted() {
        assertThat(Keycloak.BASIC.secretOrFail()).contains(":", "%", "+", " ", "ü");

        assertSignsIn("auth-basic", Keycloak.BASIC, "client_secret_basic");
    }

    @Test
    public void clientAuthentication_post_isAccepted() {
        assertSignsIn("auth-post", Keycloak.POST, "client_secret_post");
    }

    @Test
    @Tag("R-043")
    public void clientAuthentication_noneWithPkce_isAccepted() {
        assertSignsIn("auth-none", Keycloak.PUBLIC, "none");
    }

    @Test
    @Tag("R-003")
    @Tag("R-011")
    public void authorizationRequests_ofTwoSignIns_shareNoStateNorChallenge() {
        configure("fresh", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);

        var first = person.leave(person.pressAuthenticate("fresh"));
        var second = person.leave(person.pressAuthenticate("fresh"));

        assertThat(Person.parameter(first, "state")).isNotEqualTo(Person.parameter(second, "state"));
        assertThat(Person.parameter(first, "code_challenge")).isNotEqualTo(Person.parameter(second, "code_challenge"));
        assertThat(Person.parameter(second, "code_challenge_method")).isEqualTo("S256");
        assertThat(Person.parameter(second, "response_type")).isEqualTo("code");
        assertThat(Person.parameter(second, "redirect_uri")).endsWith("%2Foauth%2Fcallback%2Ffresh");
    }

    @Test
    @Tag("R-029")
    @Tag("R-031")
    @Tag("R-030")
    public void callback_withCode_leadsToCleanAddressAtOnce() {
        configure("clean", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(person.pressAuthenticate("clean")));

        var redirect = person.follow(response);
        var page = person.browser().get(Visitor.location(redirect));

        assertThat(redirect.statusCode()).isEqualTo(303);
        assertThat(Visitor.location(redirect).toString())
                .doesNotContain(Person.parameter(response, "code"))
                .doesNotContain(Person.parameter(response, "state"));
        assertThat(redirect.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
    }

    @Test
    @Tag("R-006")
    public void callback_replayed_isRefusedAndGrantStays() {
        var client = configure("replay", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(person.pressAuthenticate("replay")));
        person.arrive(response);
        var token = granted(client);

        var again = person.arrive(response);

        assertThat(again.body()).contains("No such sign-in").doesNotContain("Signed in");
        assertThat(granted(client).value()).isEqualTo(token.value());
        assertThat(keycloak().isActive(token.value())).isTrue();
    }

    @Test
    @Tag("R-006")
    public void callback_inAnotherBrowser_isTakenOnceAndNotInUse() {
        var client = configure("swap", settings(Keycloak.BASIC));
        var starter = person(Keycloak.ANNA);
        var victim = person(Keycloak.BERT);
        var response = starter.consent(starter.leave(starter.pressAuthenticate("swap")));

        var stolen = victim.arrive(response);
        assertThat(stolen.body()).contains("Waiting for acceptance");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);

        assertThat(starter.arrive(response).body()).contains("No such sign-in");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    @Tag("R-023")
    public void callback_ofAnotherClient_isRefusedForBoth() {
        var one = configure("mixup-one", settings(Keycloak.BASIC));
        var other = configure("mixup-other", settings(Keycloak.POST));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(person.pressAuthenticate("mixup-one")));

        var end = person.arrive(URI.create(response.toString().replace("/mixup-one", "/mixup-other")));

        assertThat(end.body()).doesNotContain("Signed in");
        assertThat(one.token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(other.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    @Tag("R-021")
    public void clientId_changedBetweenStartAndCallback_endsTheSignIn() {
        var client = configure("moved", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(person.pressAuthenticate("moved")));
        change("moved", settings(Keycloak.SECOND));
        awaitListed(person, Keycloak.SECOND.id());

        var end = person.arrive(response);

        assertThat(end.body()).contains("The settings have changed");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    @Tag("R-102")
    public void browser_overAWholeSignIn_seesNoToken() {
        var client = configure("unseen", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        person.signIn("unseen");
        var token = granted(client);
        person.listPage();

        assertThat(person.everythingSeen())
                .contains("Authorized")
                .doesNotContain(token.value())
                .doesNotContain(signature(token))
                .doesNotContain(Keycloak.BASIC.secretOrFail());
    }

    private void assertSignsIn(String name, Keycloak.Client registration, String method) {
        var settings = new HashMap<String, Object>(settings(registration));
        settings.put("token_endpoint_auth_method", method);
        OAuthClient client = configure(name, settings);

        person(Keycloak.ANNA).signIn(name);

        var claims = keycloak().introspect(granted(client).value());
        assertThat(claims).containsAllEntriesOf(Map.of("active", true, "client_id", registration.id()));
    }

    private static void awaitListed(Person person, String clientId) {
        Await.until(
                clientId + " on the page", SOON, () -> person.listPage().body().contains(clientId));
    }

    private static String signature(AccessToken token) {
        return token.value().substring(token.value().lastIndexOf('.') + 1);
    }
}
