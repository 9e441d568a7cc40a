// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.core.protocol.Registration;

/** A ticket knows every endpoint of the registration it was made for, also after a restart. */
@Timeout(20)
class TicketEndpointsTest {

    @Test
    void arrive_afterRestart_everyEndpointTheSame_isDone(@TempDir Path folder) throws Exception {
        try (var house = new SignInHouse(folder)) {
            house.registrations.put("spotify", withEndpoints(""));
            var departure = house.depart("spotify");

            house.restart();

            assertThat(house.arrive(departure).kind()).isEqualTo(SignInOutcome.Kind.DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"device_authorization_endpoint", "introspection_endpoint", "userinfo_endpoint"})
    void arrive_afterRestart_oneEndpointAnother_isRefused(String changed, @TempDir Path folder) throws Exception {
        try (var house = new SignInHouse(folder)) {
            house.registrations.put("spotify", withEndpoints(""));
            var departure = house.depart("spotify");

            house.restart();
            house.registrations.put("spotify", withEndpoints(changed));

            assertThat(house.arrive(departure).kind()).isNotEqualTo(SignInOutcome.Kind.DONE);
            assertThat(house.calls).isEmpty();
        }
    }

    private static Registration withEndpoints(String changed) {
        var plain = SignInHouse.registration("spotify", "id-1");
        var named = new LinkedHashMap<String, URI>();
        for (var name : Registration.Endpoints.NAMES) {
            named.put(name, URI.create("https://spotify.example/" + (name.equals(changed) ? "other" : name)));
        }
        named.remove("pushed_authorization_request_endpoint");
        return new Registration(
                plain.client(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                Registration.Endpoints.of(named),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters());
    }
}
