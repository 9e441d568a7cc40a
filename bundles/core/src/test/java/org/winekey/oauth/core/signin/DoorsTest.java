// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.spi.RecordKind;

/** One ticket, several doors: each has its own state, redirect URI and verifier. */
class DoorsTest extends SignInScene {

    private static final String RELAY = "https://relay.example/r/";

    @BeforeEach
    void prepare() {
        house.relay = Optional.of(RELAY);
    }

    @Test
    void begin_withRelay_offersBothDoors() {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);

        var ways = List.of(
                new Way(Door.CALLBACK, SignInHouse.BASE + "/oauth/callback/spotify"),
                new Way(Door.RELAY, RELAY + "?c=spotify"));
        assertThat(link.ways()).isEqualTo(ways);
        assertThat(link.elsewhere()).isNotEqualTo(link.uri());
        assertThat(house.signIns
                        .offer(SignInHouse.nonce(link.uri()), Set.of())
                        .orElseThrow()
                        .ways())
                .isEqualTo(ways);
    }

    @Test
    @Tag("R-010")
    void arrive_throughTheRelay_sendsTheRelaysRedirectUriTwice() {
        var departure = house.depart(house.nonce("spotify"), Door.RELAY);

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.DONE);

        assertThat(SignInHouse.parameter(departure.authorizationUri(), "redirect_uri"))
                .isEqualTo(RELAY + "?c=spotify");
        assertThat(house.sentBody()).contains("redirect_uri=https%3A%2F%2Frelay.example%2Fr%2F%3Fc%3Dspotify");
    }

    @Test
    void depart_throughTheRelay_tellsTheHouseInTheState() {
        var state = SignInHouse.state(house.depart(house.nonce("spotify"), Door.RELAY));

        var house = state.substring(state.indexOf('.') + 1);
        assertThat(new String(Base64.getUrlDecoder().decode(house), UTF_8)).isEqualTo("http://127.0.0.1:8181");
    }

    @Test
    @Tag("R-020")
    void depart_throughBothDoors_sharesNothingButTheBinding() {
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);

        var second = again(nonce, first, Door.RELAY);

        assertThat(second.binding()).isEqualTo(first.binding());
        assertThat(SignInHouse.state(second)).isNotEqualTo(SignInHouse.state(first));
        assertThat(SignInHouse.parameter(second.authorizationUri(), "code_challenge"))
                .isNotEqualTo(SignInHouse.parameter(first.authorizationUri(), "code_challenge"));
        assertThat(house.arrive(first).kind()).isEqualTo(Kind.DONE);
        assertThat(house.arrive(second).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
    }

    @Test
    @Tag("R-027")
    void arrive_refusedAtOneDoor_leavesTheOtherOpen() {
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);
        var second = again(nonce, first, Door.RELAY);
        var refusal = Map.of("error", "access_denied", "state", SignInHouse.state(first));

        assertThat(house.arrive("spotify", refusal, first.binding()).kind()).isEqualTo(Kind.REFUSED_BY_PROVIDER);

        assertThat(house.signIns
                        .offer(nonce, Set.of(first.binding()))
                        .orElseThrow()
                        .ways())
                .extracting(Way::door)
                .containsExactly(Door.RELAY);
        assertThat(house.arrive(first).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.arrive(second).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-052")
    void arrive_exchangeFailedAtOneDoor_leavesTheOtherOpenAndSendsTheCodeOnce() {
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);
        var second = again(nonce, first, Door.RELAY);
        house.provider =
                () -> CompletableFuture.completedFuture(SignInHouse.answer(400, "{\"error\":\"invalid_grant\"}"));

        assertThat(house.arrive(first).kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        assertThat(house.arrive(first).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).hasSize(1);

        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());
        assertThat(house.arrive(second).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-052")
    void restart_whileACodeIsOut_burnsItsDoorOnly() throws Exception {
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);
        var second = again(nonce, first, Door.RELAY);
        house.provider = CompletableFuture::new;
        house.arrive(first);

        house.restart();
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.tokens());

        assertThat(house.arrive(first).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).hasSize(1);
        assertThat(house.arrive(second).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void arrive_whileTheOtherDoorsCodeIsOut_changesNothing() {
        var nonce = house.nonce("spotify");
        var first = house.depart(nonce, Door.CALLBACK);
        var second = again(nonce, first, Door.RELAY);
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;
        house.arrive(first);

        assertThat(house.arrive(second).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);

        assertThat(house.calls).hasSize(1);
        assertThat(house.signIns
                        .open("spotify", SignInHouse.KARAF, SignInHouse.BASE)
                        .orElseThrow()
                        .doors())
                .isEmpty();
    }

    @Test
    @Tag("R-023")
    void arrive_atTheCallbackOfAnotherClient_abortsAtEveryDoor() {
        house.registrations.put("evil", SignInHouse.registration("evil", "id-9"));
        for (var door : List.of(Door.CALLBACK, Door.RELAY)) {
            var honest = house.depart(house.nonce("spotify"), door);
            var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(honest));

            assertThat(house.arrive("evil", answer, honest.binding()).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
            assertThat(house.arrive("spotify", answer, honest.binding()).kind()).isEqualTo(Kind.DONE);
        }
        assertThat(house.calls("/token")).hasSize(2);
    }

    @Test
    @Tag("R-107")
    void links_areShownAgainToTheirStarterAloneAndNotByTheNextRun() throws Exception {
        var link = house.signIns.begin("spotify", SignInHouse.BASE, SignInHouse.KARAF);

        assertThat(open(SignInHouse.KARAF).link()).contains(link);
        assertThat(open(new Starter("shell", "karaf")).link()).isEmpty();
        assertThat(open(new Starter("page", "guest")).link()).isEmpty();

        house.restart();

        assertThat(open(SignInHouse.KARAF).link()).isEmpty();
    }

    private OpenSignIn open(Starter viewer) {
        return house.signIns.open("spotify", viewer, SignInHouse.BASE).orElseThrow();
    }

    @Test
    @Tag("R-023")
    void arrive_atASharedCallback_findsTheTicketByItsState() throws Exception {
        var shared = SignInHouse.BASE + "/oauth/callback/house";
        for (var name : List.of("spotify", "radio")) {
            house.registrations.put(name, SignInHouse.registration(name, "id-1").at(shared));
        }
        var spotify = house.depart("spotify");
        var radio = house.depart("radio");

        assertThat(house.signIns.arrive(arrival("house", radio, spotify)).client())
                .isEqualTo("radio");
        assertThat(house.grant("radio")).isPresent();
        assertThat(house.grant("spotify")).isEmpty();
        assertThat(house.signIns.arrive(arrival("spotify", spotify, radio)).kind())
                .isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.signIns.arrive(arrival("house", spotify, radio)).kind())
                .isEqualTo(Kind.DONE);
    }

    @Test
    void complete_relayAnswerForwardedToAnUnreachableCallback_isDone() {
        var departure = house.depart(house.nonce("spotify"), Door.RELAY);
        var query = "code=c&state=" + SignInHouse.state(departure);

        assertThat(house.signIns
                        .complete("https://relay.example/r/?c=tado&" + query, SignInHouse.KARAF)
                        .kind())
                .isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.signIns
                        .complete(SignInHouse.BASE + "/oauth/callback/spotify?" + query, SignInHouse.KARAF)
                        .kind())
                .isEqualTo(Kind.DONE);
    }

    @Test
    void arrive_settingsNotThereYet_consumesNothing() throws Exception {
        var departure = house.depart("spotify");
        var registration = house.registrations.remove("spotify");
        house.restart();

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.SETTINGS_CHANGED);

        house.registrations.put("spotify", registration);
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-022")
    void arrive_issuerPromisedButAbsent_isRefused() {
        var plain = SignInHouse.registration("spotify", "id-1", "https://as.example");
        house.registrations.put("spotify", promising(plain));
        var departure = house.depart("spotify");

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(house.calls).isEmpty();
    }

    @Test
    void depart_withPushedRequests_carriesAReferenceOnly() {
        push("{\"request_uri\":\"urn:example:1\",\"expires_in\":60}", 201);

        var departure = house.depart("spotify");

        assertThat(departure.authorizationUri().getRawQuery())
                .isEqualTo("client_id=id-1&request_uri=urn%3Aexample%3A1");
        var pushed = new String(house.calls("/par").get(0).body(), UTF_8);
        var state = pushed.replaceFirst(".*state=([^&]*).*", "$1");
        var answer = Map.of("code", SignInHouse.CODE, "state", state);
        assertThat(house.arrive("spotify", answer, departure.binding()).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void depart_pushRefused_consumesNothing() {
        push("{\"error\":\"server_error\"}", 503);
        var nonce = house.nonce("spotify");

        assertThatThrownBy(() -> house.depart(nonce, Door.CALLBACK)).isInstanceOf(AdminException.class);

        push("{\"request_uri\":\"urn:example:1\",\"expires_in\":60}", 201);
        assertThat(house.depart(nonce, Door.CALLBACK)).isNotNull();
    }

    @Test
    void depart_anotherBrowserTakesTheLinkMeanwhile_staysHere() {
        var nonce = house.nonce("spotify");
        house.whenAsked = () -> {
            house.whenAsked = () -> {};
            house.depart(nonce, Door.CALLBACK);
        };

        assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of(), SignInHouse.BASE))
                .isEmpty();
    }

    @Test
    void depart_pushedRequestWithoutAnAnswer_staysHereAndSaysWhy() {
        push("", 201);
        house.answers.put("/par", CompletableFuture::new);
        var nonce = house.nonce("spotify");

        assertThatThrownBy(() -> house.depart(nonce, Door.CALLBACK))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    @Tag("R-038")
    void begin_moreThanAHouseStarts_dropsTheOldest() throws Exception {
        for (int i = 0; i <= Tickets.MOST; i++) {
            var name = "client-" + i;
            house.registrations.put(name, SignInHouse.registration(name, "id-1"));
            house.signIns.begin(name, SignInHouse.BASE, SignInHouse.KARAF);
            house.time.pass(Duration.ofMillis(1));
        }

        assertThat(house.signIns.open("client-0", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
        assertThat(house.vault.read("client-0", RecordKind.TICKET)).isEmpty();
        assertThat(house.signIns.open("client-1", SignInHouse.KARAF, SignInHouse.BASE))
                .isPresent();
        assertThat(house.signIns.open("client-" + Tickets.MOST, new Starter("page", "guest"), SignInHouse.BASE))
                .isPresent();
    }

    private Departure again(String nonce, Departure before, Door door) {
        return house.signIns
                .depart(nonce, door, Set.of(before.binding()), SignInHouse.BASE)
                .orElseThrow();
    }

    private static Arrival arrival(String name, Departure departure, Departure other) {
        return new Arrival(
                name,
                Map.of("code", List.of(SignInHouse.CODE), "state", List.of(SignInHouse.state(departure))),
                Set.of(departure.binding(), other.binding()),
                "192.0.2.7");
    }

    private void push(String body, int status) {
        var plain = SignInHouse.registration("spotify", "id-1");
        var more = Map.of("pushed_authorization_request_endpoint", "/par");
        house.registrations.put("spotify", SignInHouse.withEndpoints(plain, more));
        house.answers.put("/par", () -> CompletableFuture.completedFuture(SignInHouse.answer(status, body)));
    }

    private static Registration promising(Registration plain) {
        return new Registration(
                plain.client(),
                GrantType.AUTHORIZATION_CODE,
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                plain.endpoints(),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters(),
                new Dialect(true, List.of(), false),
                Route.PUBLIC);
    }

    @Test
    @Tag("R-038")
    void link_leftAgainAndAgain_isRefusedAfterTenTimes() {
        var nonce = house.nonce("spotify");
        var binding = house.signIns
                .depart(nonce, Door.CALLBACK, Set.of(), null)
                .orElseThrow()
                .binding();
        for (var turn = 1; turn < Turns.MOST; turn++) {
            assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of(binding), null))
                    .isPresent();
        }

        assertThatThrownBy(() -> house.signIns.depart(nonce, Door.CALLBACK, Set.of(binding), null))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("start a new one");
        assertThat(house.depart("spotify")).isNotNull();
    }
}
