// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class WellKnownTest {

    @ParameterizedTest
    @CsvSource({
        "https://as.example, '', ''",
        "https://as.example/, '', ''",
        "https://as.example:8443, '', ''",
        "https://as.example/realms/home, /realms/home, /realms/home",
        "https://as.example/realms/home/, /realms/home, /realms/home",
        "https://as.example/a%2Fb//c, /a%2Fb//c, /a%2Fb//c"
    })
    @Tag("R-080")
    void addresses_areInsertedForOAuthAndAppendedForOpenId(String issuer, String inserted, String path) {
        var origin = issuer.replaceAll("(https://[^/]+).*", "$1");

        assertThat(WellKnown.of(issuer))
                .extracting(Object::toString)
                .containsExactly(
                        origin + "/.well-known/oauth-authorization-server" + inserted,
                        origin + path + "/.well-known/openid-configuration");
    }
}
