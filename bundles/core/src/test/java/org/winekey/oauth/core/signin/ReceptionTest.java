// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;

/** Tokens that somebody else than the starter brings while the starter is away. */
class ReceptionTest extends SignInScene {

    @Test
    @Tag("R-103")
    void arrive_guestWithTheSameProvenAccount_endsTheSignIn() throws Exception {
        var plain = SignInHouse.registration("spotify", "id-1");
        house.registrations.put("spotify", SignInHouse.withEndpoints(plain, Map.of("userinfo_endpoint", "/me")));
        house.answers.put(
                "/me", () -> CompletableFuture.completedFuture(SignInHouse.answer(200, "{\"sub\":\"anna\"}")));
        house.arrive(house.depart("spotify"));
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        var own = house.depart(SignInHouse.nonce(link.uri()), Door.CALLBACK);
        var guest = house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK);

        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.DONE);

        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
        assertThat(house.arrive(own).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
    }
}
