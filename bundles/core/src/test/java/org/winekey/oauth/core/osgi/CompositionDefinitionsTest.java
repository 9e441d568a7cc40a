// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientDefinition;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.settings.ServiceSettings;

/** The whole house with bundles that define clients. */
class CompositionDefinitionsTest extends ComposedHouse {

    private static final String A = "org.example.a";
    private static final String B = "org.example.b";

    private FakeFramework.Entry define(String bundle, Map<String, ?> settings) {
        return define(bundle, definition("spotify", settings));
    }

    private FakeFramework.Entry define(String bundle, ClientDefinition definition) {
        var entry = framework.register(bundle, ClientDefinition.class.getName(), definition, Map.of());
        scheduler.settle();
        return entry;
    }

    private void withdraw(FakeFramework.Entry definition) {
        definition.registration.unregister();
        scheduler.settle();
    }

    private static ClientDefinition definition(String client, Map<String, ?> settings) {
        return new ClientDefinition() {
            @Override
            public String client() {
                return client;
            }

            @Override
            public Map<String, ?> settings() {
                return settings;
            }
        };
    }

    private void restart() {
        house.close();
        start(Map.of());
    }

    @Test
    @Tag("R-025")
    void updateSettings_ofADefinedClient_isForItsOwnerAlone() {
        start(Map.of());
        define(A, good());

        assertThatThrownBy(() -> service(B)
                        .client("spotify")
                        .updateSettings(Map.of("token_endpoint", "https://evil.example/token", "client_secret", "x")))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageStartingWith("owner: ");
        assertThat(configAdmin.kept).isEmpty();
        service(A).client("spotify").updateSettings(Map.of("scope", "play"));

        assertThat(configAdmin.kept.get(PID)).isEqualTo(Map.of("scope", "play"));
        deliver(PID, configAdmin.kept.get(PID));
        assertThat(report().requestedScopes()).containsExactly("play");
        assertThat(report().clientId()).as("of the definition").contains("id-1");
    }

    @Test
    @Tag("R-025")
    void definition_alone_isAClientOfThatBundle() {
        start(Map.of());
        define(A, good());
        signIn();

        assertThat(client(A).token()).isInstanceOf(TokenResult.Granted.class);
        for (var handle : List.of(client(B), service(B).client("spotify"))) {
            assertThat(handle.token()).isInstanceOfSatisfying(TokenResult.Misconfigured.class, refused -> {
                assertThat(refused.key()).isEqualTo("consumers");
                assertThat(refused.reason()).contains(A);
            });
        }
        assertThat(report().consumers()).containsExactly(A);
    }

    @Test
    void definition_withdrawn_goesAfterTheGraceAndItsGrantStays() {
        start(Map.of());
        var definition = define(A, good());
        signIn();
        var held = service(A).client("spotify");

        withdraw(definition);
        scheduler.pass(Duration.ofSeconds(4));
        assertThat(held.token()).isInstanceOf(TokenResult.Granted.class);
        scheduler.pass(Duration.ofSeconds(2));

        assertThat(framework.service(OAuthClient.class)).isEmpty();
        assertThat(condition()).isEmpty();
        assertThat(held.token()).isInstanceOf(TokenResult.Misconfigured.class);
        define(A, good());
        assertThat(held.token().orElseThrow().value()).isEqualTo("at-1");
    }

    @Test
    void definition_replacedWithinTheGrace_bouncesNothing() {
        start(Map.of());
        var definition = define(A, good());
        var entry = framework.service(OAuthClient.class).orElseThrow();

        withdraw(definition);
        define(A, goodWith("client_id", "id-2"));
        scheduler.pass(ClientsFactory.GRACE.multipliedBy(2));

        assertThat(entry.gone).isFalse();
        assertThat(report().clientId()).contains("id-2");
    }

    @Test
    @Tag("R-099")
    void owner_overRestarts_isNotWhoComesFirst() {
        start(Map.of());
        var first = define(A, good());
        signIn();
        withdraw(first);

        restart();
        define(B, goodWith("client_id", "greedy"));
        assertThat(admin().client("spotify")).isEmpty();
        assertThat(service(B).client("spotify").token()).isInstanceOf(TokenResult.Misconfigured.class);
        define(A, good());

        assertThat(report().clientId()).contains("id-1");
        assertThat(report().notices()).anyMatch(notice -> notice.contains("definition-refused") && notice.contains(B));
        assertThat(service(A).client("spotify").token()).isInstanceOf(TokenResult.Granted.class);
        assertThat(service(B).client("spotify").token()).isInstanceOf(TokenResult.Misconfigured.class);
    }

