// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.PendingGrant.Why;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;

/** The device door (RFC 8628), in virtual time. */
class DeviceDoorTest extends SignInScene {

    private static final String PENDING = "{\"error\":\"authorization_pending\"}";
    private static final String SLOW_DOWN = "{\"error\":\"slow_down\"}";

    /** When each poll was sent. */
    private final List<Long> polls = new ArrayList<>();

    @BeforeEach
    void prepare() {
        var plain = SignInHouse.registration("spotify", "id-1");
        var more = Map.of("device_authorization_endpoint", "/device");
        house.registrations.put("spotify", SignInHouse.withEndpoints(plain, more));
        codes(",\"interval\":5");
        answer(400, PENDING);
    }

    @Test
    @Tag("R-086")
    void device_opened_sendsTheFormAndShowsTheCode() {
        var code = house.signIns.device("spotify", SignInHouse.KARAF);

        var call = house.calls("/device").get(0);
        assertThat(new String(call.body(), UTF_8))
                .matches("client_id=id-1&scope=read&code_challenge=[\\w-]{43}&code_challenge_method=S256");
        assertThat(call.headers()).containsKey("Authorization");
        assertThat(code.userCode()).isEqualTo("WDJB-MJHT");
        assertThat(code.verificationUri()).isEqualTo("https://spotify.example/go");
        assertThat(code.verificationUriComplete()).isEmpty();
        assertThat(code.toString()).doesNotContain("WDJB");
    }

