// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.Test;
import org.winekey.oauth.TokenResult;
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
    public void forget_ofASignedInClient_endsTheGrantAtOnce() throws Exception {
        var client = signedIn("forgotten", Keycloak.BASIC);

        var screen = console().run("oauth:forget --yes forgotten");

        assertThat(screen).contains("forgotten is forgotten");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(console().run("oauth:status forgotten")).containsPattern("grant +none");
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
