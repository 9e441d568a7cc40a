// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;

/** A sign-in that is ended while its grant is being written. */
class ConsentTest extends SignInScene {

    @Test
    void cancel_whileTheFirstGrantIsBeingWritten_leavesNothing() throws Exception {
        var departure = house.depart("spotify");
        house.whenFirstWritten(RecordKind.GRANT, () -> house.signIns.cancel("spotify"));

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.grant("spotify")).isEmpty();
    }

    @Test
    void forget_whileTheFirstGrantIsBeingWritten_leavesNothing() throws Exception {
        var departure = house.depart("spotify");
        house.whenFirstWritten(RecordKind.GRANT, () -> {
            house.signIns.cancel("spotify");
            house.vault.remove("spotify");
        });

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.vault.clients()).isEmpty();
    }

    @Test
    void cancel_whileAGrantIsBeingReplaced_setsNothingAside() throws Exception {
        signIn("first");
        var departure = house.depart("spotify");
        house.whenFirstWritten(RecordKind.GRANT, () -> house.signIns.cancel("spotify"));

        house.arrive(departure);

        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("first"));
        assertThat(house.vault.read("spotify", RecordKind.SET_ASIDE)).isEmpty();
    }

    @Test
    void cancel_whileAGrantIsBeingReplaced_leavesWhatWasSetAsideBefore() throws Exception {
        signIn("first");
        signIn("second");
        var departure = house.depart("spotify");
        house.whenFirstWritten(RecordKind.GRANT, () -> house.signIns.cancel("spotify"));

        house.arrive(departure);

        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("second"));
        assertThat(house.vault.read("spotify", RecordKind.SET_ASIDE)).isPresent();
    }

    private void signIn(String token) {
        var body = "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"}";
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.answer(200, body));
        house.arrive(house.depart("spotify"));
    }
}
