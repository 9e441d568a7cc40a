// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.spi.RecordKind;

/** What a person reads when an answer was not taken. */
class LandingTest extends SignInScene {

    @Test
    void arrive_strangersRefusal_namesTheClient() {
        var departure = house.depart("spotify");
        var refusal = Map.of("error", "access_denied", "state", SignInHouse.state(departure));

        var outcome = house.arrive("spotify", refusal, null);

        assertThat(outcome.kind()).isEqualTo(Kind.NOT_THE_STARTER);
        assertThat(outcome.client()).isEqualTo("spotify");
    }

    @Test
    void arrive_whileAnotherAnswerIsOnTheWay_saysThatOneIsBeingExchanged() {
        house.relay = Optional.of("https://relay.example/r/");
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);
        var second = house.signIns
                .depart(nonce, Door.RELAY, Set.of(first.binding()), SignInHouse.BASE)
                .orElseThrow();
        house.provider = CompletableFuture::new;
        house.arrive(first);

        assertThat(house.arrive(second).message()).contains("being exchanged");
    }

    @Test
    void cancel_whileTheClaimIsBeingWritten_saysThatTheSignInIsOver() {
        var departure = house.depart("spotify");
        house.whenFirstWritten(RecordKind.TICKET, () -> house.signIns.cancel("spotify"));

        assertThat(house.arrive(departure).message()).contains("fits no open sign-in");
    }

    @Test
    void arrive_codeThatTheProviderDoesNotTake_saysWhyAndEndsTheSignIn() throws Exception {
        var departure = house.depart("spotify");
        house.provider =
                () -> CompletableFuture.completedFuture(SignInHouse.answer(400, "{\"error\":\"invalid_grant\"}"));

        var outcome = house.arrive(departure);

        assertThat(outcome.message()).contains("could not be exchanged", "invalid_grant");
        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isEmpty();
    }

    @Test
    void arrive_providerThatTakesItsTime_namesTheClient() {
        var departure = house.depart("spotify");
        house.provider = CompletableFuture::new;

        var outcome = house.arrive(departure);

        assertThat(outcome.client()).isEqualTo("spotify");
        assertThat(outcome.message()).contains("has not answered");
    }
}