    @Test
    @Tag("R-087")
    void poll_pending_goesOnAndIsNeverEarly() {
        house.signIns.device("spotify", SignInHouse.KARAF);

        pass(Duration.ofSeconds(26));

        assertThat(house.calls("/token")).hasSize(5);
        assertThat(gaps()).allMatch(gap -> gap >= 5_000);
        assertThat(new String(house.calls("/token").get(0).body(), UTF_8))
                .startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
                        + "&device_code=cnry-device&code_verifier=");
    }

    @Test
    @Tag("R-087")
    void poll_slowDown_waitsFiveSecondsMoreForGood() {
        house.signIns.device("spotify", SignInHouse.KARAF);
        answer(400, SLOW_DOWN);
        pass(Duration.ofSeconds(5));
        answer(400, PENDING);

        pass(Duration.ofSeconds(41));

        assertThat(gaps()).hasSize(4).allMatch(gap -> gap >= 10_000 && gap < 10_100);
    }

    @Test
    @Tag("R-087")
    void poll_slowDown_holdsOverARestart() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        answer(400, SLOW_DOWN);
        pass(Duration.ofSeconds(5));
        answer(400, PENDING);
        house.restart();
        polls.clear();

        pass(Duration.ofSeconds(9));
        assertThat(polls).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(polls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 0})
    @Tag("R-087")
    void poll_wayDisturbed_backsOffExponentiallyAndRecovers(int status) {
        house.signIns.device("spotify", SignInHouse.KARAF);
        disturb(status);
        pass(Duration.ofSeconds(5 + 10 + 20 + 40));
        answer(400, PENDING);
        pass(Duration.ofSeconds(80 + 5));

        assertThat(seconds(gaps())).containsExactly(10L, 20L, 40L, 80L, 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "expired_token", "invalid_grant", "invalid_client", "whatever"})
    @Tag("R-087")
    void poll_anyOtherError_shutsThisDoorOnly(String error) {
        var nonce = house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
        answer(400, "{\"error\":\"" + error + "\",\"error_description\":\"cnry words\"}");

        pass(Duration.ofMinutes(2));

        assertThat(polls).hasSize(1);
        assertThat(house.news).singleElement().asString().contains(error).doesNotContain("words");
        var open = house.signIns
                .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                .orElseThrow();
        assertThat(open.doors()).containsExactly(Door.CALLBACK);
        assertThat(open.deviceCode()).isEmpty();
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());
        assertThat(house.arrive(house.depart(nonce, Door.CALLBACK)).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-026")
    void poll_tokens_waitForAcceptance() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        answer(200, tokens("device"));

        pass(Duration.ofSeconds(6));

        assertThat(house.grant("spotify")).isEmpty();
        var waiting = house.waiting("spotify");
        assertThat(waiting.door()).isEqualTo(Door.DEVICE);
        assertThat(waiting.finisher()).isEqualTo("device");
        assertThat(waiting.why()).isEqualTo(Why.OTHER_DEVICE);
        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(polls).hasSize(1);
    }

    @Test
    @Tag("R-103")
    void poll_tokensOfTheSameProvenAccount_areInUseAtOnce() throws Exception {
        var plain = SignInHouse.registration("spotify", "id-1");
        var more = Map.of("device_authorization_endpoint", "/device", "userinfo_endpoint", "/me");
        house.registrations.put("spotify", SignInHouse.withEndpoints(plain, more));
        house.answers.put(
                "/me", () -> CompletableFuture.completedFuture(SignInHouse.answer(200, "{\"sub\":\"anna\"}")));
        answer(200, tokens("first"));
        house.arrive(house.depart("spotify"));
        answer(200, tokens("second"));

        house.signIns.device("spotify", SignInHouse.KARAF);
        pass(Duration.ofSeconds(6));

        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("second"));
    }

    @Test
    @Tag("R-090")
    void device_openedTwice_givesUpTheFirstCode() {
        house.signIns.device("spotify", SignInHouse.KARAF);
        house.answers.put("/device", () -> codes("cnry-second", "NEXT-CODE", ""));

        house.signIns.device("spotify", SignInHouse.KARAF);
        pass(Duration.ofSeconds(30));

        assertThat(house.calls("/token"))
                .isNotEmpty()
                .allMatch(call -> new String(call.body(), UTF_8).contains("device_code=cnry-second"));
        assertThat(house.signIns
                        .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                        .orElseThrow()
                        .deviceCode()
                        .orElseThrow()
                        .userCode())
                .isEqualTo("NEXT-CODE");
    }

    @Test
    @Tag("R-090")
    void device_secondOneFails_leavesNoneOpen() {
        house.signIns.device("spotify", SignInHouse.KARAF);
        house.answers.put("/device", () -> CompletableFuture.completedFuture(SignInHouse.answer(500, "")));

        assertThatThrownBy(() -> house.signIns.device("spotify", SignInHouse.KARAF))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("the device door did not open");

        pass(Duration.ofSeconds(30));
        assertThat(polls).isEmpty();
        assertThat(house.signIns
                        .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                        .orElseThrow()
                        .doors())
                .doesNotContain(Door.DEVICE);
    }

    @Test
    @Tag("R-090")
    void device_ofAnotherStarter_cancelsTheSignInBefore() {
        var departure = house.depart("spotify");

        house.signIns.device("spotify", new Starter("shell", "karaf"));

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
    }

    @Test
    @Tag("R-090")
    void begin_newSignIn_endsThePolling() {
        house.signIns.device("spotify", SignInHouse.KARAF);

        house.nonce("spotify");
        pass(Duration.ofMinutes(1));

        assertThat(polls).isEmpty();
    }

    @Test
    @Tag("R-107")
    void open_forAnotherViewer_hidesTheCode() {
        house.signIns.device("spotify", SignInHouse.KARAF);

        var seen = house.signIns
                .open("spotify", new Starter("page", "guest"), SignInHouse.BASE)
                .orElseThrow();

        assertThat(seen.doors()).contains(Door.DEVICE);
        assertThat(seen.deviceCode()).isEmpty();
    }

    @Test
    @Tag("R-094")
    void restart_whilePolling_pollsOnWithTheSameCode() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        pass(Duration.ofSeconds(6));

        house.restart();
        answer(200, tokens("late"));
        pass(Duration.ofSeconds(6));

        assertThat(house.waiting("spotify").door()).isEqualTo(Door.DEVICE);
    }

    @Test
    @Tag("R-094")
    void restart_settingsComeLater_pollsOn() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        var registration = house.registrations.remove("spotify");
        house.restart();
        pass(Duration.ofSeconds(11));
        assertThat(polls).isEmpty();

        house.registrations.put("spotify", registration);
        pass(Duration.ofSeconds(6));

        assertThat(polls).hasSize(1);
    }

    @Test
    @Tag("R-094")
    void restart_twice_voidsTheDoor() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        house.restart();
        house.restart();

        pass(Duration.ofMinutes(1));

        assertThat(polls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30, 5", "1800, 119"})
    @Tag("R-094")
    void poll_timeOver_stopsAlsoWhenTheClockJumps(int expiresIn, int most) {
        house.answers.put("/device", () -> codes("cnry-device", "WDJB-MJHT", "", expiresIn));
        house.signIns.device("spotify", SignInHouse.KARAF);
        house.time.jump(Duration.ofDays(-900));

        pass(Duration.ofMinutes(30));

        assertThat(polls).hasSizeBetween(1, most);
        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
        assertThat(house.news).singleElement().asString().contains("in time");
    }

    @Test
    @Tag("R-021")
    void poll_settingsChanged_shutsTheDoorAndSendsNothing() {
        house.signIns.device("spotify", SignInHouse.KARAF);
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-2"));

        pass(Duration.ofMinutes(1));

        assertThat(polls).isEmpty();
        assertThat(house.news).singleElement().asString().contains("settings changed");
    }

    @Test
    void arrive_whileAPollIsOutThatBringsTokens_dropsTheCode() throws Exception {
        var nonce = house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
        var departure = house.depart(nonce, Door.CALLBACK);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        pass(Duration.ofSeconds(5));
        house.scheduler.after(Duration.ofSeconds(1), () -> out.complete(SignInHouse.answer(200, tokens("device"))));

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.calls("/token")).hasSize(1);
        assertThat(house.waiting("spotify").door()).isEqualTo(Door.DEVICE);
    }

    @Test
    void arrive_whileAPollIsOutThatBringsNone_sendsTheCodeAfterIt() throws Exception {
        var nonce = house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
        var departure = house.depart(nonce, Door.CALLBACK);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        pass(Duration.ofSeconds(5));
        house.scheduler.after(Duration.ofSeconds(1), () -> {
            house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());
            out.complete(SignInHouse.answer(400, PENDING));
        });

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.DONE);

        assertThat(house.calls("/token")).hasSize(2);
        pass(Duration.ofMinutes(1));
        assertThat(house.calls("/token")).hasSize(2);
        assertThat(house.grant("spotify")).isPresent();
    }

    @Test
    void arrive_exchangeFails_pollsOn() {
        var nonce = house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
        var departure = house.depart(nonce, Door.CALLBACK);
        answer(400, "{\"error\":\"invalid_grant\"}");
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        answer(400, PENDING);
        polls.clear();

        pass(Duration.ofSeconds(6));

        assertThat(polls).hasSize(1);
    }

    @Test
    void arrive_exchangeFailsAfterAWhile_waitsAWholeIntervalAgain() {
        var nonce = house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
        var departure = house.depart(nonce, Door.CALLBACK);
        refuseAfter(Duration.ofSeconds(2));
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        answer(400, PENDING);

        pass(Duration.ofMillis(4_900));
        assertThat(polls).isEmpty();
        pass(Duration.ofSeconds(6));

        assertThat(seconds(gaps())).containsExactly(5L);
    }

    @Test
    void arrive_exchangeTakesLongerThanAnInterval_pollsNotMeanwhile() {
        var nonce = house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
        var departure = house.depart(nonce, Door.CALLBACK);
        refuseAfter(Duration.ofSeconds(8));

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.EXCHANGE_FAILED);

        assertThat(house.calls("/token")).hasSize(1);
    }

    @Test
    void arrive_whileAPollIsOut_pollsNotDuringTheExchangeEither() {
        var nonce = house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
        var departure = house.depart(nonce, Door.CALLBACK);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        pass(Duration.ofSeconds(5));
        house.scheduler.after(Duration.ofSeconds(1), () -> {
            refuseAfter(Duration.ofSeconds(8));
            out.complete(SignInHouse.answer(400, PENDING));
        });

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.EXCHANGE_FAILED);

        assertThat(house.calls("/token")).hasSize(2);
    }

    /** The provider refuses the code, but takes its time. */
    private void refuseAfter(Duration wait) {
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        house.scheduler.after(wait, () -> out.complete(SignInHouse.answer(400, "{\"error\":\"invalid_grant\"}")));
    }

    @Test
    void poll_faultOfOurs_shutsTheDoorAndSaysSo() {
        house.signIns.device("spotify", SignInHouse.KARAF);
        house.provider = () -> CompletableFuture.failedFuture(new IllegalStateException("ours"));

        pass(Duration.ofSeconds(6));

        assertThat(house.news).singleElement().asString().contains("internal fault");
        assertThat(house.signIns
                        .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                        .orElseThrow()
                        .deviceCode())
                .isEmpty();
    }

    @Test
    void poll_refusedAndNoOtherDoor_endsTheSignIn() {
        house.registrations.put("spotify", SignInHouse.withoutBrowsers(house.registrations.get("spotify")));
        house.signIns.device("spotify", SignInHouse.KARAF);
        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isPresent();
        answer(400, "{\"error\":\"access_denied\"}");

        pass(Duration.ofSeconds(6));

        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
    }

    @Test
    @Tag("R-090")
    void poll_ofACodeThatWasGivenUp_bringsNothing() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        pass(Duration.ofSeconds(5));
        house.answers.put("/device", () -> codes("cnry-second", "NEXT-CODE", ""));
        house.signIns.device("spotify", SignInHouse.KARAF);

        out.complete(SignInHouse.answer(200, tokens("given-up")));
        answer(200, tokens("second"));
        pass(Duration.ofSeconds(4));

        assertThat(house.signIns.pending()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(house.signIns
                        .accept("spotify", house.waiting("spotify").id())
                        .kind())
                .isEqualTo(Kind.DONE);
        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("second"));
    }

    @Test
    @Tag("R-090")
    void poll_ofACancelledSignIn_bringsNothing() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        pass(Duration.ofSeconds(5));
        house.signIns.cancel("spotify");

        out.complete(SignInHouse.answer(200, tokens("cancelled")));
        pass(Duration.ofSeconds(1));

        assertThat(house.signIns.pending()).isEmpty();
        assertThat(house.grant("spotify")).isEmpty();
    }

    @Test
    @Tag("R-094")
    void poll_answeredWhileTheServiceCloses_keepsItsTokens() throws Exception {
        house.signIns.device("spotify", SignInHouse.KARAF);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        pass(Duration.ofSeconds(5));
        house.signIns.close();

        out.complete(SignInHouse.answer(200, tokens("late")));
        pass(Duration.ofSeconds(1));

        assertThat(house.waiting("spotify").door()).isEqualTo(Door.DEVICE);
    }

    @Test
    void begin_whileAnOlderStartIsBeingWritten_keepsItsLink() {
        whenATicketIsFirstWritten(() -> house.nonce("spotify"));

        house.nonce("spotify");

        assertThat(openSignIn().link()).isPresent();
    }

    @Test
    void device_whileAnOlderStartIsBeingWritten_isPolledFor() {
        whenATicketIsFirstWritten(this::beginWithACode);

        house.nonce("spotify");

        assertThat(openSignIn().deviceCode()).isPresent();
        pass(Duration.ofSeconds(6));
        assertThat(house.calls("/token")).isNotEmpty();
    }

    @Test
    void begin_whileACancelIsBeingWritten_keepsItsLinkAndItsCode() {
        house.nonce("spotify");
        whenATicketIsFirstWritten(this::beginWithACode);

        house.signIns.cancel("spotify");

        assertThat(openSignIn().link()).isPresent();
        assertThat(openSignIn().deviceCode()).isPresent();
    }

    @Test
    void device_whileAnOlderCodeIsBeingWritten_isPolledFor() {
        whenATicketIsFirstWritten(() -> {
            house.answers.put("/device", () -> codes("cnry-second", "NEXT-CODE", ""));
            house.signIns.device("spotify", SignInHouse.KARAF);
        });

        assertThatThrownBy(() -> house.signIns.device("spotify", SignInHouse.KARAF))
                .isInstanceOf(AdminException.class);

        assertThat(openSignIn().deviceCode().orElseThrow().userCode()).isEqualTo("NEXT-CODE");
        pass(Duration.ofSeconds(6));
        assertThat(house.calls("/token"))
                .singleElement()
                .satisfies(call -> assertThat(new String(call.body(), UTF_8)).contains("cnry-second"));
    }

    private void beginWithACode() {
        house.nonce("spotify");
        house.signIns.device("spotify", SignInHouse.KARAF);
    }

    private OpenSignIn openSignIn() {
        return house.signIns
                .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                .orElseThrow();
    }

    private void whenATicketIsFirstWritten(SignInHouse.Step step) {
        house.whenFirstWritten(RecordKind.TICKET, step);
    }

    @Test
    @Tag("R-026")
    @Tag("R-091")
    void arrive_guestWithTheLinkForAnotherDevice_leavesTheDeviceDoorOpen() throws Exception {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);
        house.signIns.device("spotify", SignInHouse.KARAF);
        var guest = house.depart(SignInHouse.nonce(link.elsewhere()), Door.CALLBACK);
        answer(200, tokens("guest"));
        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);
        assertThat(house.arrive(guest).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.signIns
                        .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                        .orElseThrow()
                        .doors())
                .containsExactlyInAnyOrder(Door.CALLBACK, Door.DEVICE);

        answer(200, tokens("starter"));
        pass(Duration.ofSeconds(6));

        assertThat(house.waiting("spotify").door()).isEqualTo(Door.DEVICE);
        assertThat(house.signIns.open("spotify", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
        house.signIns.accept("spotify", house.waiting("spotify").id());
        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("starter"));
    }

    @Test
    void device_noEndpoint_namesTheKey() {
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-1"));

        assertThatThrownBy(() -> house.signIns.device("spotify", SignInHouse.KARAF))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        missing -> assertThat(missing.key()).contains("device_authorization_endpoint"));
    }

    @Test
    @Tag("R-093")
    void deviceCode_wholeWay_isNowhereInClear() throws Exception {
        var shown = house.signIns.device("spotify", SignInHouse.KARAF);
        var open = house.signIns
                .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                .orElseThrow();
        answer(400, "{\"error\":\"access_denied\",\"error_description\":\"cnry-device\"}");
        pass(Duration.ofSeconds(6));

        var seen = new StringBuilder(shown.toString() + open + house.news + shown.verificationUriComplete());
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                seen.append(new String(Files.readAllBytes(file), UTF_8));
            }
        }

        assertThat(seen).doesNotContain("cnry-device");
    }

    private void pass(Duration span) {
        house.scheduler.pass(span);
    }

    /** Notes when polls are sent, and answers them. */
    private void answer(int status, String body) {
        house.provider = () -> {
            polls.add(house.time.nanos() / 1_000_000);
            return CompletableFuture.completedFuture(SignInHouse.answer(status, body));
        };
    }

    private void disturb(int status) {
        if (status > 0) {
            answer(status, "");
            return;
        }
        house.provider = () -> {
            polls.add(house.time.nanos() / 1_000_000);
            return CompletableFuture.completedFuture(
                    new HttpTransport.Failed(true, HttpTransport.Fault.DEADLINE, "no answer in time"));
        };
    }

    private List<Long> gaps() {
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < polls.size(); i++) {
            gaps.add(polls.get(i) - polls.get(i - 1));
        }
        return gaps;
    }

    private static List<Long> seconds(List<Long> millis) {
        return millis.stream().map(gap -> gap / 1000).toList();
    }

    private void codes(String more) {
        house.answers.put("/device", () -> codes("cnry-device", "WDJB-MJHT", more));
    }

    private static CompletableFuture<HttpTransport.Outcome> codes(String deviceCode, String userCode, String more) {
        return codes(deviceCode, userCode, more, 1800);
    }

    private static CompletableFuture<HttpTransport.Outcome> codes(
            String deviceCode, String userCode, String more, int expiresIn) {
        return CompletableFuture.completedFuture(SignInHouse.answer(
                200,
                "{\"device_code\":\"" + deviceCode + "\",\"user_code\":\"" + userCode
                        + "\",\"verification_uri\":\"https://spotify.example/go\",\"expires_in\":" + expiresIn + more
                        + "}"));
    }

    private static String tokens(String token) {
        return "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"refresh_token\":\"r-" + token + "\"}";
    }
}
