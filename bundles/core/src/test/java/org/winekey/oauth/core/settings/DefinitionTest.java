// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.BASE;
import static org.winekey.oauth.core.settings.Samples.dictionary;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.settings.Definition.Publisher;

/** What bundles define, below what people set. */
class DefinitionTest {

    private static final String PID = "org.winekey.oauth.client~lamp";
    private static final Publisher A = new Publisher("org.example.a", "mvn:a");
    private static final Publisher B = new Publisher("org.example.b", "mvn:b");

    private final Map<String, String> owned = new HashMap<>();
    private final ClientBook book = new ClientBook(
            Samples.FILES,
            new Profiles(),
            new Owners() {
                @Override
                public Optional<String> of(String client) {
                    return Optional.ofNullable(owned.get(client));
                }

                @Override
                public Optional<String> claim(String client, Publisher publisher) {
                    owned.put(client, publisher.name());
                    return Optional.empty();
                }

                @Override
                public void assign(String client, Publisher publisher) {
                    owned.put(client, publisher.name());
                }

                @Override
                public void release(String client) {
                    owned.remove(client);
                }
            },
            client -> Map.of());

    DefinitionTest() {
        book.openForDefinitions();
    }

    private void define(long id, Publisher publisher, Map<String, ?> raw) {
        book.define(Definition.of(id, publisher, "lamp", raw));
    }

    private void person(Map<String, Object> raw) {
        book.put(PID, dictionary(raw), false);
    }

    private ClientSettings lamp() {
        return book.settings("lamp", BASE).orElseThrow();
    }

    private Registration registration() {
        return lamp().registered().orElseThrow();
    }

    @Test
    void client_byDefinitionAlone_isForItsBundle() {
        define(1, A, good());

        assertThat(registration().clientId()).isEqualTo("id-1");
        assertThat(lamp().card().consumers()).containsExactly("org.example.a");
        assertThat(lamp().card().notices()).anyMatch(notice -> notice.startsWith("defined-by: "));
        assertThat(book.names()).containsExactly("lamp");
    }

    @Test
    void person_overDefinition_wins() {
        define(1, A, goodWith("scope", "light"));
        person(Map.of("client_id", "mine", "SCOPE", "dark"));

        assertThat(registration().clientId()).isEqualTo("mine");
        assertThat(registration().scopes()).containsExactly("dark");
        assertThat(lamp().card().consumers()).containsExactly("org.example.a");
    }

    @Test
    void person_emptyFieldOfTheForm_leavesTheDefault() {
        define(1, A, good());
        person(Map.of("client_id", "mine", "token_endpoint", "", "consumers", new String[0]));

        assertThat(registration().endpoints().token()).hasToString("https://as.example/token");
        assertThat(lamp().card().admits("org.example.b")).isFalse();
    }

    @Test
    void definition_withoutCredentials_saysWhatAPersonHasToEnterAndFollows() {
        var raw = good();
        raw.remove("client_id");
        raw.remove(".client_secret");
        raw.put("token_endpoint_auth_method", "client_secret_basic");
        define(1, A, raw);

        assertThat(((ClientSettings.Invalid) lamp()).key()).isEqualTo("client_id");
        person(Map.of("client_id", "mine"));
        assertThat(((ClientSettings.Invalid) lamp()).key()).isEqualTo(".client_secret");
        person(Map.of("client_id", "mine", ".client_secret", "s"));
        assertThat(registration().clientId()).isEqualTo("mine");
        raw.put("token_endpoint_auth_method", "none");
        define(1, A, raw);
        person(Map.of("client_id", "public"));
        assertThat(registration().clientSecret()).isNull();
    }

    @Test
    void layers_all_comeInTheirOrder() {
        book.put("x~base", dictionary(Map.of("scope", "base", "client_id", "base")), false);
        define(1, A, goodWith("scope", "definition"));
        person(Map.of("extends", "base", "client_id", "mine", "owner", "org.example.a"));

        assertThat(registration().clientId()).isEqualTo("mine");
        assertThat(registration().scopes()).containsExactly("base");
        assertThat(registration().endpoints().token()).hasToString("https://as.example/token");
    }

