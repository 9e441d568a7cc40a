// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsChangeTest {

    private static Map<String, Object> merged(Map<String, ?> before, Map<String, ?> changes) throws SettingsException {
        return SettingsChange.of(changes).over(before);
    }

    private static Map<String, Object> removing(String... keys) {
        var changes = new HashMap<String, Object>();
        Arrays.stream(keys).forEach(key -> changes.put(key, null));
        return changes;
    }

    @Test
    void nestedMaps_afterAnotherKeyChanged_areMergedAllTheSame() throws SettingsException {
        var changes = new LinkedHashMap<String, Object>();
        changes.put("client_id", "id-2");
        changes.put("parameters", Map.of("prompt", "consent"));
        changes.put("token_parameters", Map.of("audience", "https://eu.example.com"));

        var merged = merged(Map.of("client_id", "id-1", "scope", "read"), changes);

        assertThat(merged)
                .isEqualTo(Map.of(
                        "client_id", "id-2",
                        "scope", "read",
                        "parameters.prompt", "consent",
                        "token_parameters.audience", "https://eu.example.com"));
    }

    @Test
    void nestedMap_ofSome_leavesTheOthers() throws SettingsException {
        var before = Map.of("parameters.prompt", "consent", "parameters.hd", "example.com");

        assertThat(merged(before, Map.of("parameters", Map.of("hd", "example.org"))))
                .isEqualTo(Map.of("parameters.prompt", "consent", "parameters.hd", "example.org"));
        assertThat(merged(before, Map.of("parameters", Map.of()))).isEqualTo(before);
    }

    @Test
    void null_removesAKeyAndWhatIsBelowIt() throws SettingsException {
        var before = Map.of("parameters.a", "1", "parameters.b", "2", "parameters_x", "3", "scope", "read");

        assertThat(merged(before, removing("parameters"))).isEqualTo(Map.of("parameters_x", "3", "scope", "read"));
        assertThat(merged(before, removing("parameters.a", "SCOPE", "absent")))
                .isEqualTo(Map.of("parameters.b", "2", "parameters_x", "3"));
    }

    @Test
    void nullAndSomethingBelow_bothCount() throws SettingsException {
        var changes = removing("parameters");
        changes.put("parameters.c", "3");

        assertThat(merged(Map.of("parameters.a", "1"), changes)).isEqualTo(Map.of("parameters.c", "3"));
    }

    @Test
    void list_replacesTheOneBefore() throws SettingsException {
        var merged = merged(Map.of("scope", new String[] {"a", "b"}), Map.of("scope", List.of("c")));

        assertThat(merged.get("scope")).isEqualTo(new String[] {"c"});
    }

    @Test
    void reference_thatIsNotNamed_staysAsItIsWritten() throws SettingsException {
        var merged = merged(Map.of(".client_secret", "$[secret:hue]"), Map.of("scope", "read"));

        assertThat(merged).containsEntry(".client_secret", "$[secret:hue]");
    }

    @Test
    void key_otherLetterCase_isTheSameKey() throws SettingsException {
        assertThat(merged(Map.of("Client_ID", "old"), Map.of("client_id", "new")))
                .hasToString("{client_id=new}");
    }

    @Test
    void aliases_ofOtherSystems_areOurKeys() throws SettingsException {
        assertThat(merged(Map.of(), Map.of("client_secret", "s", "auth_endpoint", "https://a.example/authorize")))
                .containsOnlyKeys(".client_secret", "authorization_endpoint");
    }

    @Test
    void secret_asItIsShown_stays() throws SettingsException {
        var before = Map.of(".client_secret", "cnry-secret", "scope", "read");
        var shown = ShownSettings.of(before);

        assertThat(shown).containsEntry(".client_secret", "***");
        assertThat(SettingsChange.of(shown).touches(before)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "grant_type", "client_secret", "redirect_uri", "code_challenge"})
    void parameter_ofTheProtocol_isRefusedByName(String name) {
        assertThatThrownBy(() -> SettingsChange.of(Map.of("token_parameters", Map.of(name, "x"))))
                .isInstanceOf(SettingsException.class)
                .extracting(problem -> ((SettingsException) problem).key())
                .isEqualTo("token_parameters." + name);
    }

    @Test
    void change_withoutSense_isRefusedByName() {
        assertThatThrownBy(() -> SettingsChange.of(Map.of("scope", Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scope: ");
        assertThatThrownBy(() -> SettingsChange.of(Map.of("parameters", "prompt")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("parameters");
        assertThatThrownBy(() -> SettingsChange.of(Map.of("parameters.a", "1", "parameters", Map.of("a", "2"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("parameters.a");
    }

    @Test
    void text_ofAChange_showsNoValue() throws SettingsException {
        assertThat(SettingsChange.of(Map.of("client_secret", "cnry-secret")))
                .hasToString("SettingsChange[.client_secret]");
    }
}
