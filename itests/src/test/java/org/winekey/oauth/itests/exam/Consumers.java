// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.condition.Condition;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** Which bundles get a token, and integrations that exist only while there is consent. */
public class Consumers extends ContainerTest {

    @Test
    public void integration_withReferenceOnly_getsToken() {
        signedIn("plain", Keycloak.BASIC);

        try (var integration = IntegrationBundle.start(context, "plain")) {
            assertThat(keycloak().isActive(integration.token().orElseThrow().value()))
                    .isTrue();
        }
    }

    @Test
    public void bundle_notListed_getsMisconfiguredAndListedOneTheToken() {
        var settings = new HashMap<String, Object>(settings(Keycloak.BASIC));
        settings.put("consumers", new String[] {IntegrationBundle.symbolicName("listed")});
        var mine = configure("listed", settings);
        person(Keycloak.ANNA).signIn("listed");

        try (var integration = IntegrationBundle.start(context, "listed")) {
            assertThat(integration.token()).isInstanceOf(TokenResult.Granted.class);
            assertRefused(mine.token());

            change(
                    "listed",
                    Map.of("consumers", new String[] {context.getBundle().getSymbolicName()}));

            Await.until("the probe is listed", SOON, () -> mine.token() instanceof TokenResult.Granted);
            assertRefused(integration.token());
        }
    }

    @Test
    public void condition_overSignInAndForget_comesAndGoes() throws Exception {
        configure("tide", settings(Keycloak.BASIC));
        try (var integration = IntegrationBundle.startOnCondition(context, "tide")) {
            assertThat(integration.isActive()).isFalse();
            assertThat(isAuthorized("tide")).isFalse();

            person(Keycloak.ANNA).signIn("tide");
            integration.awaitActive(true);
            assertThat(isAuthorized("tide")).isTrue();
            assertThat(integration.token()).isInstanceOf(TokenResult.Granted.class);

            console().run("oauth:forget --yes tide");
            integration.awaitActive(false);
            assertThat(isAuthorized("tide")).isFalse();
        }
    }

    @Test
    public void condition_whileSettingsAreWrong_stays() {
        var client = signedIn("steady", Keycloak.BASIC);
        try (var integration = IntegrationBundle.startOnCondition(context, "steady")) {
            integration.awaitActive(true);

            change("steady", Map.of("token_endpoint", "not an address"));

            awaitStatus(client, "misconfigured", status -> status.key().isPresent());
            assertThat(integration.isActive()).isTrue();
            assertThat(integration.ask("activations")).isEqualTo(1);
            assertThat(integration.token()).as("a usable token").isInstanceOf(TokenResult.Granted.class);
        }
    }

    private static void assertRefused(TokenResult result) {
        assertThat(result).isInstanceOf(TokenResult.Misconfigured.class);
        assertThat(((TokenResult.Misconfigured) result).key()).isEqualTo("consumers");
    }

    private boolean isAuthorized(String client) {
        try {
            return !context.getServiceReferences(Condition.class, "(osgi.condition.id=oauth." + client + ".authorized)")
                    .isEmpty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
