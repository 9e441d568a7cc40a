// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.After;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** Settings and sign-ins that come from elsewhere, through the commands as an administrator types them. */
public class SettingsCommands extends ContainerTest {
    private final Path file = Path.of(System.getProperty("karaf.base", ""), "foreign.json");

    @After
    public void removeFile() throws IOException {
        keycloak().restoreClients();
        Files.deleteIfExists(file);
    }

    private void write(String json) throws IOException {
        Files.writeString(file, json);
    }

    private String pg3(Keycloak.Client registration) {
        return """
            {"name": "%s", "client_id": "%s", "client_secret": "%s", "auth_endpoint": "%s", "token_endpoint": "%s",
             "scope": "email profile", "addScope": "false", "addRedirect": "true", "cloudlink": true,
             "parameters": {"prompt": "login"}, "token_parameters": {"audience": "home"}}
            """.formatted(
                        "Imported Ring",
                        registration.id(),
                        registration.secretOrFail(),
                        keycloak().authorizationEndpoint(),
                        keycloak().tokenEndpoint());
    }

    private Map<String, Object> kept(String name) throws IOException {
        var kept = new HashMap<String, Object>();
        var properties = Objects.requireNonNull(
                configurations.getFactoryConfiguration(FACTORY_PID, name, "?").getProperties());
        Collections.list(properties.keys()).forEach(key -> kept.put(key, properties.get(key)));
        return kept;
    }

    @Test
    @Tag("R-095")
    public void import_ofAPg3Configuration_signsInWithTheSealedSecret() throws Exception {
        willRemove("imported-ring");
        write(pg3(Keycloak.POST));
        String screen;
        try (var shell = console().dialogue()) {
            shell.type("oauth:import foreign.json");
            shell.await("Do this\\? Type yes");
            shell.type("yes");
            shell.await("imported-ring is imported");
            screen = shell.screen();
        }
        var client = configured("imported-ring");
        person(Keycloak.ANNA).signIn("imported-ring");

        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        assertThat(console().run("oauth:refresh imported-ring")).contains("AUTHORIZED");
        assertThat(screen)
                .contains("imported-ring (new)")
                .contains("/oauth/callback/imported-ring")
                .contains("cloudlink has no meaning here")
                .contains("is sealed in the token store")
                .doesNotContain(Keycloak.POST.secretOrFail());
        assertThat(kept("imported-ring"))
                .containsEntry("parameters.prompt", "login")
                .containsEntry("redirect_uri_sent", "always")
                .doesNotContainKey(".client_secret");
        assertThat(client.settings())
                .containsEntry(".client_secret", "***")
                .containsEntry("token_parameters", Map.of("audience", "***"));
        requireNowhere(Keycloak.POST.secretOrFail());
        assertThat(console().run("oauth:import --yes foreign.json")).contains("Nothing was changed.");
    }

    @Test
    @Tag("R-095")
    public void set_ofASecret_sealsWhatWasInClear() throws Exception {
        var client = configure("typed", settings(Keycloak.BASIC));
        assertThat(console().run("oauth:status typed")).contains("oauth:set --move typed .client_secret");
        var secret = "cnry-typed-secret-Rq7";
        keycloak().changeSecret(Keycloak.BASIC, secret);
        String screen;
        try (var shell = console().dialogue()) {
            shell.type("oauth:set typed .client_secret");
            shell.await("not shown");
            shell.type(secret);
            shell.await("client_secret is set");
            screen = shell.screen();
        }
        Await.until(
                "the secret is out of Config Admin", SOON, () -> !kept("typed").containsKey(".client_secret"));
        person(Keycloak.ANNA).signIn("typed");

        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        assertThat(screen).doesNotContain(secret);
        assertThat(Files.readString(House.history()))
                .contains("oauth:set typed")
                .doesNotContain(secret);
        assertThat(console().run("oauth:status typed")).doesNotContain("secret-in-clear");
        requireNowhere(secret);
        assertThatThrownBy(() -> console().run("oauth:set typed .client_secret " + secret))
                .hasMessageContaining("history");
    }

