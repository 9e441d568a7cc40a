// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Call;

/** Names that hang hold up nobody else. */
@Timeout(60)
class HostThreadsTest {

    private final HostThreads threads = new HostThreads("names-test");
    private final CountDownLatch hang = new CountDownLatch(1);

    @AfterEach
    void end() {
        hang.countDown();
        threads.close();
    }

    private void hang() {
        try {
            hang.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void send_whileOtherNamesHang_isAnswered() throws IOException {
        CheckedAddresses.Names names = host -> {
            if (host.startsWith("tarpit")) {
                hang();
            }
            return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
        };
        var route = new Route(true, true, List.of(), null);
        try (var server = new RawServer(RawServer.answering(200, "", "yes"));
                var transport = new JdkHttpTransport(new SystemTime(), threads, TlsContexts.standard(), names)) {
            IntStream.range(0, 20)
                    .forEach(number ->
                            transport.send(call(URI.create("http://tarpit" + number % 4 + ".local/"), route)));

            var outcome = transport.send(call(server.uri("nas.local", "/token"), route));

            assertThat(outcome.join()).isInstanceOf(Answered.class);
        }
    }

    private static Call call(URI uri, Route route) {
        return new Call("GET", uri, Map.of(), new byte[0], Duration.ofSeconds(20), 1000, route);
    }

    @Test
    void execute_oneHost_runsInOrderAndNeverTwoAtOnce() {
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        for (var number : IntStream.range(0, 200).boxed().toList()) {
            threads.execute("as.example", () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                order.add(number);
                running.decrementAndGet();
            });
        }

        await().until(() -> order.size() == 200);
        assertThat(order).isSorted();
        assertThat(most).hasValue(1);
    }

    @Test
    void execute_asManyNamesHangAsThereMayBeThreads_failsAtOnceAndWorksAgainLater() {
        IntStream.range(0, HostThreads.MOST).forEach(number -> threads.execute("tarpit" + number, this::hang));
        assertThatThrownBy(() -> threads.execute("as.example", () -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        hang.countDown();
        var ran = new CountDownLatch(1);

        await().ignoreExceptions().until(() -> {
            threads.execute("as.example", ran::countDown);
            return ran.getCount() == 0;
        });
    }

    @Test
    void execute_taskEndsByAFault_theNextOneRuns() {
        var ran = new CountDownLatch(1);
        threads.execute("as.example", () -> {
            hang();
            throw new IllegalStateException("as the test says");
        });
        threads.execute("as.example", ran::countDown);

        hang.countDown();

        await().until(() -> ran.getCount() == 0);
    }
}
