// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

@Timeout(60)
class JdkHttpTransportTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int CAP = 64 * 1024;

    private final SimulatedTime time = new SimulatedTime();
    private final JdkHttpTransport transport = new JdkHttpTransport(time, Runnable::run);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    @Tag("R-040")
    void send_wholeAnswer_isGivenWithLowerCaseHeaders() throws IOException {
        try (var server = new RawServer(RawServer.answering(400, "X-A: 1\r\nx-A: 2\r\n", "body"))) {
            var answer = (Answered) post(server.uri("/token?tenant=1"), LONG);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("x-a", List.of("1", "2"));
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("body");
            assertThat(server.requests().get(0))
                    .startsWith("POST /token?tenant=1 HTTP/1.1\r\n")
                    .containsIgnoringCase("authorization: secret")
                    .doesNotContainIgnoringCase("upgrade")
                    .endsWith("\r\n\r\nform=1");
        }
    }

    @Test
    @Tag("R-044")
    void send_plainHttpOnAMachineWithAProxy_goesPastIt() throws IOException {
        var before = ProxySelector.getDefault();
        try (var proxy = new RawServer(RawServer.answering(200, "", "proxy"));
                var server = new RawServer(RawServer.answering(200, "", "server"))) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), proxy.uri("/").getPort())));

            var answer = (Answered) post(server.uri("/token"), LONG);

            assertThat(new String(answer.body(), UTF_8)).isEqualTo("server");
            assertThat(proxy.requests()).isEmpty();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @Tag("R-045")
    void send_redirect_isNeverFollowed(int status) throws IOException {
        try (var second = new RawServer(RawServer.answering(200, "", "stolen"));
                var first = new RawServer(RawServer.answering(status, "Location: " + second.uri("/x") + "\r\n", ""))) {
            assertThat(((Answered) post(first.uri("/"), LONG)).status()).isEqualTo(status);
            assertThat(((Answered) get(first.uri("/"), LONG)).status()).isEqualTo(status);

            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void send_drippingBody_endsAtTheDeadline() throws IOException {
        assertDeadline(RawServer.repeating("HTTP/1.1 200 X\r\nContent-Length: 60000\r\n\r\n", "x", 20));
    }

    @Test
    void send_drippingHead_endsAtTheDeadline() throws IOException {
        assertDeadline(RawServer.repeating("HTTP/1.1 200 X\r\n", "X-A: b\r\n", 20));
    }

    @Test
    void send_silenceBeforeTheAnswer_endsAtTheDeadline() throws IOException {
        assertDeadline(RawServer.silence(""));
    }

    @Test
    void send_silenceWithinTheBody_endsAtTheDeadline() throws IOException {
        assertDeadline(RawServer.silence("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9000000000000\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Connection: close\r\n\r\n"
            })
    @Tag("R-060")
    void send_endlessBody_isCutAtTheCap(String rest) throws IOException {
        var chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
        try (var server = new RawServer(RawServer.repeating("HTTP/1.1 200 X\r\n" + rest, chunk, 0))) {
            var failed = (Failed) post(server.uri("/"), LONG);

            assertThat(failed.fault()).isEqualTo(Fault.TOO_LARGE);
            assertThat(failed.sent()).isTrue();
            assertThat(failed.partial().status()).isEqualTo(200);
            assertThat(failed.partial().body()).hasSize(CAP);
            await().atMost(Duration.ofSeconds(10)).until(server::isAlone);
        }
    }

    @Test
    @Tag("R-060")
    void send_bodyOfExactlyTheCap_isWhole() throws IOException {
        try (var server = new RawServer(RawServer.answering(200, "", new byte[CAP]))) {
            assertThat(((Answered) post(server.uri("/"), LONG)).body()).hasSize(CAP);
        }
        try (var server = new RawServer(RawServer.answering(200, "", new byte[CAP + 1]))) {
            assertThat(((Failed) post(server.uri("/"), LONG)).fault()).isEqualTo(Fault.TOO_LARGE);
        }
    }

    @Test
    @Tag("R-060")
    void send_endlessHead_endsWithoutExhaustingMemory() throws IOException {
        try (var server =
                new RawServer(RawServer.repeating("HTTP/1.1 200 X\r\n", "X-A: " + "b".repeat(9000) + "\r\n", 0))) {
            assertThat(post(server.uri("/"), Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.sent()).isTrue());
        }
    }

    @Test
    void send_connectionEndsEarly_isCutAndSent() throws IOException {
        for (var behaviour : List.of(
                RawServer.writing(""),
                RawServer.reset(""),
                RawServer.writing("HTTP/1.1 200 X\r\n"),
                RawServer.writing("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nx"),
                RawServer.reset("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nx"),
                RawServer.writing("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nx"))) {
            try (var server = new RawServer(behaviour)) {
                assertThat(post(server.uri("/"), LONG)).isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.fault()).isEqualTo(Fault.CUT);
                    assertThat(failed.sent()).isTrue();
                });
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void send_answerThatIsNotHttp_isGarbageAndSent() throws IOException {
        for (var text : List.of("SSH-2.0-OpenSSH\r\n\r\n", "HTTP/9 x\r\n\r\n")) {
            try (var server = new RawServer(RawServer.writing(text))) {
                assertThat(post(server.uri("/"), LONG)).as(text).isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.fault()).isIn(Fault.GARBAGE, Fault.CUT);
                    assertThat(failed.sent()).isTrue();
                });
            }
        }
    }

    @Test
    void send_nobodyListens_isNotSent() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }

        assertNotSent(post(URI.create("http://127.0.0.1:" + port + "/"), LONG), Fault.CONNECT);
    }

    @Test
    void send_connectionNeverStands_isNotSent() throws IOException {
        var clogs = new ArrayList<Socket>();
        try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            clog(listener, clogs);

            assertNotSent(post(URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"), SHORT), Fault.DEADLINE);
        } finally {
            for (var clog : clogs) {
                clog.close();
            }
        }
    }

    @Test
    void send_addressThatCannotBe_isNotSent() {
        assertNotSent(post(URI.create("http://_/"), LONG), Fault.CONNECT);
        assertNotSent(post(URI.create("gopher://127.0.0.1/"), LONG), Fault.CONNECT);
    }

    @Test
    void send_hostName_isResolvedByTheExecutorOnly() throws IOException {
        var asked = new AtomicBoolean();
        try (var server = new RawServer(RawServer.answering(200, "", ""));
                var named = new JdkHttpTransport(time, task -> {
                    asked.set(true);
                    task.run();
                });
                var refusing = new JdkHttpTransport(time, task -> {
                    throw new RejectedExecutionException();
                })) {
            assertThat(named.send(call("POST", server.uri("/"), LONG)).join()).isInstanceOf(Answered.class);
            assertThat(asked).isFalse();

            assertThat(named.send(call("POST", server.uri("localhost", "/"), LONG))
                            .join())
                    .isInstanceOf(Answered.class);
            assertThat(asked).isTrue();

            assertNotSent(
                    refusing.send(call("POST", server.uri("localhost", "/"), LONG))
                            .join(),
                    Fault.CONNECT);
        }
    }

    @Test
    void send_resolutionHangs_endsAtTheDeadline() {
        try (var hanging = new JdkHttpTransport(time, task -> {})) {
            assertNotSent(
                    hanging.send(call("POST", URI.create("http://localhost/"), SHORT))
                            .join(),
                    Fault.DEADLINE);
        }
    }

    /** The JDK takes a connection back a moment after it told the answer: which request meets an old one is left open. */
    @Test
    @Tag("R-052")
    void send_keptConnectionThatTheServerCloses_isNeverSentAgain() throws IOException {
        var answered = ConcurrentHashMap.<Socket>newKeySet();
        try (var server = new RawServer(socket -> {
            if (answered.add(socket)) {
                RawServer.answering(200, "", "").answer(socket);
            } else {
                socket.close();
            }
        })) {
            var outcomes = new ArrayList<Outcome>();
            await().until(() -> {
                outcomes.add(post(server.uri("/"), LONG));
                return outcomes.get(outcomes.size() - 1) instanceof Failed;
            });

            assertThat(((Failed) outcomes.get(outcomes.size() - 1)).sent()).isTrue();
            assertThat(server.requests()).hasSameSizeAs(outcomes);
            assertThat(server.connections()).isLessThan(outcomes.size());
        }
    }

    @Test
    void send_connectionIdleForTwoSeconds_isNotUsedAgain() throws IOException {
        try (var server = new RawServer(RawServer.answering(200, "", ""))) {
            for (var connections = 1; connections <= 20; connections++) {
                post(server.uri("/"), LONG);
                assertThat(server.connections()).isEqualTo(connections);
                time.pass(Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void send_manyClientsOneAfterTheOther_leaveNoThreads() throws IOException {
        var before = selectors();
        try (var server = new RawServer(RawServer.answering(200, "", ""))) {
            for (var i = 0; i < 50; i++) {
                post(server.uri("/"), LONG);
                time.pass(Duration.ofSeconds(2));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> selectors() <= before + 1);

            transport.close();
            await().atMost(Duration.ofSeconds(10)).until(() -> selectors() <= before);
        }
    }

    @Test
    void send_clientReplacedWhileInUse_letsTheAnswerCome() throws Exception {
        var gate = new CountDownLatch(1);
        try (var slow = new RawServer(socket -> {
                    RawServer.await(gate);
                    RawServer.answering(200, "", "late").answer(socket);
                });
                var quick = new RawServer(RawServer.answering(200, "", ""))) {
            var interrupted = new AtomicBoolean();
            var late = transport.send(call("POST", slow.uri("/"), LONG));
            var stage = late.thenAccept(
                    answer -> interrupted.set(Thread.currentThread().isInterrupted()));
            time.pass(Duration.ofSeconds(3));
            post(quick.uri("/"), LONG);
            gate.countDown();

            assertThat(late.join()).isInstanceOf(Answered.class);
            stage.join();
            assertThat(interrupted).isFalse();
        }
    }

    @Test
    void close_callInFlight_endsItAndLaterOnes() throws IOException {
        var before = selectors();
        try (var server = new RawServer(RawServer.silence(""))) {
            var flying = transport.send(call("POST", server.uri("/"), LONG));
            await().until(() -> !server.requests().isEmpty());

            transport.close();

            assertThat(flying.join())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.sent()).isTrue());
            assertNotSent(post(server.uri("/"), LONG), Fault.CONNECT);
            await().atMost(Duration.ofSeconds(10)).until(() -> selectors() <= before);
        }
    }

    private void assertDeadline(RawServer.Behaviour behaviour) throws IOException {
        try (var server = new RawServer(behaviour)) {
            var started = System.nanoTime();
            var failed = (Failed) post(server.uri("/"), SHORT);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(SHORT, SHORT.plusSeconds(5));
            assertThat(failed.fault()).isEqualTo(Fault.DEADLINE);
            assertThat(failed.sent()).isTrue();
        }
    }

    private static void assertNotSent(Outcome outcome, Fault fault) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.sent()).isFalse();
        });
    }

    /** Connects until nobody is let in any more. */
    private static void clog(ServerSocket listener, List<Socket> clogs) throws IOException {
        for (var i = 0; i < 8; i++) {
            var socket = new Socket();
            clogs.add(socket);
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()), 300);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    private Outcome post(URI uri, Duration deadline) {
        return transport.send(call("POST", uri, deadline)).join();
    }

    private Outcome get(URI uri, Duration deadline) {
        return transport.send(call("GET", uri, deadline)).join();
    }

    private static Call call(String method, URI uri, Duration deadline) {
        var body = method.equals("POST") ? "form=1".getBytes(UTF_8) : new byte[0];
        return new Call(method, uri, Map.of("Authorization", "secret"), body, deadline, CAP);
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("SelectorManager"))
                .count();
    }
}
