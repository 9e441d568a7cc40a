// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport;

/** What polling for a device code does while other things happen to its sign-in. */
class PollingTest extends SignInScene {

    @BeforeEach
    void prepare() {
        house.registrations.put("spotify", registration("id-1"));
        house.answers.put("/device", () -> codes("cnry-device", 600));
        house.provider = () -> refusal("authorization_pending");
    }

    private static Registration registration(String clientId) {
        return SignInHouse.withEndpoints(
                SignInHouse.registration("spotify", clientId), Map.of("device_authorization_endpoint", "/device"));
    }

    private static CompletableFuture<HttpTransport.Outcome> codes(String deviceCode, int expiresIn) {
        return CompletableFuture.completedFuture(SignInHouse.answer(
                200,
                "{\"device_code\":\"" + deviceCode
                        + "\",\"user_code\":\"U\",\"verification_uri\":\"https://spotify.example/go\",\"expires_in\":"
                        + expiresIn + "}"));
    }

    private static CompletableFuture<HttpTransport.Outcome> refusal(String error) {
        return CompletableFuture.completedFuture(SignInHouse.answer(400, "{\"error\":\"" + error + "\"}"));
    }

    private void device() {
        house.signIns.device("spotify", SignInHouse.KARAF);
    }

    private void pass(int seconds) {
        house.scheduler.pass(Duration.ofSeconds(seconds));
    }

    private List<String> polls() {
        return house.calls("/token").stream()
                .map(call -> new String(call.body(), StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "10, 10", "1, 10"})
    @Tag("R-087")
    void poll_disturbedWithRetryAfter_waitsTheLongerOfBoth(String asked, int seconds) {
        var sentAt = new ArrayList<Long>();
        house.provider = () -> {
            sentAt.add(Duration.ofNanos(house.time.nanos()).toSeconds());
            return CompletableFuture.completedFuture(
                    new HttpTransport.Answered(503, Map.of("retry-after", List.of(asked)), new byte[0]));
        };
        device();

        pass(5 + seconds);

        assertThat(sentAt).hasSize(2);
        assertThat(sentAt.get(1) - sentAt.get(0)).isEqualTo(seconds);
    }

    @Test
    @Tag("R-090")
    void arrive_whileAPollForACodeThatWasGivenUpIsOut_doesNotWaitForIt() throws Exception {
        var nonce = house.nonce("spotify");
        device();
        var departure = house.depart(nonce, Door.CALLBACK);
        house.provider = CompletableFuture::new;
        pass(5);
        house.answers.put("/device", () -> refusal("server_error"));
        assertThatThrownBy(this::device).isInstanceOf(AdminException.class);
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-090")
    void poll_signInCancelledWhileTheSettingsAreRead_isNotSent() {
        device();
        house.whenAsked = () -> {
            house.whenAsked = () -> {};
            house.signIns.cancel("spotify");
        };

        pass(30);

        assertThat(polls()).isEmpty();
    }

    @Test
    void poll_refusedWhileTheDiskRefusesToo_showsTheCodeNoMore() throws Exception {
        house.nonce("spotify");
        device();
        house.provider = () -> refusal("access_denied");
        house.close();

        pass(6);

        assertThat(house.signIns
                        .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                        .orElseThrow()
                        .deviceCode())
                .isEmpty();
    }

    @Test
    void device_openedWhileAnotherOneIsBeingOpened_pollsForTheLastAndSaysNothingOfTheOther() {
        house.answers.put("/device", () -> {
            house.answers.put("/device", () -> codes("cnry-first", 3));
            device();
            return codes("cnry-last", 600);
        });

        device();
        pass(6);

        assertThat(polls()).singleElement().asString().contains("cnry-last");
        assertThat(house.news).isEmpty();
    }

    @Test
    @Tag("R-021")
    void device_afterTheSettingsChanged_isPolledForWithTheNewOnes() {
        house.nonce("spotify");
        house.registrations.put("spotify", registration("id-2"));

        device();
        pass(6);

        assertThat(polls()).hasSize(1);
        assertThat(house.news).isEmpty();
    }

    @Test
    void close_whilePolling_leavesNothingPlanned() {
        assertLeavesNothingPlanned(SignIns::close);
    }

    @Test
    void cancel_whilePolling_leavesNothingPlanned() {
        assertLeavesNothingPlanned(signIns -> signIns.cancel("spotify"));
    }

    @Test
    void begin_whilePolling_leavesNothingPlanned() {
        assertLeavesNothingPlanned(signIns -> signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF));
    }

    private void assertLeavesNothingPlanned(Consumer<SignIns> end) {
        device();
        assertThat(house.scheduler.waiting()).isOne();

        end.accept(house.signIns);

        assertThat(house.scheduler.waiting()).isZero();
    }
}
