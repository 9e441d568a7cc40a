// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Sends requests as fast as a server takes them, many at once on each connection, from an address of its own on this
 * machine. Stateless; thread-safe.
 */
public final class Flood {
    /** Where a flood comes from: another address of the loopback, so that whoever counts by address can tell it apart. */
    private static final String SOURCE = "127.0.0.2";

    private static final int CONNECTIONS = 4;
    private static final int AT_ONCE = 32;

    private Flood() {}

    /**
     * What came of it.
     *
     * @param statuses how many answers had which status
     * @param took from the first request to the last answer
     */
    public record Result(Map<Integer, Long> statuses, Duration took) {
        /** Answers in a second. */
        public double perSecond() {
            return statuses.values().stream().mapToLong(Long::longValue).sum() * 1e9 / took.toNanos();
        }
    }

    /** Sends this many requests, each made by the supplier without its {@code Host}, and waits for every answer. */
    public static Result of(int requests, int port, Supplier<String> request) {
        var pool = Executors.newFixedThreadPool(CONNECTIONS);
        long begin = System.nanoTime();
        try {
            var parts = new ArrayList<Future<Map<Integer, Long>>>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                parts.add(pool.submit(() -> send(requests / CONNECTIONS, port, request)));
            }
            var statuses = new TreeMap<Integer, Long>();
            for (var part : parts) {
                part.get().forEach((status, count) -> statuses.merge(status, count, Long::sum));
            }
            return new Result(statuses, Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the flood broke off", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Map<Integer, Long> send(int requests, int port, Supplier<String> request) throws IOException {
        var statuses = new TreeMap<Integer, Long>();
        int left = requests;
        while (left > 0) {
            left -= onOneConnection(left, port, request, statuses);
        }
        return statuses;
    }

    /** A server may end a connection when it likes; what it has not answered then is asked on the next one. */
    private static int onOneConnection(int most, int port, Supplier<String> request, Map<Integer, Long> statuses)
            throws IOException {
        int answered = 0;
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(SOURCE), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            socket.setSoTimeout(60_000);
            var in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            while (answered < most) {
                int batch = Math.min(AT_ONCE, most - answered);
                socket.getOutputStream().write(batch(batch, port, request));
                for (int i = 0; i < batch; i++) {
                    statuses.merge(status(in), 1L, Long::sum);
                    answered++;
                }
            }
        } catch (EOFException e) {
            if (answered == 0) {
                throw e;
            }
        }
        return answered;
    }

    private static byte[] batch(int size, int port, Supplier<String> request) {
        var batch = new StringBuilder();
        for (int i = 0; i < size; i++) {
            batch.append(request.get().replaceFirst("\r\n", "\r\nHost: 127.0.0.1:" + port + "\r\n"));
        }
        return batch.toString().getBytes(ISO_8859_1);
    }

    private static int status(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        long length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server ended the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
