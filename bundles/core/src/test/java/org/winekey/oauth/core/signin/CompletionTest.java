// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.seam.HttpTransport;

/** A sign-in whose code is on the way, while somebody else begins one of the same client. */
class CompletionTest extends SignInScene {
    private static final Starter OTHER = new Starter("shell", "bob");

    @Test
    void begin_whileACodeIsOut_isRefusedAndTheTokensArrive() throws Exception {
        refusedMeanwhile(() -> house.signIns.begin("spotify", SignInHouse.BASE, OTHER));
    }

    @Test
    void device_whileACodeIsOut_isRefusedAndTheTokensArrive() throws Exception {
        var plain = SignInHouse.registration("spotify", "id-1");
        var withDevice = Map.of("device_authorization_endpoint", "/device");
        house.registrations.put("spotify", SignInHouse.withEndpoints(plain, withDevice));

        refusedMeanwhile(() -> house.signIns.device("spotify", OTHER));

        assertThat(house.calls("/device")).isEmpty();
    }

    @Test
    void begin_afterTheCodeWasRefused_begins() {
        var departure = house.depart(house.nonce("spotify"), Door.CALLBACK);
        house.provider =
                () -> CompletableFuture.completedFuture(SignInHouse.answer(400, "{\"error\":\"invalid_grant\"}"));
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.EXCHANGE_FAILED);

        assertThat(house.signIns.begin("spotify", SignInHouse.BASE, OTHER).ways())
                .isNotEmpty();
    }

    @Test
    void begin_afterACancel_begins() {
        var departure = house.depart(house.nonce("spotify"), Door.CALLBACK);

        var outcome = arriveWith(departure, () -> {
            house.signIns.cancel("spotify");
            house.signIns.begin("spotify", SignInHouse.BASE, OTHER);
        });

        assertThat(outcome.kind()).isNotEqualTo(Kind.DONE);
        assertThat(house.signIns.open("spotify", OTHER, SignInHouse.BASE)).isPresent();
    }

    private void refusedMeanwhile(Runnable attempt) throws Exception {
        var departure = house.depart(house.nonce("spotify"), Door.CALLBACK);
        var refused = new AtomicReference<AdminException>();

        var outcome =
                arriveWith(departure, () -> refused.set(catchThrowableOfType(AdminException.class, attempt::run)));

        assertThat(refused.get()).hasMessageContaining("look at the status of spotify");
        assertThat(refused.get().problem()).isEqualTo(Problem.UNAVAILABLE);
        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
        assertThat(house.grant("spotify")).isPresent();
    }

    /** The provider takes two seconds for the code; in the middle of them something else happens. */
    private SignInOutcome arriveWith(Departure departure, Runnable meanwhile) {
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        house.scheduler.after(Duration.ofSeconds(1), meanwhile);
        house.scheduler.after(Duration.ofSeconds(2), () -> out.complete(SignInHouse.tokens()));
        return house.arrive(departure);
    }
}
