// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.SharedHttpClient;

/** The token on its way to an API, over real sockets. */
@Timeout(60)
class ResourceClientTest {

    private static final Behaviour OK = RawServer.answering(200, "", "fine");
    private static final Behaviour UNAUTHORIZED =
            RawServer.answering(401, "WWW-Authenticate: Bearer realm=\"api\", error=\"invalid_token\"\r\n", "stale");

    private final Deque<Behaviour> script = new ArrayDeque<>();
    private final RawServer api;
    private final RawServer other;
    private final FakeClient client = new FakeClient();
    private final ResourceClients shared = new ResourceClients(new SharedHttpClient());
    private volatile Supplier<Optional<Set<String>>> hosts;
    private volatile TokenPlace place = TokenPlace.BEARER;
    private final HttpClient http =
            new ResourceClient(client, () -> hosts.get(), () -> Route.PUBLIC, () -> place, shared);

    ResourceClientTest() throws IOException {
        api = new RawServer(socket -> next().answer(socket));
        other = new RawServer(OK);
        hosts = () -> Optional.of(Set.of(origin(api)));
    }

    private static String origin(RawServer server) {
        return "http://127.0.0.1:" + server.uri("/").getPort();
    }

    private synchronized Behaviour next() {
        return script.isEmpty() ? OK : script.poll();
    }

    private void script(Behaviour... behaviours) {
        script.addAll(Arrays.asList(behaviours));
    }

