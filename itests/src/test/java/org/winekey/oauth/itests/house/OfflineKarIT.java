// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.KarafProcess;

/** One file in the deploy folder of a stock Karaf without network and without Maven repository is all it takes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OfflineKarIT {
    private static final Path KAR = Path.of(System.getProperty("itest.offlineKar", ""));

    @Test
    void offlineKar_inStockKaraf_installsWithoutNetwork() throws IOException {
        try (var exit = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var karaf = KarafProcess.stock(Path.of("target/house/stock"))) {
            // Whatever wants to leave this machine over HTTP comes by here.
            for (String scheme : new String[] {"http", "https"}) {
                karaf.javaOptions(
                        "-D" + scheme + ".proxyHost=127.0.0.1", "-D" + scheme + ".proxyPort=" + exit.getLocalPort());
            }
            karaf.deploy(KAR).start();

            karaf.awaitHttp("/oauth", 401);
            karaf.awaitShell();

            assertThat(karaf.shell("oauth:list")).contains("No client is configured");
            assertThat(karaf.shell("feature:list -i --no-format"))
                    .contains("winekey")
                    .doesNotContain("winekey-demo");
            assertThat(hasVisitor(exit)).as("tried to reach the network").isFalse();
            assertThat(jars(karaf.home().resolve("empty-repository"))).isZero();
        }
    }

    private static boolean hasVisitor(ServerSocket exit) throws IOException {
        exit.setSoTimeout(1);
        try (var visitor = exit.accept()) {
            return visitor.isConnected();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static long jars(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).count();
        }
    }
}
