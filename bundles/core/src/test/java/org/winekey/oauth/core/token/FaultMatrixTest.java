// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.TlsSamples;

/**
 * Every fault of the network with every request to the token endpoint, while a token is valid and when it has expired: each
 * cell has its class, no grant is lost, callers with a valid token notice nothing, and a quarter of an hour after the end
 * of the fault all is well without a person. The matrix as it was seen is written to {@code target/fault-matrix.md}.
 */
@Timeout(180)
final class FaultMatrixTest {

    private static final int SIDE_BY_SIDE = 12;
    private static final List<RequestKind> KINDS =
            List.of(RequestKind.REFRESH_AHEAD, RequestKind.REFRESH_EXPIRED, RequestKind.CODE, RequestKind.CODE_EXPIRED);
    /** What the settings may be to blame for is tried again each hour only. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration LONG_PATIENCE = Duration.ofMinutes(61);
    private static final SeenTable SEEN = new SeenTable("fault-matrix.md");
    private static final Map<String, Future<Cell>> CELLS = new LinkedHashMap<>();
    private static final ExecutorService WORKERS = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    private static JdkHttpTransport transport;

    /** What became of a fault: while it lasted, and when it was over. */
    private record Cell(Observed during, String caller, String refreshToken, String signIn) {}

    @BeforeAll
    static void start() throws IOException {
        transport = TlsSamples.transport();
        for (var fault : NetworkFaults.all()) {
            for (var kind : KINDS) {
                CELLS.put(fault + "/" + kind, WORKERS.submit(() -> cell(fault, kind)));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        WORKERS.shutdownNow();
        transport.close();
        SEEN.write();
    }

    private static Cell cell(TableLine fault, RequestKind kind) throws IOException {
        try (var target = fault.open();
                var house = new SocketHouse(transport, fault.deadline())) {
            kind.prepare(house);
            house.facing(target);
            var during = kind.provoke(house);
            house.healed().pass(patience(fault, kind));
            var caller = house.token() instanceof Granted granted
                    ? granted.token().value()
                    : house.token().toString();
            var refreshToken = house.grant().refreshToken();
            return new Cell(
                    during,
                    caller,
                    refreshToken == null ? "" : refreshToken.reveal(),
                    house.signIn().kind().name());
        }
    }

    private static Duration patience(TableLine fault, RequestKind kind) {
        var byTheHour =
                fault.lot() == Lot.CONFIG_SECRET && kind != RequestKind.CODE && kind != RequestKind.CODE_EXPIRED;
        return byTheHour ? LONG_PATIENCE : PATIENCE;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cells")
    @Tag("R-052")
    @Tag("R-060")
    @Tag("R-068")
    void fault_hasItsClassAndCostsNoGrant(TableLine fault, RequestKind kind) throws Exception {
        var cell = CELLS.get(fault + "/" + kind).get();

        SEEN.add(fault.name(), kind.title(), cell.during());
        assertThat(cell.during().row()).isIn(fault.expected(kind));
        fault.lot().requireWait(cell.during().next());
        var untouched = kind == RequestKind.CODE;
        assertThat(cell.caller()).isEqualTo(untouched ? "access-0" : "access-new");
        assertThat(cell.refreshToken()).isEqualTo(untouched ? "refresh-0" : "refresh-new");
        assertThat(cell.signIn()).isEqualTo(Kind.DONE.name());
    }

    static Stream<Arguments> cells() {
        return NetworkFaults.all().stream().flatMap(fault -> KINDS.stream().map(kind -> Arguments.of(fault, kind)));
    }

    @Test
    void faults_areManyAndDifferent() {
        assertThat(NetworkFaults.all()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(NetworkFaults.all()).extracting(TableLine::name).doesNotHaveDuplicates();
    }
}
