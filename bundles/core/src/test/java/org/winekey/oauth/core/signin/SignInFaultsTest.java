// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.RedirectUriRule;
import org.winekey.oauth.core.protocol.RequestStyle;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.spi.RecordKind;

/** What becomes of a sign-in when the disk, the provider or this service itself lets it down. */
class SignInFaultsTest extends SignInScene {

    private boolean isOpen(String client) {
        return house.signIns.open(client, SignInHouse.KARAF, SignInHouse.BASE).isPresent();
    }

    @Test
    void arrive_tokensThatCannotBeStored_saysSoAndEndsTheSignIn() {
        var departure = house.depart("spotify");
        house.vault.withhold("spotify");

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isNotEqualTo(Kind.DONE);
        assertThat(outcome.message()).contains("spotify", "quarantine");
        assertThat(isOpen("spotify")).isFalse();
    }

    @Test
    void arrive_faultOfOurs_saysSoAndEndsTheSignIn() throws Exception {
        var departure = house.depart("spotify");
        house.provider = () -> CompletableFuture.failedFuture(new IllegalStateException("ours"));

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        assertThat(outcome.client()).isEqualTo("spotify");
        assertThat(outcome.message()).contains("internal fault");
        assertThat(isOpen("spotify")).isFalse();
        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isEmpty();
    }

    @Test
    void arrive_storeThatIsClosed_sendsNoCode() throws Exception {
        var departure = house.depart("spotify");
        house.close();

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isNotEqualTo(Kind.DONE);
        assertThat(outcome.message()).contains("closed");
        assertThat(house.calls).isEmpty();
    }

    @Test
    void device_providerThatDoesNotAnswer_saysThat() {
        device();
        house.answers.put("/device", CompletableFuture::new);

        assertThatThrownBy(() -> house.signIns.device("spotify", SignInHouse.KARAF))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    void device_storeThatIsClosed_isNotOpened() throws Exception {
        device();
        house.answers.put("/device", () -> CompletableFuture.completedFuture(SignInHouse.answer(200, codes(600))));
        house.close();

        assertThatThrownBy(() -> house.signIns.device("spotify", SignInHouse.KARAF))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("cannot be stored");
    }

    private void device() {
        var more = Map.of("device_authorization_endpoint", "/device");
        house.registrations.put(
                "spotify", SignInHouse.withEndpoints(SignInHouse.registration("spotify", "id-1"), more));
    }

    private static String codes(int expiresIn) {
        return "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://spotify.example/go\","
                + "\"expires_in\":" + expiresIn + "}";
    }

    @Test
    void complete_textThatIsNoAddress_isNoSignIn() {
        assertThat(house.signIns.complete("what is this", SignInHouse.KARAF).kind())
                .isEqualTo(Kind.NO_SUCH_SIGN_IN);
    }

    @Test
    void begin_providerThatTakesNoRedirectUriThereIs_namesTheRemedy() {
        var plain = SignInHouse.registration("spotify", "id-1");
        house.registrations.put(
                "spotify", SignInHouse.speaking(httpsOnly(), plain).at(null));

        assertThatThrownBy(() -> house.nonce("spotify"))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("relay_uri");
        house.registrations.put("spotify", SignInHouse.speaking(httpsOnly(), plain));
        assertThat(house.nonce("spotify")).isNotEmpty();
        house.registrations.put("spotify", plain.at(null));
        assertThat(house.nonce("spotify")).isNotEmpty();
    }

    private static Dialect httpsOnly() {
        var rules = new RequestStyle.Authorization(
                true, List.of(), "code", Map.of(), List.of(), "", Map.of(), RedirectUriRule.HTTPS);
        var plain = RequestStyle.PLAIN;
        return Dialect.PLAIN.with(new RequestStyle(plain.separator(), rules, plain.token(), plain.refresh(), null));
    }

    @Test
    void depart_doorThatIsGoneFromTheSettings_staysHere() {
        house.relay = Optional.of("https://relay.example/r/");
        var nonce = house.nonce("spotify");
        house.relay = Optional.empty();

        assertThat(house.signIns.depart(nonce, Door.RELAY, Set.of(), SignInHouse.BASE))
                .isEmpty();
        assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of(), SignInHouse.BASE))
                .isPresent();
    }

    @Test
    void begin_signInsThatAreOver_areTakenFromTheDisk() throws Exception {
        house.registrations.put("tado", SignInHouse.registration("tado", "id-2"));
        house.nonce("spotify");
        house.time.pass(Tickets.LIFETIME.plus(Duration.ofSeconds(1)));
        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isPresent();

        house.nonce("tado");

        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isEmpty();
        assertThat(house.vault.read("tado", RecordKind.TICKET)).isPresent();
    }

    @Test
    void begin_whileAnOldSignInsCodeIsOut_leavesThatOne() throws Exception {
        house.registrations.put("tado", SignInHouse.registration("tado", "id-2"));
        var departure = house.depart("spotify");
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        house.arrive(departure);
        house.time.pass(Tickets.LIFETIME.plus(Duration.ofSeconds(1)));
        house.nonce("tado");

        out.complete(SignInHouse.tokens());
        house.scheduler.pass(Duration.ofSeconds(1));

        assertThat(house.grant("spotify")).isPresent();
    }

    @Test
    void cancel_openSignIn_isTakenFromTheDisk() throws Exception {
        house.nonce("spotify");

        house.signIns.cancel("spotify");

        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isEmpty();
        house.signIns.cancel("spotify");
    }

    @Test
    void restore_usedUpSignIn_isTakenFromTheDisk() throws Exception {
        house.nonce("spotify");
        house.restart();
        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isPresent();

        house.restart();

        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isEmpty();
    }

    @Test
    void accept_diskFailsInTheMiddle_saysThatNothingIsKnown() throws Exception {
        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));
        house.arrive("spotify", answer, null);
        var id = house.waiting("spotify").id();
        var step = new AtomicReference<Runnable>(() -> house.vault.withhold("spotify"));
        house.whenAsked = () -> step.getAndSet(() -> {}).run();

        var outcome = house.signIns.accept("spotify", id);

        assertThat(outcome.kind()).isNotEqualTo(Kind.DONE);
        assertThat(outcome.message()).contains("spotify");
        assertThat(house.vault.read("spotify", RecordKind.PENDING)).isPresent();
    }

    @Test
    void accept_declinedMeanwhile_leavesNothing() throws Exception {
        var departure = house.depart("spotify");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure));
        house.arrive("spotify", answer, null);
        var waiting = house.waiting("spotify");
        house.whenAsked = () -> {
            house.whenAsked = () -> {};
            try {
                house.signIns.decline("spotify", waiting.id());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };

        assertThatThrownBy(() -> house.signIns.accept("spotify", waiting.id())).isInstanceOf(AdminException.class);

        assertThat(house.grant("spotify")).isEmpty();
    }
}
