// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What redirect URIs say: whether a provider takes them, and whose answers they bring home. */
class CallbackAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "ANY, http://eisy.local:8080/oauth/callback/x, true",
        "HTTPS, https://relay.example/r, true",
        "HTTPS, HTTPS://relay.example/r, true",
        "HTTPS, http://127.0.0.1/r, false",
        "HTTPS_OR_LOOPBACK_IP, https://relay.example/r, true",
        "HTTPS_OR_LOOPBACK_IP, http://127.0.0.1:8080/r, true",
        "HTTPS_OR_LOOPBACK_IP, 'http://[::1]:8080/r', true",
        "HTTPS_OR_LOOPBACK_IP, http://localhost/r, false",
        "HTTPS_OR_LOOPBACK_IP, http://127.0.0.1.evil.example/r, false"
    })
    void admits_redirectUri_asTheProviderHasIt(RedirectUriRule rule, String redirectUri, boolean admitted) {
        assertThat(rule.admits(redirectUri)).isEqualTo(admitted);
    }

    @Test
    void words_ofARule_nameWhatItAdmits() {
        assertThat(RedirectUriRule.ANY.words()).isEmpty();
        assertThat(RedirectUriRule.HTTPS_OR_LOOPBACK_IP.words()).contains("https", "http://127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/oauth/callback/spotify, spotify",
        "https://relay.example/oauth/callback/a-b?x=1, a-b",
        "https://relay.example/other/oauth/callback/a-b, client",
        "https://relay.example/r, client",
        "urn:ietf:wg:oauth:2.0:oob, client"
    })
    void name_endOfThePath_isThatOfTheCallbackElseTheClients(String redirectUri, String name) {
        assertThat(CallbackPath.name(redirectUri, "client")).isEqualTo(name);
    }
}
