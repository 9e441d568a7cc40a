// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.seam.SystemTime;

/** The self-test over sockets: a server that hands on to this controller, one that does not, and none. */
@Timeout(30)
class SelfTestTest {

    private static final String GO = "/oauth/go/";

    private final HttpServer server;
    private final PoolScheduler work = new PoolScheduler("self-test", 2);
    private final SystemTime time = new SystemTime();
    private final JdkHttpTransport transport = new JdkHttpTransport(time, work::execute);
    private final SelfTest test =
            new SelfTest(new Outside(time, work, work, work, new SystemEntropy(), transport, new DiskStoreIo()));
    private Consumer<String> handing = nonce -> {};

    SelfTestTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.createContext(GO, exchange -> {
            handing.accept(exchange.getRequestURI().getPath().substring(GO.length()));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        transport.close();
        work.close();
        server.stop(0);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private List<Finding> run() {
        return test.run(Optional.of(uri("")), List.of(uri("/oauth/callback/spotify")));
    }

    @Test
    void addressThatLeadsHere_isGood_andAskedOnce() {
        handing = test::cameHome;

        assertThat(run()).containsExactly(new Finding(uri("").toString(), true, "leads to this controller"));
    }

    @Test
    void addressOfAnotherServer_isTold() {
        assertThat(run()).singleElement().satisfies(finding -> {
            assertThat(finding.good()).isFalse();
            assertThat(finding.text()).contains("something else", "HTTP 404", "base_uri");
        });
    }

    @Test
    void addressOfNobody_saysThatABrowserMayReachIt() {
        server.stop(0);

        assertThat(run())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .contains("cannot be reached from here", "CONNECT", "if a browser of the house can"));
    }

    @Test
    void plainHttpAtHome_tellsThatManyProvidersWillNotTakeIt() {
        var findings = test.run(Optional.of(URI.create("http://controller.invalid:8181")), List.of());

        assertThat(findings).anySatisfy(finding -> assertThat(finding.text()).contains("many providers", "--device"));
    }

    @Test
    void nothingAnnounced_namesTheKey() {
        assertThat(test.run(Optional.empty(), List.of()))
                .containsExactly(new Finding(
                        "base_uri", false, "is not known: no HTTP service is up; set base_uri of org.winekey.oauth"));
    }

    @Test
    void linkOfSomebodyElse_isNotOurs() {
        assertThat(test.cameHome("N0nce_-abcdefghijklmnopqrstuvwxyz0123456789A"))
                .isFalse();
    }
}
