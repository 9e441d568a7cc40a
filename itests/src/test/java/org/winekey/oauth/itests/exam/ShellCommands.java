// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.osgi.framework.BundleException;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** The {@code oauth:} commands as an administrator types them. */
public class ShellCommands extends ContainerTest {
    private static final String LINK = "(http://\\S+/oauth/go/\\S+)";

    @Test
    public void authorizeAndComplete_pasted_signIn() throws Exception {
        var client = configure("pasted", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        URI response;
        String screen;
        try (var shell = console().dialogue()) {
            shell.type("oauth:authorize pasted");
            response = person.consent(person.leave(URI.create(shell.await(LINK))));

            shell.type("oauth:complete");
            shell.await("Address \\(not shown\\)");
            shell.type(response.toString());

            granted(client);
            shell.await("(?m)pasted.*$");
            screen = shell.screen();
        }

        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        assertThat(screen).doesNotContain(Person.parameter(response, "code"));
        assertThat(historyText())
                .contains("oauth:authorize pasted")
                .contains("oauth:complete")
                .doesNotContain(Person.parameter(response, "code"))
                .doesNotContain(Person.parameter(response, "state"));
    }

    @Test
    public void authorize_andBrowserThatReachesUs_signsInWithoutPasting() throws Exception {
        var client = configure("linked", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);

        var screen = console().run("oauth:authorize linked");
        person.arrive(person.consent(person.leave(link(screen))));

        assertThat(screen).contains("/oauth/callback/linked");
        granted(client);
    }

    @Test
    public void complete_byAnotherUser_isRefused() throws Exception {
        var client = configure("foreign", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(link(console().run("oauth:authorize foreign"))));

        try (var shell = new Console(sessions, "somebody").dialogue()) {
            shell.type("oauth:complete");
            shell.await("Address \\(not shown\\)");
            shell.type(response.toString());
            shell.await("(?i)(start|Error executing)");
        }

        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    public void complete_ofASignInOfThePage_isRefused() throws Exception {
        var client = configure("page-only", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var response = person.consent(person.leave(person.pressAuthenticate("page-only")));

        try (var shell = console().dialogue()) {
            shell.type("oauth:complete");
            shell.await("Address \\(not shown\\)");
            shell.type(response.toString());
            shell.await("(?i)(start|Error executing)");
        }

        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    public void listAndStatus_tellHowItIsAndNoSecret() throws Exception {
        var client = signedIn("told", Keycloak.BASIC);
        var token = granted(client).value();

        var list = console().run("oauth:list");
        var status = console().run("oauth:status told");

        assertThat(list).contains("told").contains("AUTHORIZED").doesNotContain(token);
        assertThat(status)
                .contains("AUTHORIZED")
                .contains("client_id")
                .contains(Keycloak.BASIC.id())
                .contains("/oauth/callback/told")
                .contains("held")
                .contains("secret-in-clear")
                .doesNotContain(token)
                .doesNotContain(Keycloak.BASIC.secretOrFail());
    }

    @Test
    @Tag("R-095")
    public void why_afterASignIn_tellsWhoActsAndWhatHappenedAndNoSecret() throws Exception {
        var client = signedIn("explained", Keycloak.BASIC);
        var token = granted(client).value();

        var screen = console().run("oauth:why explained");

        assertThat(screen)
                .containsPattern("status +AUTHORIZED \\(NONE\\)")
                .containsPattern("who acts +nobody has to act")
                .containsPattern("next +a refresh, at \\d")
                .contains("client_id " + Keycloak.BASIC.id())
                .contains("settings are complete")
                .contains("signed in")
                .doesNotContain(token)
                .doesNotContain(Keycloak.BASIC.secretOrFail());
        assertThatThrownBy(() -> console().run("oauth:why no-such-client")).hasMessageContaining("no-such-client");
    }

    @Test
    public void forget_ofASignedInClient_endsTheGrantAtOnce() throws Exception {
        var client = signedIn("forgotten", Keycloak.BASIC);

        var screen = console().run("oauth:forget --yes forgotten");

        assertThat(screen).contains("forgotten is forgotten");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(console().run("oauth:status forgotten")).containsPattern("grant +none");
    }

    @Test
    @Tag("R-096")
    public void keyRotate_whileAGrantIsHeld_changesTheKeyAndNothingElse() throws Exception {
        var client = signedIn("resealed", Keycloak.BASIC);
        var token = granted(client).value();
        var old = keyIds();

        var screen = console().run("oauth:key-rotate --yes");

        assertThat(keyIds()).hasSize(1).doesNotContainAnyElementsOf(old);
        assertThat(screen)
                .contains("Key " + keyIds().get(0) + " seals now")
                .contains("Old keys are gone")
                .doesNotContain(token);
        assertThat(granted(client).value()).isEqualTo(token);
        assertThat(console().run("oauth:refresh resealed")).contains("AUTHORIZED");
        var refreshed = granted(client).value();
        assertThat(refreshed).isNotEqualTo(token);

        restartCore();

        assertThat(tokenAfterRestart("resealed")).isEqualTo(refreshed);
        Await.until("oauth:refresh is back", SOON, () -> console().knows("oauth", "refresh"));
        assertThat(console().run("oauth:refresh resealed")).contains("AUTHORIZED");
    }

    private static List<String> keyIds() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("karaf.etc"), "org.winekey.oauth.key")).stream()
                .map(line -> line.split(" ")[2])
                .toList();
    }

    private void restartCore() throws BundleException {
        for (var bundle : context.getBundles()) {
            if ("org.winekey.oauth.core".equals(bundle.getSymbolicName())) {
                bundle.stop();
                bundle.start();
            }
        }
    }

    private String tokenAfterRestart(String name) {
        return Await.value(() -> "a token of " + name + " after a restart", SOON, () -> {
            var service = context.getServiceReference(OAuthService.class);
            return service != null
                            && context.getService(service).client(name).token() instanceof TokenResult.Granted granted
                    ? Optional.of(granted.token().value())
                    : Optional.empty();
        });
    }

    @Test
    public void refresh_withoutGrantOrClient_saysSo() {
        configure("empty", settings(Keycloak.BASIC));

        assertThatThrownBy(() -> console().run("oauth:refresh empty")).hasMessageContaining("empty");
        assertThatThrownBy(() -> console().run("oauth:refresh no-such-client")).hasMessageContaining("no-such-client");
        assertThatThrownBy(() -> console().run("oauth:status no-such-client")).hasMessageContaining("no-such-client");
    }

    private static URI link(String screen) {
        var found = Pattern.compile(LINK).matcher(screen);
        assertThat(found.find()).as("a one-time link on the screen").isTrue();
        return URI.create(found.group(1));
    }

    private static String historyText() throws IOException {
        return Files.readString(House.history());
    }
}
