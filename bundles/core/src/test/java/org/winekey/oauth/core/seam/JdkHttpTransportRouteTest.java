// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

@Timeout(60)
class JdkHttpTransportRouteTest {

    private static final Route INSECURE = new Route(true, false, List.of(), null);

    private static JdkHttpTransport transport(CheckedAddresses.Names names) {
        return new JdkHttpTransport(new SystemTime(), Runnable::run, TlsContexts.standard(), names);
    }

    private static Outcome post(JdkHttpTransport transport, URI uri, Route route) {
        return transport
                .send(new Call("POST", uri, Map.of(), new byte[] {'x'}, Duration.ofSeconds(20), 1000, route))
                .join();
    }

    private static InetAddress[] loopback(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
    }

    private static void assertNotSent(Outcome outcome, Fault fault, String words) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.sent()).isFalse();
            assertThat(failed.detail()).contains(words);
        });
    }

    private static RawServer secure(String alias) throws IOException {
        return new RawServer(TlsSamples.listener(alias), "https", RawServer.answering(200, "", "yes"));
    }

    /** The second look-up is the one of a rebinding name server; only the first may count for the first request. */
    @Test
    @Tag("R-046")
    void plainHttp_nameThatChangesItsAddress_goesWhereItWasLookedAt() throws IOException {
        var lookUps = new AtomicInteger();
        CheckedAddresses.Names rebinding = host -> lookUps.incrementAndGet() == 1
                ? loopback(host)
                : new InetAddress[] {InetAddress.getByName("169.254.169.254")};
        try (var server = new RawServer(RawServer.answering(200, "", "yes"));
                var transport = transport(rebinding)) {
            var uri = server.uri("nas.local", "/token");

            assertThat(post(transport, uri, INSECURE)).isInstanceOf(Answered.class);
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST " + uri + " HTTP/1.1\r\n")
                    .contains("Host: " + uri.getAuthority() + "\r\n");
            assertNotSent(post(transport, uri, INSECURE), Fault.ADDRESS, "nas.local");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @Tag("R-044")
    void plainHttp_withoutTheSwitch_isRefusedBeforeAnythingIsLookedUp() throws IOException {
        var lookUps = new AtomicInteger();
        try (var server = new RawServer(RawServer.answering(200, "", ""));
                var transport = transport(host -> {
                    lookUps.incrementAndGet();
                    return loopback(host);
                })) {
            var outcome = post(transport, server.uri("nas.local", "/"), Route.PUBLIC);

            assertNotSent(outcome, Fault.ADDRESS, "allow_insecure");
            assertThat(lookUps).hasValue(0);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    @Tag("R-046")
    void https_publicNameThatLeadsHome_isRefusedBeforeAConnectionIsMade() throws IOException {
        try (var server = secure("good");
                var transport = transport(JdkHttpTransportRouteTest::loopback)) {
            var outcome = post(transport, server.uri("idp.example", "/"), Route.PUBLIC);

            assertNotSent(outcome, Fault.ADDRESS, "allow_private_address");
            assertThat(server.connections()).isZero();
        }
    }

    /** What is left to a name server that answers us and the JDK differently: a connection, and no byte of a request. */
    @Test
    @Tag("R-046")
    void https_nameThatLeadsElsewhereAfterTheLook_endsAtTheCertificate() throws IOException {
        CheckedAddresses.Names lying = host -> new InetAddress[] {InetAddress.getByName("203.0.113.7")};
        var route = new Route(false, false, List.of(TlsSamples.root()), null);
        try (var server = secure("good");
                var transport = transport(lying)) {
            var outcome = post(transport, server.uri("localhost", "/"), route);

            assertNotSent(outcome, Fault.CERTIFICATE, "localhost");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @Tag("R-100")
    void ownAuthority_countsOnItsRouteOnly() throws IOException {
        var own = new Route(false, false, List.of(TlsSamples.root()), null);
        try (var server = secure("good");
                var transport = new JdkHttpTransport(new SystemTime(), Runnable::run)) {
            assertThat(post(transport, server.uri("/"), own)).isInstanceOf(Answered.class);
            assertNotSent(post(transport, server.uri("/"), Route.PUBLIC), Fault.CERTIFICATE, "127.0.0.1");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @Tag("R-100")
    @Tag("R-044")
    void ownAuthority_neverExcusesWrongHostDateOrSigner() throws IOException {
        var own = new Route(true, true, List.of(TlsSamples.root()), null);
        try (var transport = new JdkHttpTransport(new SystemTime(), Runnable::run)) {
            for (var bad : Map.of(
                            "elsewhere", Fault.CERTIFICATE,
                            "stranger", Fault.CERTIFICATE,
                            "expired", Fault.CERTIFICATE_EXPIRED,
                            "future", Fault.CERTIFICATE_NOT_YET_VALID)
                    .entrySet()) {
                try (var server = secure(bad.getKey())) {
                    assertNotSent(post(transport, server.uri("/"), own), bad.getValue(), "127.0.0.1");
                    assertThat(server.requests()).isEmpty();
                }
            }
        }
    }

    @Test
    @Tag("R-100")
    void ownAuthority_isAddedToWhatTheSystemTrusts() throws IOException, GeneralSecurityException {
        var system = ((X509TrustManager) TlsContexts.trust(List.of())[0]).getAcceptedIssuers();

        var all = ((X509TrustManager) TlsContexts.trust(List.of(TlsSamples.root()))[0]).getAcceptedIssuers();

        assertThat(system).isNotEmpty();
        assertThat(all).contains(system).contains(TlsSamples.root()).hasSize(system.length + 1);
    }

    @Test
    @Tag("R-050")
    void ownCertificate_isShownToTheServerThatAsks_andOnItsRouteOnly() throws IOException {
        var trusting = new Route(false, false, List.of(TlsSamples.root()), null);
        var proving = new Route(false, false, List.of(TlsSamples.root()), TlsSamples.key("elsewhere"));
        try (var server = new RawServer(TlsSamples.demandingListener(), "https", RawServer.answering(200, "", "yes"));
                var transport = new JdkHttpTransport(new SystemTime(), Runnable::run)) {
            assertThat(post(transport, server.uri("/"), proving)).isInstanceOf(Answered.class);
            assertThat(post(transport, server.uri("/"), trusting)).isInstanceOf(Failed.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void routes_many_shareTheirThreadsAndLeaveNone() throws IOException {
        var before = selectors();
        var time = new SimulatedTime();
        try (var server = new RawServer(RawServer.answering(200, "", ""));
                var transport = new JdkHttpTransport(time, Runnable::run)) {
            var outcomes = new ArrayList<Outcome>();
            IntStream.range(0, 20).forEach(number -> {
                outcomes.add(post(transport, server.uri("/"), new Route(true, false, List.of(), null)));
                outcomes.add(post(transport, server.uri("/"), new Route(false, true, List.of(), null)));
            });

            assertThat(outcomes).allMatch(Answered.class::isInstance);
            assertThat(selectors() - before).isLessThanOrEqualTo(2);

            time.pass(Duration.ofSeconds(3));
            post(transport, server.uri("/"), Route.PUBLIC);

            await().until(() -> selectors() - before <= 1);
        }
        await().until(() -> selectors() <= before);
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .count();
    }
}
