// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.settings.ClientSettings.Context;

/** Variables in addresses. */
class TemplatesTest {

    private static final String TEMPLATE = "https://{vars.shop}.provider.example/token";

    private static Map<String, Object> shop(String value) {
        var raw = Samples.goodWith("token_endpoint", TEMPLATE);
        raw.put("vars.shop", value);
        return raw;
    }

    @Test
    @Tag("R-073")
    void variable_inEndpointsHostsAndParameters_isFilledInAndPartOfTheIdentity() {
        var raw = shop("my-shop");
        raw.put("authorization_endpoint", "https://{vars.shop}.provider.example/{vars.shop}/authorize");
        raw.put("issuer", "https://{vars.shop}.provider.example");
        raw.put("api_hosts", "{vars.shop}.api.example");
        raw.put("parameters.shop", "{vars.shop}");

        var settings = Samples.valid(raw);

        var registration = settings.registration();
        assertThat(registration.endpoints().token()).hasToString("https://my-shop.provider.example/token");
        assertThat(registration.endpoints().forBrowsers())
                .hasToString("https://my-shop.provider.example/my-shop/authorize");
        assertThat(registration.issuer()).isEqualTo("https://my-shop.provider.example");
        assertThat(registration.parameters()).containsEntry("shop", "my-shop");
        assertThat(settings.card().apiHosts()).containsExactly("https://my-shop.api.example:443");
        assertThat(registration.identity())
                .isNotEqualTo(Samples.valid(shop("other")).registration().identity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example/", "a/b", "a b", "-a", "a-", "a@b", "a%2e", "ä", "a#", "a?"})
    void variable_thatIsMoreThanOneLabel_isRefused(String value) {
        var wrong = Samples.invalid(shop(value));

        assertThat(wrong.key()).isEqualTo("vars.shop");
        assertThat(wrong.reason()).contains("one part of a host name");
    }

    @Test
    void variable_notSet_namesTheKeyAndWhereItIsNeeded() {
        var wrong = Samples.invalid(Samples.goodWith("token_endpoint", TEMPLATE));

        assertThat(wrong.key()).isEqualTo("vars.shop");
        assertThat(wrong.reason()).contains("is not set", "token_endpoint");
    }

    @ParameterizedTest
    @CsvSource({"client_id", "redirect_uri", ".client_secret", "scope", "token_headers.x"})
    void variable_elsewhere_isRefused(String key) {
        var raw = Samples.goodWith(key, "{vars.shop}");
        raw.put("vars.shop", "a");

        var wrong = Samples.invalid(raw);

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains("endpoints, issuer, api_hosts and parameters only");
    }

    @Test
    void variable_withoutALegalName_isRefused() {
        var wrong = Samples.invalid(Samples.goodWith("token_endpoint", "https://{vars.a b}.example/"));

        assertThat(wrong.key()).isEqualTo("token_endpoint");
        assertThat(wrong.reason()).contains("{vars.shop}");
    }

    @Test
    void variable_thatTheProfileLists_isOneOfThoseAlone() {
        var context = new Context(Samples.BASE, false, Samples.FILES, Map.of("shop", Set.of("com", "com.au")));

        var listed = ClientSettings.of("spotify", shop("com.au"), context);
        var other = ClientSettings.of("spotify", shop("my-shop"), context);

        assertThat(listed.registered().orElseThrow().endpoints().token())
                .hasToString("https://com.au.provider.example/token");
        assertThat(other).isInstanceOfSatisfying(ClientSettings.Invalid.class, wrong -> {
            assertThat(wrong.key()).isEqualTo("vars.shop");
            assertThat(wrong.reason()).isEqualTo("must be one of com, com.au");
        });
    }

    @Test
    void unknownKeys_ofProviders_areKnown() {
        var raw = shop("a");
        raw.put("refresh_scop", "true");

        assertThat(Samples.valid(raw).card().notices())
                .singleElement()
                .asString()
                .contains("refresh_scop is not read; did you mean refresh_scope?");
    }
}
