// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A server of bytes on loopback: reads whole requests, records them, and answers as badly as the test wants. */
public final class RawServer implements Closeable {

    /** What to do once a request was read. Return: the connection is kept for the next request, unless closed. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Socket socket) throws IOException;
    }

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final String scheme;
    private final boolean reads;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    public RawServer(Behaviour behaviour) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), "http", behaviour);
    }

    public RawServer(ServerSocket listener, String scheme, Behaviour behaviour) {
        this(listener, scheme, true, behaviour);
    }

    private RawServer(ServerSocket listener, String scheme, boolean reads, Behaviour behaviour) {
        this.listener = listener;
        this.scheme = scheme;
        this.reads = reads;
        this.behaviour = behaviour;
        start(this::accept);
    }

    /** One that does its part as soon as a connection stands, and reads nothing by itself. */
    public static RawServer unasked(String scheme, Behaviour behaviour) throws IOException {
        var listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return new RawServer(listener, scheme, false, behaviour);
    }

    /** An answer with a body of announced length, on a connection that stays open. */
    public static Behaviour answering(int status, String headers, String body) {
        return answering(status, headers, body.getBytes(UTF_8));
    }

    public static Behaviour answering(int status, String headers, byte[] body) {
        return socket -> {
            var head = "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        };
    }

    /** Raw bytes, then the end of the connection. */
    public static Behaviour writing(String text) {
        return socket -> {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.close();
        };
    }

    /** The head, then the same bytes again and again, as fast as they are taken or with a pause after each. */
    public static Behaviour repeating(String head, String bytes, long pauseMillis) {
        return socket -> {
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            while (!socket.isClosed()) {
                socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
                pause(pauseMillis);
            }
        };
    }

    /** Nothing more, until the client hangs up. */
    public static Behaviour silence(String before) {
        return socket -> {
            socket.getOutputStream().write(before.getBytes(ISO_8859_1));
            awaitHangup(socket);
        };
    }

    /** Reads on, and answers nothing, until the client hangs up. */
    public static void awaitHangup(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            pause(1);
        }
        socket.close();
    }

    /** The end of the connection as a crash makes it. */
    public static Behaviour reset(String before) {
        return socket -> {
            socket.getOutputStream().write(before.getBytes(ISO_8859_1));
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** Waits for the test, and hangs up when it does not come. */
    public static void await(CountDownLatch gate) throws IOException {
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new IOException("the gate stayed shut");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void pause(long millis) {
        if (millis > 0) {
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        }
    }

    public URI uri(String path) {
        return uri("127.0.0.1", path);
    }

    public URI uri(String host, String path) {
        return URI.create(scheme + "://" + host + ":" + listener.getLocalPort() + path);
    }

    /** Head and body of every whole request. */
    public List<String> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    /** Whether every client hung up. */
    public boolean isAlone() {
        return open.isEmpty();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (!socket.isClosed()) {
                if (reads) {
                    requests.add(read(socket));
                }
                behaviour.answer(socket);
            }
        } catch (IOException e) {
            // The client hung up, or the test has ended.
        } finally {
            open.remove(socket);
        }
    }

    private static String read(Socket socket) throws IOException {
        var input = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = input.read();
            if (next < 0) {
                throw new IOException("end");
            }
            head.write(next);
        }
        var length = LENGTH.matcher(head.toString(ISO_8859_1));
        var body = length.find() ? input.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return head.toString(ISO_8859_1) + new String(body, ISO_8859_1);
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