    @Test
    @Tag("R-025")
    void extends_definedClient_bindsToItsOwner() {
        define(1, A, good());
        book.put("x~second", dictionary(Map.of("extends", "lamp", "client_id", "second")), false);

        var second = book.settings("second", BASE).orElseThrow();

        assertThat(second.registered().orElseThrow().clientId()).isEqualTo("second");
        assertThat(second.card().admits("org.example.b")).isFalse();
        assertThat(second.card().admits("org.example.a")).isTrue();
    }

    @Test
    @Tag("R-025")
    void definition_extendingAnotherClient_getsNothingOfIt() {
        book.put("x~rich", dictionary(goodWith("client_id", "rich")), false);
        define(1, B, Map.of("extends", "rich", "token_endpoint", "https://evil.example/token"));

        assertThat(lamp()).isInstanceOf(ClientSettings.Invalid.class);
        assertThat(lamp().card().clientId()).isNull();
        assertThat(lamp().card().notices())
                .anyMatch(notice ->
                        notice.startsWith("definition-key-refused: extends ") && notice.contains("org.example.b"));
    }

    @Test
    @Tag("R-099")
    void definition_ofOtherBundle_isRefusedAndShown() {
        define(2, A, good());
        assertThat(registration().clientId()).isEqualTo("id-1");
        define(1, B, goodWith("client_id", "greedy"));

        assertThat(registration().clientId()).isEqualTo("id-1");
        assertThat(lamp().card().notices())
                .anyMatch(notice -> notice.startsWith("definition-refused: ") && notice.contains("org.example.b"));
        assertThat(lamp().card().admits("org.example.b")).isFalse();
    }

    @Test
    @Tag("R-099")
    void owner_gone_keepsTheName() {
        define(1, A, good());
        assertThat(lamp()).isInstanceOf(ClientSettings.Valid.class);
        book.leaveDefinition(1);
        assertThat(lamp()).isInstanceOf(ClientSettings.Valid.class);
        book.removeDefinitionIfLeaving(1);
        define(2, B, good());

        assertThat(book.settings("lamp", BASE)).isEmpty();
        assertThat(book.strays()).singleElement().satisfies(stray -> {
            assertThat(stray.name()).isEqualTo("org.example.b/lamp");
            assertThat(stray.key()).isEqualTo("owner");
            assertThat(stray.reason()).contains("org.example.b").contains("org.example.a");
        });
    }

    @Test
    @Tag("R-099")
    void owner_setByAPerson_isReassigned() {
        define(1, A, good());
        define(2, B, goodWith("client_id", "id-b"));
        person(Map.of("owner", "org.example.b"));

        assertThat(registration().clientId()).isEqualTo("id-b");
        assertThat(lamp().card().consumers()).containsExactly("org.example.b");
        assertThat(owned).containsEntry("lamp", "org.example.b");
    }

    @Test
    @Tag("R-099")
    void client_madeByAPerson_takesNothingFromADefinition() {
        person(good());
        define(1, B, Map.of("api_hosts", "evil.example", "userinfo_endpoint", "https://evil.example/me"));

        assertThat(lamp().card().apiHosts()).isEmpty();
        assertThat(registration().endpoints().userinfo()).isNull();
        assertThat(lamp().card().consumers()).isEmpty();
        assertThat(owned).isEmpty();
        assertThat(lamp().card().notices())
                .anyMatch(notice -> notice.startsWith("definition-refused: ") && notice.contains("a person made"));
    }

    @Test
    @Tag("R-099")
    void client_madeByAPersonAfterABundleTookItsName_takesNothingFromTheBundle() {
        define(
                1,
                A,
                Map.of(
                        "token_endpoint", "https://evil.example/t",
                        "then_endpoint", "https://evil.example/then",
                        "refresh_endpoint", "https://evil.example/r"));
        assertThat(book.settings("lamp", BASE)).isPresent();
        assertThat(owned).containsEntry("lamp", "org.example.a");

        person(Map.of("provider", "spotify", "client_id", "mine", ".client_secret", "s"));

        assertThat(registration().endpoints().token()).hasToString("https://accounts.spotify.com/api/token");
        assertThat(registration().endpoints().then()).isNull();
        assertThat(registration().endpoints().refresh()).isNull();
        assertThat(lamp().card().consumers()).isEmpty();
        assertThat(lamp().card().notices())
                .anyMatch(notice -> notice.startsWith("definition-refused: ") && notice.contains("a person made"));
        assertThat(owned).isEmpty();
    }

