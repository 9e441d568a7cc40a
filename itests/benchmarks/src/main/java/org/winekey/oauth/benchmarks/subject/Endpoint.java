// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A token endpoint on the loopback that answers after a while. Counts what reached it. Thread-safe. */
public final class Endpoint implements AutoCloseable {

    /** What it says. */
    public enum Manner {
        /** A new pair of tokens. */
        GRANTING,
        /** That the refresh token is dead. */
        REFUSING,
        /** Nothing, for ever. */
        SILENT
    }

    /** The path whose answers end the connection. */
    public static final String CLOSING = "/token/closing";

    private static final String KEEPING = "/token";
    private static final int BACKLOG = 4096;
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final ServerSocket socket;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Manner manner = Manner.GRANTING;
    private volatile Duration delay = Duration.ZERO;

    /** Listens on a free port. */
    public Endpoint() throws IOException {
        socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** Answers like this from now on. */
    public Endpoint answering(Manner next, Duration after) {
        manner = next;
        delay = after;
        return this;
    }

    /** Its address; connections stay open. */
    public URI uri() {
        return uri(KEEPING);
    }

    /** Its address with this path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    /** How many requests have come. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connection.setTcpNoDelay(true);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            for (var head = readHead(in); head != null; head = readHead(in)) {
                in.skipNBytes(length(head));
                var number = requests.incrementAndGet();
                pause();
                var closing = head.contains(CLOSING);
                connection.getOutputStream().write(answer(number, closing));
                if (closing) {
                    return;
                }
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    private void pause() {
        var span = manner == Manner.SILENT ? FOR_EVER : delay;
        var end = System.nanoTime() + span.toNanos();
        for (var left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private byte[] answer(int number, boolean closing) {
        var refused = manner == Manner.REFUSING;
        var body = refused ? "{\"error\":\"invalid_grant\"}" : Tokens.response(number);
        return ("HTTP/1.1 " + (refused ? "400 Bad Request" : "200 OK") + "\r\nContent-Type: application/json\r\n"
                        + (closing ? "Connection: close\r\n" : "") + "Content-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(ISO_8859_1);
    }

    private static @Nullable String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            var next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static long length(String head) {
        var lower = head.toLowerCase(Locale.ROOT);
        var at = lower.indexOf("content-length:");
        return at < 0
                ? 0
                : Long.parseLong(
                        lower.substring(at + 15, lower.indexOf('\r', at)).trim());
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(null, task, "endpoint", 64 * 1024L);
        thread.setDaemon(true);
        thread.start();
    }

    /** An endpoint, for where no checked exception can be thrown. */
    public static Endpoint open() {
        try {
            return new Endpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