    @AfterEach
    void stop() throws IOException {
        shared.close();
        api.close();
        other.close();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(api.uri("/things")).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static long bearers(RawServer server, String token) {
        return server.requests().stream()
                .filter(request -> request.contains("Authorization: Bearer " + token + "\r\n"))
                .count();
    }

    @Test
    @Tag("R-074")
    void request_toTheApi_carriesTheTokenInTheHeaderOnly() throws Exception {
        var answer = send(request().build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("fine");
        assertThat(api.requests()).singleElement().asString().startsWith("GET /things HTTP/1.1\r\n");
        assertThat(bearers(api, "at-0")).isEqualTo(1);
        assertThat(answer.request().headers().map()).doesNotContainKey("Authorization");
        assertThat(answer.toString() + answer.uri()).doesNotContain("at-0");
    }

    @Test
    @Tag("R-074")
    void request_elsewhere_isRefusedAndNothingIsSent() throws Exception {
        for (var uri : List.of(
                other.uri("/things"),
                other.uri("localhost", "/things"),
                api.uri("localhost", "/things"),
                URI.create("http://user@127.0.0.1:" + api.uri("/").getPort() + "/"))) {
            var refused = catchThrowable(() -> send(HttpRequest.newBuilder(uri).build()));

            assertThat(refused)
                    .isInstanceOfSatisfying(
                            OAuthException.Misconfigured.class,
                            wrong -> assertThat(wrong.key()).isEqualTo("api_hosts"));
            assertThat(refused).hasMessageNotContaining("/things");
        }
        assertThat(other.connections() + api.connections()).isZero();
        assertThat(client.asked).hasValue(0);
    }

    @Test
    @Tag("R-075")
    void request_overHttpWhereHttpsIsMeant_isRefusedAndNothingIsSent() {
        hosts = () -> Optional.of(Set.of("https://127.0.0.1:" + api.uri("/").getPort()));

        assertThatThrownBy(() -> send(request().build()))
                .isInstanceOf(OAuthException.Misconfigured.class)
                .hasMessageContaining("http://127.0.0.1");
        assertThat(api.connections()).isZero();
    }

    @Test
    @Tag("R-074")
    void redirect_elsewhere_isAnAnswerAndLosesTheToken() throws Exception {
        script(RawServer.answering(307, "Location: " + other.uri("/things") + "\r\n", ""));

        var answer = send(request().build());

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(other.connections()).isZero();
        assertThat(http.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
    }

    @Test
    void apiHosts_notSet_isTheOperatorsAndNothingIsSent() {
        hosts = () -> Optional.of(Set.of());

        assertThatThrownBy(() -> send(request().build()))
                .isInstanceOfSatisfying(
                        OAuthException.Misconfigured.class,
                        wrong -> assertThat(wrong.key()).isEqualTo("api_hosts"));
        assertThat(api.connections()).isZero();
    }

    @Test
    @Tag("R-074")
    void apiHosts_goneBeforeTheSecondRequest_isRefusedAndNothingMoreIsSent() {
        script(UNAUTHORIZED);
        client.onRejection = () -> hosts = Optional::empty;

        assertThatThrownBy(() -> send(request().build())).isInstanceOf(OAuthException.Misconfigured.class);
        assertThat(api.requests()).hasSize(1);
        assertThatThrownBy(() -> send(request().build())).isInstanceOf(OAuthException.Misconfigured.class);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void authorization_ofTheCaller_isRefused() {
        assertThatThrownBy(() ->
                        send(request().header("authorization", "Basic c2VjcmV0").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2VjcmV0");
        assertThat(api.connections()).isZero();
    }

    @Test
    @Tag("R-074")
    void token_inAHeaderOfTheProviders_goesThereWithWhatGoesAlong() throws Exception {
        place = new TokenPlace("X-Access-Token", "", Map.of("X-Api-Key", "key-1", "Accept", "text/plain"));

        send(request().header("accept", "application/json").build());

        assertThat(api.requests())
                .singleElement()
                .asString()
                .contains("X-Access-Token: at-0\r\n", "X-Api-Key: key-1\r\n", "accept: application/json\r\n")
                .doesNotContain("Authorization", "text/plain");
        assertThatThrownBy(() ->
                        send(request().header("x-access-token", "c2VjcmV0").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void token_withAnotherScheme_goesBehindIt() throws Exception {
        place = new TokenPlace("Authorization", "Zoho-oauthtoken", Map.of());

        send(request().build());

        assertThat(api.requests()).singleElement().asString().contains("Authorization: Zoho-oauthtoken at-0\r\n");
    }

    @Test
    @Tag("R-071")
    void unauthorized_onceForAToken_isToldAndAskedAgainWithTheNext() throws Exception {
        script(UNAUTHORIZED);

        var answer = send(request().build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(client.rejected).containsExactly("at-0");
        assertThat(bearers(api, "at-0")).isEqualTo(1);
        assertThat(bearers(api, "at-1")).isEqualTo(1);
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    @Tag("R-071")
    void unauthorized_again_isTheAnswerAndNothingMoreIsSent() throws Exception {
        script(UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED);

        var answer = send(request().build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("stale");
        assertThat(client.rejected).containsExactly("at-0", "at-1");
        assertThat(api.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 401 X\r\nWWW-Authenticate: Bearer error=\"insufficient_scope\", scope=\"play\"\r\n",
                "HTTP/1.1 401 X\r\nWWW-Authenticate: Basic realm=x\r\nWWW-Authenticate: Bearer Error = insufficient_scope\r\n",
                "HTTP/1.1 403 X\r\nWWW-Authenticate: Bearer error=\"invalid_token\"\r\n",
                "HTTP/1.1 407 X\r\n"
            })
    @Tag("R-071")
    void answer_thatAFreshTokenCannotMend_isPassedOn(String head) throws Exception {
        script(RawServer.writing(head + "Content-Length: 2\r\n\r\nno"));

        var answer = send(request().build());

        assertThat(answer.body()).isEqualTo("no");
        assertThat(client.rejected).isEmpty();
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void unauthorized_noOtherToken_isTheAnswerWithItsBody() throws Exception {
        client.fresh = false;
        script(UNAUTHORIZED);

        var answer = http.send(request().build(), BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new String(answer.body().readAllBytes(), UTF_8)).isEqualTo("stale");
        assertThat(client.rejected).containsExactly("at-0");
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void unauthorized_signInRequiredNow_isTheAnswerWithItsBody() throws Exception {
        client.afterRejection = new TokenResult.SignInRequired("the provider ended the grant");
        script(RawServer.answering(401, "", ""));

        var answer = send(request().build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void resourceMetadata_inAChallenge_isNotFollowed() throws Exception {
        var challenge = "WWW-Authenticate: Bearer resource_metadata=\"" + other.uri("/meta") + "\"\r\n";
        script(RawServer.answering(401, challenge, ""), RawServer.answering(401, challenge, ""));

        send(request().build());

        assertThat(other.connections()).isZero();
    }

    @Test
    void body_fromAnywhereAndSmall_isSentAgain() throws Exception {
        var single = new AtomicInteger();
        List<BodyPublisher> bodies = List.of(
                BodyPublishers.ofString("payload"),
                BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> single.getAndIncrement() == 0
                                ? new ByteArrayInputStream("payload".getBytes(UTF_8))
                                : null),
                        "payload".length()));
        for (var body : bodies) {
            script(UNAUTHORIZED);
            var before = api.requests().size();

            var answer = send(request().POST(body).build());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(api.requests().subList(before, before + 2))
                    .allMatch(request -> request.startsWith("POST /things"));
            assertThat(api.requests().get(before + 1)).endsWith("\r\n\r\npayload");
        }
    }

    @Test
    void body_large_isNotSentAgainButTold() throws Exception {
        script(UNAUTHORIZED);
        var body = new byte[KeptBody.MOST + 1];

        var answer = send(request().PUT(BodyPublishers.ofByteArray(body)).build());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("stale");
        assertThat(client.rejected).containsExactly("at-0");
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void token_none_failsWithItsAudience() {
        client.afterRejection = new TokenResult.Unavailable("the provider is away", null);
        client.rejected.add("at-0");

        assertThatThrownBy(() -> send(request().build()))
                .isInstanceOf(OAuthException.Unavailable.class)
                .hasMessage("the provider is away");
        assertThatThrownBy(() -> http.sendAsync(request().build(), BodyHandlers.discarding())
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(OAuthException.Unavailable.class);
        assertThat(api.connections()).isZero();
    }

    @Test
    void fault_onTheWay_isTheIoExceptionWithoutTheToken() {
        script(RawServer.reset(""), RawServer.reset(""));

        assertThatThrownBy(
                        () -> send(request().POST(BodyPublishers.ofString("x")).build()))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("at-0");
    }

    @Test
    void sendAsync_cancelled_endsTheRequest() throws Exception {
        script(RawServer.silence(""));
        var answer = http.sendAsync(request().build(), BodyHandlers.ofString());
        Awaitility.await().until(() -> api.requests().size() == 1);

        answer.cancel(true);

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(api::isAlone);
    }

    @Test
    void close_whileARequestIsOut_failsItAndEndsEveryThread() {
        script(RawServer.silence(""));
        var answer = http.sendAsync(request().build(), BodyHandlers.ofString());
        Awaitility.await().until(() -> api.requests().size() == 1);

        shared.close();

        assertThatThrownBy(answer::join).hasCauseInstanceOf(OAuthException.Unavailable.class);
        assertThatThrownBy(() -> send(request().build())).isInstanceOf(OAuthException.Unavailable.class);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> selectors() == 0 && threads("winekey-http") == 0);
    }

    @Test
    void clients_many_shareOneThreadUntilTheLastLeaves() throws Exception {
        var before = selectors();
        for (var number : IntStream.range(0, 20).toArray()) {
            var one = new ResourceClient(
                    new FakeClient("client-" + number),
                    () -> hosts.get(),
                    () -> Route.PUBLIC,
                    () -> TokenPlace.BEARER,
                    shared);
            assertThat(one.send(request().build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(selectors()).isEqualTo(before + 1);

        IntStream.range(0, 19).forEach(number -> shared.leave("client-" + number));
        assertThat(selectors()).isEqualTo(before + 1);
        shared.leave("client-19");

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> selectors() == before);
        assertThat(send(request().build()).statusCode()).as("made anew").isEqualTo(200);
    }

    @Test
    void answer_thatStreams_isNotWaitedFor() throws Exception {
        var gate = new CountDownLatch(1);
        script(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 X\r\nContent-Length: 8\r\n\r\nhalf".getBytes(UTF_8));
            RawServer.await(gate);
            socket.getOutputStream().write("half".getBytes(UTF_8));
        });

        var answer = http.send(request().build(), BodyHandlers.ofInputStream());
        assertThat(new String(answer.body().readNBytes(4), UTF_8)).isEqualTo("half");
        gate.countDown();

        assertThat(new String(answer.body().readAllBytes(), UTF_8)).isEqualTo("half");
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-[0-9]+-SelectorManager"))
                .count();
    }

    private static long threads(String prefix) {
        return new ArrayList<>(Thread.getAllStackTraces().keySet())
                .stream().filter(thread -> thread.getName().startsWith(prefix)).count();
    }
}
