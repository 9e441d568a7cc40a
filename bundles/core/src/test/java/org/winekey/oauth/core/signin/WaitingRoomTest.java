// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** What waits for acceptance while other things happen to its client. */
class WaitingRoomTest extends SignInScene {

    private static final String NEWER = "0123456789abcdef0123456789abcdef";

    /** A stranger's browser brings this token. */
    private SignInOutcome bring(String token) {
        answer(token);
        var departure = house.depart("spotify");
        return house.arrive("spotify", Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure)), null);
    }

    private void answer(String token) {
        var body = "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"}";
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.answer(200, body));
    }

    private Secret accessToken() throws Exception {
        return house.grant("spotify").orElseThrow().accessToken();
    }

    @Test
    @Tag("R-026")
    void accept_whileANewerGrantIsBeingPublished_theNewerOneStays() throws Exception {
        house.arrive(house.depart("spotify"));
        bring("waiting");
        house.whenFirstWritten(RecordKind.SET_ASIDE, () -> {
            var present = house.vault.read("spotify", RecordKind.GRANT).orElseThrow();
            var newer = RecordVersion.after(present.version(), NEWER);
            house.vault.write("spotify", RecordKind.GRANT, present.version(), newer, present.content());
        });

        assertThatThrownBy(() ->
                        house.signIns.accept("spotify", house.waiting("spotify").id()))
                .isInstanceOf(AdminException.class);

        assertThat(house.vault
                        .version("spotify", RecordKind.GRANT)
                        .orElseThrow()
                        .grantId())
                .isEqualTo(NEWER);
    }

    @Test
    void accept_grantBeforeCannotBeReadMeanwhile_changesNothing() throws Exception {
        house.arrive(house.depart("spotify"));
        bring("waiting");
        var id = house.waiting("spotify").id();
        house.whenFirstWritten(RecordKind.GRANT, () -> house.vault.withhold("spotify"));

        assertThatThrownBy(() -> house.signIns.accept("spotify", id)).isInstanceOf(AdminException.class);
        house.restart();

        assertThat(accessToken()).isEqualTo(Secret.of("cnry-access"));
        assertThat(house.waiting("spotify").id()).isEqualTo(id);
    }

    @Test
    void waiting_acceptedJustBeforeThePowerWent_isTakenFromTheDisk() throws Exception {
        bring("first");
        var record = house.vault.read("spotify", RecordKind.PENDING).orElseThrow();
        house.signIns.accept("spotify", record.version().grantId());
        house.vault.write("spotify", RecordKind.PENDING, null, record.version(), record.content());
        house.restart();

        assertThat(house.signIns.pending()).isEmpty();

        assertThat(house.vault.read("spotify", RecordKind.PENDING)).isEmpty();
    }

    @Test
    void cancel_beforeTheTokensOfAStrangerCome_keepsNothing() throws Exception {
        var departure = house.depart("spotify");
        house.provider = () -> {
            house.signIns.cancel("spotify");
            return CompletableFuture.completedFuture(SignInHouse.tokens());
        };

        var outcome =
                house.arrive("spotify", Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure)), null);

        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.signIns.pending()).isEmpty();
        assertThat(house.news).isEmpty();
    }
}
