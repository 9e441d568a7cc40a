// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.winekey.oauth.itests.support.Winehouse;

/**
 * One HTTP exchange written by hand: any path, any Host, byte for byte.
 *
 * @param status the status code
 * @param head status line and headers
 * @param body what follows
 */
record RawHttp(int status, String head, String body) {
    private static final int PATIENCE = 20_000;

    /** Sends a request to the container's web server; Host is its own unless a header says otherwise. */
    static RawHttp send(String method, String path, String... headers) {
        var server = Winehouse.uri("/");
        var lines = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            lines.append("Host: ").append(server.getAuthority()).append("\r\n");
        }
        List.of(headers).forEach(header -> lines.append(header).append("\r\n"));
        return exchange(server, lines.append("\r\n").toString());
    }

    Optional<String> header(String name) {
        var start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    private static RawHttp exchange(URI server, String request) {
        try (var socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort())) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawHttp parse(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no HTTP answer but " + answer.length() + " characters");
        }
        return new RawHttp(Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(0, end), answer.substring(end));
    }
}
