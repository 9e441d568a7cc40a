// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.TlsSamples;

/**
 * Something that happens at the token endpoint, or on the way there.
 *
 * @param lot what it comes to
 * @param arrives whether the request can arrive whole
 * @param opening makes it happen
 * @param deadline of the exchange
 * @param luck whether it may as well be that nothing was sent
 */
record TableLine(String name, Lot lot, boolean arrives, Opening opening, Duration deadline, boolean luck) {

    /** For what ends by the deadline only. */
    static final Duration SHORT = Duration.ofSeconds(1);

    /** Where requests are sent to, and how many arrived. */
    record Target(URI uri, IntSupplier requests, Closeable closing) implements Closeable {
        @Override
        public void close() throws IOException {
            closing.close();
        }
    }

    interface Opening {
        Target open() throws IOException;
    }

    interface Server {
        RawServer open() throws IOException;
    }

    static TableLine answered(String name, Lot lot, Behaviour behaviour) {
        return new TableLine(name, lot, true, at(() -> new RawServer(behaviour)), SocketHouse.ENOUGH, false);
    }

    static TableLine unsent(String name, Lot lot, Server server) {
        return new TableLine(name, lot, false, at(server), SocketHouse.ENOUGH, false);
    }

    /** The JDK sometimes asks for the body before it sees that there is no TLS: then nobody knows whether it left. */
    static TableLine withoutTls() {
        return unsent(
                        "TLS wanted, none there",
                        Lot.UNKNOWN,
                        () -> RawServer.unasked("https", RawServer.writing("220 smtp ready\r\n")))
                .orNotSent();
    }

    static TableLine certificate(String name, Lot lot, String alias) {
        return unsent(
                name,
                lot,
                () -> new RawServer(
                        TlsSamples.listener(alias),
                        "https",
                        SocketHouse.json(200, SocketHouse.tokens("access-stolen", "refresh-stolen"))));
    }

    static TableLine refused() {
        return unsent("refused", Lot.TRANSIENT, () -> {
            var server = new RawServer(RawServer.silence(""));
            server.close();
            return server;
        });
    }

    static TableLine unresolved() {
        return new TableLine(
                "the name does not resolve",
                Lot.TRANSIENT,
                false,
                () -> new Target(URI.create("https://no-such-host.invalid/token"), () -> 0, () -> {}),
                SocketHouse.ENOUGH,
                false);
    }

    /** An address at home, over plain http that nobody admitted. */
    static TableLine forbidden() {
        return new TableLine(
                "the address is refused",
                Lot.CERTIFICATE,
                false,
                () -> new Target(URI.create("http://192.168.255.254/token"), () -> 0, () -> {}),
                SocketHouse.ENOUGH,
                false);
    }

    /** A listener that lets nobody in. */
    static TableLine clogged() {
        return new TableLine("no connection in time", Lot.TRANSIENT, false, TableLine::clog, SHORT, false);
    }

    TableLine within(Duration span) {
        return new TableLine(name, lot, arrives, opening, span, luck);
    }

    TableLine orNotSent() {
        return new TableLine(name, lot, arrives, opening, deadline, true);
    }

    Target open() throws IOException {
        return opening.open();
    }

    /** What may be seen; more than one row where luck decides. */
    List<Observed.Row> expected(RequestKind kind) {
        var row = kind.expected(lot);
        var likely = arrives ? row : row.unsent();
        return luck
                ? List.of(
                        likely,
                        likely.oneSendLess(),
                        kind.expected(Lot.TRANSIENT).unsent())
                : List.of(likely);
    }

    @Override
    public String toString() {
        return name;
    }

    static Opening at(Server server) {
        return () -> {
            var opened = server.open();
            return new Target(opened.uri("/token"), () -> opened.requests().size(), opened);
        };
    }

    private static Target clog() throws IOException {
        var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var clogs = new ArrayList<Closeable>();
        clogs.add(listener);
        for (var i = 0; i < 8; i++) {
            var socket = new Socket();
            clogs.add(socket);
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()), 300);
            } catch (SocketTimeoutException e) {
                break;
            }
        }
        var uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/token");
        return new Target(uri, () -> 0, () -> {
            for (var clog : clogs) {
                clog.close();
            }
        });
    }
}
