// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Winehouse;

/** What the provider answers instead of a code reaches the person as text, and costs nothing. */
public class SignInRefused extends ContainerTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u001B[31m\"'&\u202E";

    @Test
    public void provider_withoutSessionAndPromptNone_refusesByName() {
        var settings = new HashMap<String, Object>(settings(Keycloak.BASIC));
        settings.put("parameters.prompt", "none");
        var client = configure("silent", settings);
        var person = person(Keycloak.ANNA);
        var authorization = person.leave(person.pressAuthenticate("silent"));
        assertThat(Person.parameter(authorization, "prompt")).isEqualTo("none");

        var end = person.arrive(keycloak().newVisitor().visit(authorization));

        assertThat(end.body()).contains("The provider refused").contains("login_required");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    @Tag("R-028")
    public void errorDescription_withMarkup_isShownAsText() {
        configure("hostile", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var authorization = person.leave(person.pressAuthenticate("hostile"));

        var end = person.arrive(refusal("hostile", authorization, "access_denied"));

        assertThat(end.body())
                .contains("access_denied")
                .doesNotContain("<img")
                .doesNotContain("\u001B")
                .doesNotContain("\u202E");
    }

    @Test
    @Tag("R-027")
    public void error_withKnownState_usesItUpAndLeavesTheGrant() {
        var client = signedIn("denied", Keycloak.BASIC);
        var token = granted(client);
        var person = person(Keycloak.ANNA);
        var authorization = person.leave(person.pressAuthenticate("denied"));

        person.arrive(refusal("denied", authorization, "access_denied"));
        var afterwards = person.arrive(person.consent(authorization));

        assertThat(afterwards.body()).contains("No such sign-in");
        assertThat(granted(client).value()).isEqualTo(token.value());
    }

    @Test
    @Tag("R-022")
    public void issuer_ofAnotherServer_isRefusedBeforeTheCodeIsSpent() {
        var client = configure("issuer", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(person.pressAuthenticate("issuer")));
        var iss = Person.parameter(response, "iss");

        var end = person.arrive(URI.create(response.toString().replace("iss=" + iss, "iss=" + iss + "%2F")));

        assertThat(end.body()).contains("The answer cannot be used");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    @Tag("R-019")
    public void code_twice_isRefused() {
        var client = configure("twice", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(person.pressAuthenticate("twice")));

        var end = person.arrive(URI.create(response + "&code=another"));

        assertThat(end.body()).contains("The answer cannot be used");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    private URI refusal(String client, URI authorization, String error) {
        return URI.create(Winehouse.uri("/oauth/callback/" + client)
                + "?error=" + error
                + "&error_description=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8)
                + "&iss=" + URLEncoder.encode(keycloak().issuer().toString(), StandardCharsets.UTF_8)
                + "&state=" + Person.parameter(authorization, "state"));
    }
}
