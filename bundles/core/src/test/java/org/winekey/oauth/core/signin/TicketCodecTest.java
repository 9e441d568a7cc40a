// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.secret.Secret;

/** Tickets that an earlier version stored. */
class TicketCodecTest {

    private static final Secret STATE = Secret.of("cnry-state");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decode_formatOfOneTrip_waitsForItsAnswerAndOpensTheOtherLink(boolean elsewhere) throws IOException {
        var ticket = TicketCodec.decode(stored(2, "DEPARTED", elsewhere));

        assertThat(ticket.trips()).hasSize(2);
        assertThat(ticket.trips().get(0).elsewhere()).isEqualTo(elsewhere);
        assertThat(ticket.trips().get(0).awaits(STATE)).isTrue();
        assertThat(ticket.ways(false)).hasSize(1);
        assertThat(ticket.ways(true)).hasSize(1);
        assertThat(TicketCodec.decode(TicketCodec.encode(ticket))).isEqualTo(ticket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BURNED", "CLAIMED"})
    void decode_formatOfOneTripThatIsUsedUp_isOverForBothLinks(String stage) throws IOException {
        assertThat(TicketCodec.decode(stored(2, stage, true)).restarted().isOver())
                .isTrue();
    }

    @Test
    void decode_otherFormats_areRefused() {
        for (var format : new int[] {1, 4}) {
            assertThatThrownBy(() -> TicketCodec.decode(stored(format, "DEPARTED", false)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @Tag("R-030")
    void toString_ofATicket_tellsItsTripsAndNoSecretOfThem() throws IOException {
        var text = TicketCodec.decode(stored(2, "DEPARTED", false)).toString();

        assertThat(text).contains("CALLBACK DEPARTED", "CALLBACK elsewhere OPEN");
        assertThat(text)
                .doesNotContain(
                        STATE.fingerprint(),
                        Secret.of("own").fingerprint(),
                        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    }

    private static byte[] stored(int format, String stage, boolean elsewhere) {
        return """
                {"format":%d,"issuer":null,"client_id":"id-1","authorization_endpoint":"https://as.example/authorize",
                "token_endpoint":"https://as.example/token","face":"shell","user":"karaf",
                "started_at":"2026-11-29T08:00:00Z","restarts":0,
                "own":{"nonce_hash":"%s","binding_hash":null},"elsewhere":{"nonce_hash":"%s","binding_hash":null},
                "trips":[{"door":"CALLBACK","redirect_uri":"https://home.example/oauth/callback/c","stage":"%s",
                "state_hash":"%s","code_verifier":"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk","elsewhere":%s}],
                "poll":null}
                """.formatted(
                        format,
                        Secret.of("own").fingerprint(),
                        Secret.of("elsewhere").fingerprint(),
                        stage,
                        STATE.fingerprint(),
                        elsewhere)
                .getBytes(UTF_8);
    }
}
