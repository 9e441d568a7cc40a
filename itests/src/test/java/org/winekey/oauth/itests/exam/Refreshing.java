// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** Tokens of five seconds at a Keycloak that rotates refresh tokens and ends the session when one comes twice. */
public class Refreshing extends ContainerTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @Test
    @Tag("R-072")
    public void token_overManyRotations_isAlwaysThereAndNeverExpired() {
        var client = fresh("rotating");
        var session = sessionOf(client);
        var tokens = new LinkedHashSet<String>();

        Await.until("six tokens", LONG, () -> {
            var result = client.token();
            assertThat(result).isInstanceOf(TokenResult.Granted.class);
            assertThat(result.orElseThrow().expiresAt().orElseThrow()).isAfter(Instant.now());
            tokens.add(result.orElseThrow().value());
            return tokens.size() == 6;
        });

        assertThat(sessionOf(client)).isEqualTo(session);
        assertThat(keycloak().activeSessions(Keycloak.SHORT)).isEqualTo(1);
    }

    @Test
    public void refresh_askedForByAPerson_replacesTheTokenAtOnce() throws Exception {
        var client = signedIn("by-hand", Keycloak.BASIC);
        var before = granted(client).value();

        var screen = console().run("oauth:refresh by-hand");

        assertThat(screen).contains("by-hand").contains("AUTHORIZED").doesNotContain(before);
        assertThat(granted(client).value()).isNotEqualTo(before);
        assertThat(keycloak().isActive(granted(client).value())).isTrue();
    }

    @Test
    public void rejected_presentToken_bringsAnother() {
        var client = signedIn("rejected", Keycloak.BASIC);
        var first = granted(client);

        client.rejected(first);

        Await.until("another token", SOON, () -> !granted(client).value().equals(first.value()));
        assertThat(keycloak().isActive(granted(client).value())).isTrue();
    }

    @Test
    public void session_endedAtProvider_asksThePersonAndWorksAfterSignIn() {
        var client = fresh("revoked");

        keycloak().signOutEverywhere(Keycloak.ANNA);

        Await.until("sign-in required", LONG, () -> client.token() instanceof TokenResult.SignInRequired);
        assertThat(client.status().audience()).isEqualTo(ClientStatus.Audience.PERSON);
        assertThat(person(Keycloak.ANNA).listPage().body()).contains("Sign-in needed");

        person(Keycloak.ANNA).signIn("revoked");

        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        awaitStatus(client, ClientStatus.Code.AUTHORIZED);
    }

    @Test
    @Tag("R-070")
    public void secret_wrongThenRight_isNamedAndHealsWithoutSignIn() {
        var client = fresh("secret");
        var session = sessionOf(client);

        change("secret", Map.of(".client_secret", "cnry-secret-wrong-Fh2pQs"));

        Await.until("misconfigured", LONG, () -> client.token() instanceof TokenResult.Misconfigured);
        var wrong = (TokenResult.Misconfigured) client.token();
        assertThat(wrong.key()).isIn(".client_secret", "client_id");
        assertThat(wrong.reason()).doesNotContain("cnry-secret");
        assertThat(client.status().audience()).isEqualTo(ClientStatus.Audience.OPERATOR);

        change("secret", Map.of(".client_secret", Keycloak.SHORT.secretOrFail()));

        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        assertThat(sessionOf(client)).isEqualTo(session);
    }

    /** Signed in with tokens of five seconds, and nobody else has a session with that client. */
    private OAuthClient fresh(String name) {
        Set.of(Keycloak.ANNA, Keycloak.BERT).forEach(keycloak()::signOutEverywhere);
        return signedIn(name, Keycloak.SHORT);
    }

    private Object sessionOf(OAuthClient client) {
        return keycloak().introspect(granted(client).value()).get("sid");
    }
}
