// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.BASE;
import static org.winekey.oauth.core.settings.Samples.dictionary;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.protocol.Registration;

class ClientBookTest {

    private static final String A = "org.winekey.oauth.client~a";
    private static final String B = "org.winekey.oauth.client~b";

    private final ClientBook book = new ClientBook(Samples.FILES, new Profiles());

    private void put(String pid, Map<String, Object> raw) {
        book.put(pid, dictionary(raw), false);
    }

    private Registration registration(String name) {
        return settings(name).flatMap(ClientSettings::registered).orElseThrow();
    }

    private Optional<ClientSettings> settings(String name) {
        return book.settings(name, BASE);
    }

    private ClientSettings.Invalid invalid(String name) {
        return (ClientSettings.Invalid) settings(name).orElseThrow();
    }

    @Test
    void configuration_withoutName_isAStrayThatSaysSo() {
        put("org.winekey.oauth.client.123", good());

        assertThat(book.names()).isEmpty();
        assertThat(book.strays()).singleElement().satisfies(stray -> {
            assertThat(stray.name()).isEqualTo("org.winekey.oauth.client.123");
            assertThat(stray.key()).isEqualTo("oauth.client");
        });
    }

    @Test
    void name_twice_smallerPidWorksAndBothSaySo() {
        put(B, goodWith("oauth.client", "x"));
        put(A, goodWith("oauth.client", "x"));
        put(A, goodWith("oauth.client", "x"));

        assertThat(book.names()).containsExactly("x");
        assertThat(settings("x").orElseThrow().card().notices())
                .singleElement()
                .asString()
                .startsWith("duplicate-name: ")
                .contains(B);
        assertThat(book.strays()).singleElement().satisfies(stray -> {
            assertThat(stray.name()).isEqualTo(B);
            assertThat(stray.reason()).contains(A);
        });
    }

    @Test
    void name_twiceThenFirstGoes_secondWorks() {
        put(A, goodWith("oauth.client", "x"));
        put(B, goodWith("oauth.client", "x"));

        book.leave(A);
        book.removeIfLeaving(A);

        assertThat(settings("x").orElseThrow().card().notices()).isEmpty();
        assertThat(book.strays()).isEmpty();
    }

    @Test
    void configuration_deleted_worksUntilTheGraceIsOver() {
        put(A, good());

        assertThat(book.leave(A)).containsExactly("a");
        assertThat(settings("a")).isPresent();
        assertThat(book.removeIfLeaving(A)).containsExactly("a");
        assertThat(settings("a")).isEmpty();
    }

    @Test
    void configuration_deletedAndMadeAgain_stays() {
        put(A, good());
        book.leave(A);
        put(A, goodWith("client_id", "id-2"));

        assertThat(book.removeIfLeaving(A)).isEmpty();
        assertThat(registration("a").clientId()).isEqualTo("id-2");
    }

    @Test
    void configuration_deletedAndMadeWithAnotherPid_isReplacedAtOnce() {
        put(A, goodWith("oauth.client", "x"));
        book.leave(A);
        put(B, with(goodWith("oauth.client", "x"), "client_id", "id-2"));

        assertThat(registration("x").clientId()).isEqualTo("id-2");
        assertThat(book.strays()).isEmpty();
    }

    @Test
    void extends_otherClient_bringsDefaults() {
        put(A, with(goodWith("scope", "one two"), "redirect_uri", "https://home.example/cb/a"));
        put(B, Map.of("extends", "a", "client_id", "id-b", "scope", ""));

        assertThat(registration("b").clientId()).isEqualTo("id-b");
        assertThat(registration("b").scopes()).containsExactly("one", "two");
        assertThat(registration("b").clientSecret()).isEqualTo(registration("a").clientSecret());
        assertThat(registration("b").redirectUri()).isEqualTo(BASE + "/oauth/callback/b");
    }

    @Test
    void extends_baseChanges_affectsWhoExtends() {
        put("x~c", Map.of("extends", "b"));
        put(B, Map.of("extends", "a"));

        assertThat(invalid("c").key()).isEqualTo("extends");
        assertThat(book.put(A, dictionary(good()), false)).containsExactly("a", "b", "c");
        assertThat(registration("c").clientId()).isEqualTo("id-1");
        assertThat(book.put(A, dictionary(goodWith("client_id", "id-2")), false))
                .contains("b", "c");
        assertThat(registration("c").clientId()).isEqualTo("id-2");
    }

    @Test
    void extends_circle_isRefusedForEach() {
        put(A, goodWith("extends", "b"));
        put(B, goodWith("extends", "a"));

        assertThat(invalid("a").key()).isEqualTo("extends");
        assertThat(invalid("a").reason()).contains("circle");
        assertThat(invalid("b").key()).isEqualTo("extends");
    }

    @Test
    void extends_disabledBase_isNotDisabledByIt() {
        put(A, goodWith("enabled", "false"));
        put(B, Map.of("extends", "a"));

        assertThat(settings("b").orElseThrow()).isInstanceOf(ClientSettings.Valid.class);
    }

    @Test
    void extends_consumersOfBase_bindTheOther() {
        put(A, goodWith("consumers", "org.example.a"));
        put(B, Map.of("extends", "a"));

        assertThat(settings("b").orElseThrow().card().admits("org.example.b")).isFalse();
    }

    @Test
    void configuration_wrong_leavesOthersAlone() {
        put(A, Map.of());
        put(B, good());

        assertThat(settings("a").orElseThrow()).isInstanceOf(ClientSettings.Invalid.class);
        assertThat(settings("b").orElseThrow()).isInstanceOf(ClientSettings.Valid.class);
    }

    private static Map<String, Object> with(Map<String, Object> raw, String key, Object value) {
        raw.put(key, value);
        return raw;
    }
}