    @Test
    @Tag("R-099")
    void owner_afterForget_staysAndAfterReassignmentChanges() {
        start(Map.of());
        define(A, good());
        signIn();
        admin().forget("spotify");
        define(B, goodWith("client_id", "id-b"));
        assertThat(report().clientId()).contains("id-1");

        deliver(PID, Map.of("owner", B));

        assertThat(report().clientId()).contains("id-b");
        assertThat(report().consumers()).containsExactly(B);
    }

    @Test
    @Tag("R-099")
    void grant_ofAPersonsClient_isNotForWhoDefinesItsNameLater() {
        startWithSpotify();
        signIn();
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);

        define(B, good());

        assertThat(service(B).client("spotify").token()).isInstanceOf(TokenResult.Misconfigured.class);
        assertThat(admin().client(B + "/spotify").orElseThrow().status().reason())
                .contains("grant");
        deliver(PID, good());
        assertThat(service("org.example.lamp").client("spotify").token()).isInstanceOf(TokenResult.Granted.class);
    }

    @Test
    @Tag("R-099")
    void definition_beforeThePersonsSettingsAtTheStart_ownsNothing() {
        configAdmin.kept.put(PID, good());
        define(B, Map.of("api_hosts", "evil.example"));
        start(Map.of());
        deliver(PID, good());

        assertThat(report().consumers()).isEmpty();
        assertThat(report().notices()).anyMatch(notice -> notice.contains("a person made this client"));
        assertThat(home.resolve("oauth").resolve(OwnerRegister.FILE)).doesNotExist();
    }

    @Test
    @Tag("R-099")
    void name_takenByABundleBeforeAPersonMakesTheClient_isThePersons() {
        start(Map.of());
        define(A, Map.of("token_endpoint", "https://evil.example/t", "then_endpoint", "https://evil.example/n"));
        restart();
        var settings = goodWith("provider", "spotify");
        configAdmin.kept.put(PID, settings);
        deliver(PID, settings);
        define(A, Map.of("token_endpoint", "https://evil.example/t", "then_endpoint", "https://evil.example/n"));

        signIn();

        assertThat(report().provider()).contains("as.example");
        assertThat(client(B).token()).isInstanceOf(TokenResult.Granted.class);
        assertThatThrownBy(() -> service(A).client("spotify").updateSettings(Map.of("scope", "all")))
                .isInstanceOf(OAuthException.Misconfigured.class);
        restart();
        deliver(PID, settings);
        assertThat(client(B).token()).isInstanceOf(TokenResult.Granted.class);
    }

    @Test
    @Tag("R-099")
    void settings_inWhichTheOwnerNamesTheServer_leaveItTheOwner() {
        start(Map.of());
        define(A, good());
        var change = Map.of("token_endpoint", "https://as.example/other", "client_secret", "of-a");

        service(A).client("spotify").updateSettings(change);
        deliver(PID, configAdmin.kept.get(PID));

        assertThat(configAdmin.kept.get(PID)).containsEntry("owner", A);
        assertThat(report().clientId()).as("of the definition").contains("id-1");
        assertThat(report().consumers()).containsExactly(A);
    }

    @Test
    void consumers_ofAPerson_openAnOwnedClient() {
        start(Map.of());
        define(A, good());
        signIn();

        deliver(PID, Map.of("consumers", A + "," + B));

        assertThat(service(B).client("spotify").token()).isInstanceOf(TokenResult.Granted.class);
        assertThat(service(A).client("spotify").token()).isInstanceOf(TokenResult.Granted.class);
    }

    @Test
    void definition_modified_isReadAnew() {
        start(Map.of());
        var settings = new TreeMap<String, Object>(good());
        var entry = define(A, settings);
        settings.put("client_id", "id-2");
        assertThat(report().clientId()).contains("id-1");

        framework.modify(entry);
        scheduler.settle();

        assertThat(report().clientId()).contains("id-2");
    }

    @Test
    void definition_thatThrows_isShownAndHarmsNobody() {
        start(Map.of());
        define(B, new ClientDefinition() {
            @Override
            public String client() {
                return "lamp";
            }

            @Override
            public Map<String, ?> settings() {
                throw new IllegalStateException("cnry-secret");
            }
        });
        define(A, good());

        assertThat(report().clientId()).contains("id-1");
        var stray = admin().client(B + "/lamp").orElseThrow();
        assertThat(stray.status().reason()).contains(B, "IllegalStateException").doesNotContain("cnry");
    }

    @Test
    void owners_fileDamaged_noDefinitionCountsAndTheNoticeSaysSo() throws IOException {
        start(Map.of());
        var definition = define(A, good());
        withdraw(definition);
        Files.writeString(home.resolve("oauth").resolve(OwnerRegister.FILE), "{\"format\":1,");

        restart();
        deliver("org.winekey.oauth.client~other", good());
        define(B, good());

        assertThat(admin().client("spotify")).isEmpty();
        assertThat(admin().client("other").orElseThrow().notices()).anyMatch(notice -> notice.startsWith("owners: "));
        assertThat(admin().client(B + "/spotify").orElseThrow().status().key()).contains("owner");
    }

    @Test
    @Tag("R-099")
    void owners_fileDamaged_aClientThatABundleMayOwnIsForNobody() throws IOException {
        var completed = Map.<String, Object>of("scope", "wine");
        start(Map.of());
        define(A, good());
        deliver(PID, completed);
        signIn();
        Files.writeString(home.resolve("oauth").resolve(OwnerRegister.FILE), "{\"format\":1,");

        restart();
        deliver(PID, completed);
        deliver("org.winekey.oauth.client~other", good());

        assertThat(service(B).client("spotify").token())
                .isInstanceOfSatisfying(
                        TokenResult.Misconfigured.class,
                        refused -> assertThat(refused.key()).isEqualTo("consumers"));
        assertThat(service(B).client("other").token()).isInstanceOf(TokenResult.SignInRequired.class);
        deliver(PID, Map.of("scope", "wine", "consumers", A));
        assertThat(service(A).client("spotify").token()).isInstanceOf(TokenResult.Granted.class);
    }

    @Test
    void definition_always_isAskedOnAGuestThread() {
        start(Map.of());
        var guests = new ArrayList<Boolean>();
        define(A, new ClientDefinition() {
            @Override
            public String client() {
                guests.add(onGuestThread);
                return "spotify";
            }

            @Override
            public Map<String, ?> settings() {
                guests.add(onGuestThread);
                return good();
            }
        });

        assertThat(guests).containsExactly(true, true);
    }

    @Test
    @Tag("R-099")
    void settings_ofAnOwnedClient_areNotForOthersToBegin() {
        start(Map.of());
        define(A, good());
        signIn();

        assertThatThrownBy(() -> service(B).client("spotify").updateSettings(Map.of("scope", "all")))
                .isInstanceOfSatisfying(OAuthException.Misconfigured.class, refused -> {
                    assertThat(refused.key()).isEqualTo("owner");
                    assertThat(refused.getMessage()).contains(A);
                });
        assertThat(configAdmin.kept).isEmpty();

        service(A).client("spotify").updateSettings(Map.of("scope", "some"));
        assertThat(configAdmin.kept.get(PID)).containsEntry("scope", "some");
    }

    @Test
    @Tag("R-099")
    void settings_ofAnOwnedClientWithAConfiguration_areForItsOwner() {
        start(Map.of());
        define(A, good());
        configAdmin.kept.put(PID, Map.of("client_id", "mine"));
        deliver(PID, Map.of("client_id", "mine"));

        assertThatThrownBy(() -> service(B).client("spotify").updateSettings(Map.of("scope", "all")))
                .isInstanceOf(OAuthException.Misconfigured.class);
        service(A).client("spotify").updateSettings(Map.of("scope", "some"));

        assertThat(configAdmin.kept.get(PID)).containsEntry("scope", "some");
    }

    @Test
    @Tag("R-099")
    void settings_ofAGrantThatNoBundleOwns_areNotForABundleToBegin() {
        startWithSpotify();
        signIn();
        configAdmin.kept.clear();
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);

        assertThatThrownBy(() -> service(B).client("spotify").updateSettings(good()))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageContaining("grant");

        assertThat(configAdmin.kept).isEmpty();
    }

    @Test
    void definition_goneWhileItIsAsked_doesNotCount() {
        start(Map.of());
        var entries = new ArrayList<FakeFramework.Entry>();
        var hasty = new ClientDefinition() {
            @Override
            public String client() {
                entries.forEach(entry -> entry.registration.unregister());
                return "spotify";
            }

            @Override
            public Map<String, ?> settings() {
                return good();
            }
        };
        entries.add(framework.register(A, ClientDefinition.class.getName(), hasty, Map.of()));

        scheduler.settle();
        scheduler.pass(ClientsFactory.GRACE);

        assertThat(admin().clients()).isEmpty();
    }

    @Test
    void store_movedElsewhere_hasItsOwnOwners() {
        start(Map.of());
        define(A, good());
        define(B, goodWith("client_id", "id-b"));

        house.settings(ServiceSettings.of(
                Map.of("store_directory", home.resolve("elsewhere").toString())));
        scheduler.settle();

        assertThat(report().clientId()).contains("id-1");
        assertThat(home.resolve("elsewhere").resolve(OwnerRegister.FILE)).exists();
    }
}
