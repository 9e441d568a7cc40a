// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.seam.HttpTransport;

/** Leaving while something else happens to the sign-in. */
class DeparturesTest extends SignInScene {

    @Test
    @Tag("R-052")
    void depart_whileAnAnswerIsBeingTaken_staysHereAndLeavesThatOne() throws Exception {
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        house.whenAsked = () -> {
            house.whenAsked = () -> {};
            house.arrive(first);
        };

        var second = house.signIns.depart(nonce, Door.CALLBACK, Set.of(first.binding()), SignInHouse.BASE);
        out.complete(SignInHouse.tokens());
        house.scheduler.settle();

        assertThat(second).isEmpty();
        assertThat(house.grant("spotify")).isPresent();
        assertThat(house.calls("/token")).hasSize(1);
    }

    @Test
    void depart_sameBrowserLeavesMeanwhile_theLastDepartureCounts() {
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);
        house.whenAsked = () -> {
            house.whenAsked = () -> {};
            house.signIns.depart(nonce, Door.CALLBACK, Set.of(first.binding()), SignInHouse.BASE);
        };

        var last = house.signIns
                .depart(nonce, Door.CALLBACK, Set.of(first.binding()), SignInHouse.BASE)
                .orElseThrow();

        assertThat(last.binding()).isEqualTo(first.binding());
        assertThat(house.arrive(first).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.arrive(last).kind()).isEqualTo(Kind.DONE);
    }
}