    @Test
    void consumers_ofAPerson_override() {
        define(1, A, good());
        person(Map.of("consumers", "org.example.c"));

        assertThat(lamp().card().admits("org.example.c")).isTrue();
        assertThat(lamp().card().admits("org.example.a")).isFalse();
    }

    @Test
    @Tag("R-099")
    void keys_ofPersons_areLeftOutAndNamed() {
        var raw = goodWith("consumers", "org.example.b");
        raw.putAll(Map.of(
                "Owner", "org.example.b", "allow_insecure", true, "tls_ca_file", "/x", "pkce", new String[] {" OFF"}));
        raw.put("grant_types", List.of("password"));
        define(1, A, raw);

        assertThat(lamp()).isInstanceOf(ClientSettings.Valid.class);
        assertThat(lamp().card().consumers()).containsExactly("org.example.a");
        assertThat(lamp().card().route().insecure()).isFalse();
        for (var key : List.of("consumers", "Owner", "allow_insecure", "tls_ca_file", "pkce", "grant_types")) {
            assertThat(lamp().card().notices())
                    .anyMatch(notice -> notice.startsWith("definition-key-refused: " + key + " ")
                            && notice.contains("org.example.a"));
        }
    }

    @Test
    void key_unknown_isAFaultThatNamesItAndTheBundle() {
        define(1, A, good());
        assertThat(lamp()).isInstanceOf(ClientSettings.Valid.class);
        define(1, A, goodWith("token_endpiont", "x"));

        assertThat(lamp()).isInstanceOfSatisfying(ClientSettings.Invalid.class, invalid -> {
            assertThat(invalid.key()).isEqualTo("token_endpiont");
            assertThat(invalid.reason()).contains("org.example.a");
            assertThat(invalid.card().admits("org.example.b")).isFalse();
        });
    }

    @Test
    void definition_faultyFromTheStart_ownsNothingAndIsShown() {
        define(1, A, goodWith("token_endpiont", "x"));
        book.define(Definition.of(2, B, "No Name", good()));
        book.define(Definition.of(3, B, null, null));
        book.define(Definition.failed(4, B, "lamp", "java.lang.IllegalStateException"));

        assertThat(book.settings("lamp", BASE)).isEmpty();
        assertThat(owned).isEmpty();
        assertThat(book.strays())
                .extracting(ClientSettings.Invalid::name)
                .containsExactly("org.example.a/lamp", "org.example.b/", "org.example.b/", "org.example.b/lamp");
    }

    @Test
    void definition_values_areCopiedAndNeverPrinted() {
        var hosts = new String[] {"api.example"};
        var raw = goodWith("api_hosts", hosts);
        raw.put("scope", Arrays.asList("one", "two"));
        var definition = Definition.of(1, A, "lamp", raw);
        hosts[0] = "evil.example";
        book.define(definition);

        assertThat(lamp().card().apiHosts()).containsExactly("https://api.example:443");
        assertThat(definition).hasToString("Definition[org.example.a, lamp]");
    }

    @Test
    void definition_beforePeoplesSettingsAreKnown_doesNotCount() {
        var early = new ClientBook(
                Samples.FILES,
                new Profiles(),
                new Owners() {
                    @Override
                    public Optional<String> of(String client) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> claim(String client, Publisher publisher) {
                        throw new AssertionError("too early");
                    }

                    @Override
                    public void assign(String client, Publisher publisher) {
                        throw new AssertionError("nobody did");
                    }

                    @Override
                    public void release(String client) {
                        throw new AssertionError("nobody did");
                    }
                },
                client -> Map.of());

        early.define(Definition.of(1, A, "lamp", good()));

        assertThat(early.settings("lamp", BASE)).isEmpty();
    }

    @Test
    void settings_inNoFile_areNoNewsWhereABundleBringsThem() {
        define(1, A, good());
        person(Map.of("service.factoryPid", "org.winekey.oauth.client", "scope", "light"));

        assertThat(lamp().card().notices()).noneMatch(notice -> notice.startsWith("not-in-a-file"));
    }
}
