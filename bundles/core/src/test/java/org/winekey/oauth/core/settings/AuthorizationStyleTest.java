// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.DeviceRequest;
import org.winekey.oauth.core.seam.SimulatedEntropy;

/** What the keys for authorization requests put into the address of the consent page. */
class AuthorizationStyleTest {

    @Test
    void nothingSet_consent_isPlain() {
        var query = Provider.with().consent().getRawQuery();

        assertThat(query)
                .startsWith("response_type=code&client_id=id-1&redirect_uri=")
                .contains("&scope=one+two&state=the-state&code_challenge=")
                .endsWith("&code_challenge_method=S256");
    }

    @Test
    void scopeSeparator_comma_standsBetweenScopes() {
        assertThat(Provider.with("scope_separator", "comma").consentQuery()).containsEntry("scope", "one,two");
    }

    @Test
    void scopeSeparator_plus_isNotEncoded() {
        assertThat(Provider.with("scope_separator", "plus").consent().getRawQuery())
                .contains("&scope=one+two&");
    }

    @Test
    @Tag("R-003")
    void pkce_off_sendsNoChallengeAnywhereAndSaysSo() {
        var provider = Provider.with("pkce", "off", "device_authorization_endpoint", "https://as.example/device");
        var device = DeviceRequest.authorization(
                provider.registration(), CodeVerifier.fresh(new SimulatedEntropy(2)), Provider.DEADLINE);

        assertThat(provider.consentQuery()).doesNotContainKeys("code_challenge", "code_challenge_method");
        assertThat(provider.exchangeForm()).doesNotContainKey("code_verifier");
        assertThat(Provider.body(device)).doesNotContain("code_challenge");
        assertThat(Samples.valid(Samples.goodWith("pkce", "off")).card().notices())
                .singleElement()
                .asString()
                .startsWith("relaxes-R-003: pkce sends no code challenge");
    }

    @Test
    void pkce_s256_isWhatIsSentAnyway() {
        assertThat(Provider.with("pkce", "S256").consent())
                .isEqualTo(Provider.with().consent());
        assertThat(Samples.valid(Samples.goodWith("pkce", "S256")).card().notices())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_type",
                "client_id",
                "redirect_uri",
                "scope",
                "state",
                "code_challenge",
                "code_challenge_method"
            })
    void authorizationRename_eachParameter_goesUnderTheOtherNameAlone(String name) {
        var plain = Provider.with().consentQuery();

        var query = Provider.with("authorization_rename." + name, "theirs").consentQuery();

        assertThat(query)
                .doesNotContainKey(name)
                .containsEntry("theirs", plain.get(name))
                .hasSameSizeAs(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"response_type", "client_id", "scope"})
    void authorizationOmit_eachThatMay_isNotSent(String name) {
        var query = Provider.with("authorization_omit", name).consentQuery();

        assertThat(query)
                .doesNotContainKey(name)
                .hasSize(Provider.with().consentQuery().size() - 1);
    }

    @Test
    void responseType_ofTheProvider_isSent() {
        assertThat(Provider.with("response_type", "auth_code").consentQuery())
                .containsEntry("response_type", "auth_code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token", "code token", "code id_token"})
    @Tag("R-001")
    void responseType_withAToken_isRefused(String type) {
        var wrong = Samples.invalid(Samples.goodWith("response_type", type));

        assertThat(wrong.key()).isEqualTo("response_type");
        assertThat(wrong.reason()).contains("asks for a token", "leave it empty");
    }

    @Test
    void authorizationFragment_set_putsTheRequestBehindTheHash() {
        var provider = Provider.with("authorization_fragment", "/oauth/authorize");

        assertThat(provider.consent().toString())
                .startsWith("https://as.example/authorize#/oauth/authorize?response_type=code&client_id=id-1&");
        assertThat(provider.consent().getRawQuery()).isNull();
        assertThat(Samples.valid(Samples.goodWith("authorization_fragment", "/x"))
                        .card()
                        .notices())
                .singleElement()
                .asString()
                .startsWith("relaxes-R-007: ");
    }
}
