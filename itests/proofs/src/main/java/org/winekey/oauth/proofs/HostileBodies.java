// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.SystemTime;

/**
 * Answers that drip, never end or explode, many at once, in a process with a small heap. Prints a line for each: name,
 * milliseconds, end. The last one keeps a thread of the JDK busy for ever, and yet the next exchange is answered.
 */
public final class HostileBodies {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    /** For the good answer: that it comes is the point, not how soon on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int CAP = 64 * 1024;
    private static final int AT_ONCE = 50;
    private static final String OK = "HTTP/1.1 200 X\r\n";

    private HostileBodies() {}

    /** The entry. */
    public static void main(String[] arguments) throws IOException {
        var transport = new JdkHttpTransport(new SystemTime(), Runnable::run);
        for (var hostile : hostile().entrySet()) {
            one(transport, hostile.getKey(), hostile.getValue());
        }
        allAtOnce(transport);
        one(transport, "a chunk size beyond 32 bits", RawServer.writing(chunked("FFFFFFFFFFFFFFFF1\r\n{}")));
        try (var server = new RawServer(RawServer.answering(200, "", "{}"))) {
            print(
                    "a good answer after that",
                    start(transport, server.uri("/"), PATIENCE).join());
        }
        System.exit(0);
    }

    private static Map<String, Behaviour> hostile() {
        var all = new LinkedHashMap<String, Behaviour>();
        all.put("silence", RawServer.silence(""));
        all.put("a head that drips", RawServer.repeating(OK + "X: ", "y", 20));
        all.put("endless headers", RawServer.repeating(OK, "X-A: " + "b".repeat(9000) + "\r\n", 0));
        all.put("a header without end", RawServer.repeating(OK + "X: ", "b".repeat(9000), 0));
        all.put("interim answers without end", RawServer.repeating("", "HTTP/1.1 103 X\r\n\r\n", 0));
        all.put("a body that drips", RawServer.repeating(OK + "Content-Length: 99999\r\n\r\n", "x", 20));
        all.put("chunks that drip", RawServer.repeating(chunked(""), "1\r\nx\r\n", 20));
        all.put("an endless body", RawServer.repeating(OK + "Content-Length: 9000000000\r\n\r\n", "x".repeat(9000), 0));
        all.put("endless chunks", RawServer.repeating(chunked(""), "2000\r\n" + "x".repeat(8192) + "\r\n", 0));
        all.put("a body without length or end", RawServer.repeating(OK + "\r\n", "x".repeat(9000), 0));
        all.put("a bomb", RawServer.answering(200, "Content-Encoding: gzip\r\n", bomb()));
        all.put("a deep document", RawServer.answering(200, "", "[".repeat(60_000)));
        return all;
    }

    private static String chunked(String rest) {
        return OK + "Transfer-Encoding: chunked\r\n\r\n" + rest;
    }

    /** Half a gigabyte for whoever unpacks it; nobody here does. */
    private static byte[] bomb() {
        var packed = new ByteArrayOutputStream();
        var zeros = new byte[1 << 20];
        try (var zip = new GZIPOutputStream(packed)) {
            for (var megabyte = 0; megabyte < 512; megabyte++) {
                zip.write(zeros);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static void one(HttpTransport transport, String name, Behaviour behaviour) throws IOException {
        try (var server = new RawServer(behaviour)) {
            print(name, send(transport, server.uri("/")));
        }
    }

    private static void allAtOnce(HttpTransport transport) throws IOException {
        var servers = new ArrayList<RawServer>();
        var exchanges = new ArrayList<CompletableFuture<Timed>>();
        var hostile = List.copyOf(hostile().values());
        for (var number = 0; number < AT_ONCE; number++) {
            var server = new RawServer(hostile.get(number % hostile.size()));
            servers.add(server);
            exchanges.add(start(transport, server.uri("/"), DEADLINE));
        }
        for (var exchange : exchanges) {
            print("one of " + AT_ONCE, exchange.join());
        }
        for (var server : servers) {
            server.close();
        }
    }

    private record Timed(Outcome outcome, long millis) {}

    private static Timed send(HttpTransport transport, URI uri) {
        return start(transport, uri, DEADLINE).join();
    }

    private static CompletableFuture<Timed> start(HttpTransport transport, URI uri, Duration deadline) {
        var before = System.nanoTime();
        var call = new Call("POST", uri, Map.of(), "form=1".getBytes(UTF_8), deadline, CAP);
        return transport.send(call).thenApply(outcome -> new Timed(outcome, (System.nanoTime() - before) / 1_000_000));
    }

    private static void print(String name, Timed timed) {
        System.out.println(
                name + "\t" + timed.millis() + "\t" + timed.outcome().getClass().getSimpleName());
    }
}
