// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/**
 * A {@code client_id} changed on the running system, in each way an operator has: the old grant goes on with the old
 * one, the next sign-in uses the new one, and no integration is bounced.
 */
public class ClientIdChanged extends ContainerTest {
    private static final Keycloak.Client OLD = Keycloak.BASIC;
    private static final Keycloak.Client NEW = Keycloak.SECOND;

    @After
    public void removeFiles() throws IOException {
        for (var suffix : new String[] {"-edited.cfg", "~typed.cfg.json", "-made.cfg", "-shelled.cfg"}) {
            Files.deleteIfExists(House.etc(FACTORY_PID + suffix));
        }
    }

    @Test
    @Tag("R-073")
    public void shell_propertySet_appliesToTheNextSignInOnly() throws Exception {
        willRemove("shelled");
        writeCfg("shelled", settings(OLD));
        var pid = FACTORY_PID + "~shelled";

        assertChangeApplies("shelled", () -> {
            console().run("config:property-set -p " + pid + " .client_secret " + NEW.secretOrFail());
            console().run("config:property-set -p " + pid + " client_id " + NEW.id());
        });
    }

    @Test
    public void cfgFile_edited_appliesToTheNextSignInOnly() {
        willRemove("edited");
        writeCfg("edited", settings(OLD));

        assertChangeApplies("edited", () -> writeCfg("edited", settings(NEW)));
    }

    @Test
    public void cfgJsonFile_edited_appliesToTheNextSignInOnly() {
        willRemove("typed");
        writeJson("typed", settings(OLD));

        assertChangeApplies("typed", () -> writeJson("typed", settings(NEW)));
    }

    @Test
    public void shell_editFactoryWithAlias_makesAClientThatCanBeChanged() throws Exception {
        willRemove("made");
        editInShell("config:edit --factory --alias made " + FACTORY_PID, settings(OLD));
        var pid = Await.value(
                "a PID",
                SOON,
                () -> Optional.ofNullable(
                                configurations.listConfigurations("(felix.fileinstall.filename=*client-made.cfg)"))
                        .map(found -> found[0].getPid()));

        assertChangeApplies("made", () -> editInShell("config:edit " + pid, settings(NEW)));
    }

    /** The client is configured with the old registration; the change brings the new one. */
    private void assertChangeApplies(String name, Change change) {
        var client = configured(name);
        person(Keycloak.ANNA).signIn(name);
        assertThat(registrationOf(client)).isEqualTo(OLD.id());
        try (var integration = IntegrationBundle.start(context, name)) {
            var injected = integration.ask("client");

            apply(change);
            awaitShown(name, NEW.id());

            var before = granted(client).value();
            refresh(name);
            assertThat(granted(client).value()).as("refreshed").isNotEqualTo(before);
            assertThat(registrationOf(client)).as("the old grant goes on").isEqualTo(OLD.id());
            assertThat(person(Keycloak.ANNA).listPage().body()).contains("belongs to client_id");
            person(Keycloak.ANNA).signIn(name);
            Await.until("the new client_id", SOON, () -> registrationOf(client).equals(NEW.id()));
            assertThat(integration.ask("client")).isSameAs(injected);
            assertThat(integration.ask("activations")).isEqualTo(1);
            assertThat(keycloak().isActive(integration.token().orElseThrow().value()))
                    .isTrue();
        }
    }

    private void awaitShown(String name, String clientId) {
        Await.until(
                clientId + " in oauth:status",
                SOON,
                () -> console().run("oauth:status " + name).matches("(?s).*client_id +" + clientId + "\\R.*"));
    }

    private void refresh(String name) {
        try {
            console().run("oauth:refresh " + name);
        } catch (Exception e) {
            throw new AssertionError("cannot refresh " + name, e);
        }
    }

    private String registrationOf(OAuthClient client) {
        return String.valueOf(keycloak().introspect(granted(client).value()).get("client_id"));
    }

    private void editInShell(String edit, Map<String, Object> settings) throws Exception {
        var commands = new StringBuilder(edit);
        settings.forEach((key, value) -> commands.append("; config:property-set ")
                .append(key)
                .append(" '")
                .append(value)
                .append('\''));
        console().run(commands + "; config:update");
    }

    /** File Install reads cfg files as ISO 8859-1, as all properties files are read. */
    private static void writeCfg(String name, Map<String, Object> settings) {
        write(
                FACTORY_PID + "-" + name + ".cfg",
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + " = "
                                + entry.getValue().toString().replace("ü", "\\u00fc"))
                        .collect(Collectors.joining("\n", "# by hand\n", "\n")));
    }

    private static void writeJson(String name, Map<String, Object> settings) {
        write(
                FACTORY_PID + "~" + name + ".cfg.json",
                new LinkedHashMap<>(settings)
                        .entrySet().stream()
                                .map(entry -> "  \"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                                .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
    }

    private static void write(String file, String content) {
        try {
            Files.writeString(House.etc(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void apply(Change change) {
        try {
            change.apply();
        } catch (Exception e) {
            throw new AssertionError("the change failed", e);
        }
    }

    /** What the operator does. */
    private interface Change {
        void apply() throws Exception;
    }
}