    @Test
    public void set_ofAnotherKey_isWhatPropertySetDoes() throws Exception {
        var client = signedIn("both-ways", Keycloak.BASIC);

        console().run("oauth:set both-ways scope profile");
        Await.until("the first", SOON, () -> "profile".equals(client.settings().get("scope")));
        console().run("config:edit " + FACTORY_PID + "~both-ways; config:property-set scope email; config:update");
        Await.until("the second", SOON, () -> "email".equals(client.settings().get("scope")));

        assertThat(kept("both-ways")).containsEntry("scope", "email");
        assertThatThrownBy(() -> console().run("oauth:set both-ways scopes x"))
                .hasMessageContaining("did you mean scope");
        granted(client);
    }

    @Test
    public void plan_beforeAChange_tellsItAndChangesNothing() throws Exception {
        signedIn("planned", Keycloak.BASIC);
        var before = kept("planned");

        var other = console().run("oauth:plan planned client_id=other");
        var wrong = console().run("oauth:plan planned token_endpoint=http://plain.example/token");
        var same = console().run("oauth:plan planned \"scope=email profile phone\"");

        assertThat(other).contains("another registration").contains("Nothing was changed.");
        assertThat(wrong).containsPattern("wrong +token_endpoint");
        assertThat(same).contains("goes on").contains("phone");
        assertThat(kept("planned")).isEqualTo(before);
        assertThat(console().run("oauth:status planned")).contains("AUTHORIZED");
    }

    @Test
    public void updateSettings_byABundleThatIsNamed_isPersistedAndLive() throws Exception {
        var settings = settings(Keycloak.BASIC);
        settings.put("consumers", context.getBundle().getSymbolicName());
        var client = configure("own", settings);

        client.updateSettings(Map.of("scope", "profile", "parameters", Map.of("prompt", "login")));

        Await.until("live", SOON, () -> "profile".equals(client.settings().get("scope")));
        assertThat(kept("own")).containsEntry("parameters.prompt", "login").containsEntry("scope", "profile");
        assertThat(client.settings().toString()).doesNotContain(Keycloak.BASIC.secretOrFail());
        assertThatThrownBy(() -> client.updateSettings(Map.of("allow_insecure", "true")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("allow_insecure");
        assertThatThrownBy(() -> configure("not-own", settings(Keycloak.BASIC)).updateSettings(Map.of("scope", "x")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("consumers");
    }

    @Test
    public void importTokens_ofAnotherSystem_areInQuarantineUntilReleased() throws Exception {
        var source = signedIn("source", Keycloak.BASIC);
        var token = granted(source).value();
        var client = configure("moved", settings(Keycloak.BASIC));
        write("{\"oauthTokens\": {\"access_token\": \"" + token + "\", \"refresh_token\": \"rt-of-nobody\","
                + " \"expires_in\": 60, \"expiry\": \"" + Instant.now().plusSeconds(50) + "\"}}");

        var screen = console().run("oauth:import-tokens --yes --client moved foreign.json");

        assertThat(screen)
                .contains("PG3")
                .contains("moved RESTORED")
                .contains("oauth:release import-")
                .doesNotContain(token);
        awaitStatus(client, Code.QUARANTINED);
        assertThat(granted(client).value()).isEqualTo(token);
        assertThat(console().run("oauth:import-tokens --yes --client moved foreign.json"))
                .contains("Nothing was changed.");
    }

    /** Where settings and tokens lie on the disk. */
    private static void requireNowhere(String secret) throws IOException {
        for (var folder :
                List.of(Path.of(System.getProperty("karaf.etc")), Path.of(System.getProperty("karaf.base"), "oauth"))) {
            try (var files = Files.walk(folder)) {
                for (var found : files.filter(Files::isRegularFile).toList()) {
                    var bytes = Files.readAllBytes(found);
                    assertThat(new String(bytes, UTF_8)).as("%s", found).doesNotContain(secret);
                    assertThat(new String(bytes, ISO_8859_1)).as("%s", found).doesNotContain(secret);
                }
            }
        }
    }
}
