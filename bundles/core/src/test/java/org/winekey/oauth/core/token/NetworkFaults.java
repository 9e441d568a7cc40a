// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.winekey.oauth.core.token.TableLine.SHORT;
import static org.winekey.oauth.core.token.TableLine.answered;
import static org.winekey.oauth.core.token.TableLine.certificate;
import static org.winekey.oauth.core.token.TableLine.unsent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.TlsSamples;

/** What networks, proxies, portals and broken servers do, by the layer where they do it, and the class of each. */
final class NetworkFaults {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String TOKENS = SocketHouse.tokens("access-stolen", "refresh-stolen");

    private NetworkFaults() {}

    static List<TableLine> all() {
        return Stream.of(connections(), tls(), heads(), bodies(), contents(), statuses())
                .flatMap(List::stream)
                .toList();
    }

    private static List<TableLine> connections() {
        return List.of(
                TableLine.refused(),
                TableLine.unresolved(),
                TableLine.clogged(),
                unread("closed before the request is read", RawServer.writing("")),
                unread("accepted, never read", NetworkFaults::hang).within(SHORT),
                unread("closed in the middle of the request", NetworkFaults::closeAfterABit),
                answered("hung up after the request", Lot.UNKNOWN, RawServer.writing("")),
                answered("reset after the request", Lot.UNKNOWN, RawServer.reset("")),
                answered("silence after the request", Lot.UNKNOWN, RawServer.silence(""))
                        .within(SHORT));
    }

    /** Whether the request had left when the connection ended is a matter of luck. */
    private static TableLine unread(String name, Behaviour behaviour) {
        return unsent(name, Lot.UNKNOWN, () -> RawServer.unasked("http", behaviour))
                .orNotSent();
    }

    private static List<TableLine> tls() {
        return List.of(
                certificate("certificate expired", Lot.CERTIFICATE, "expired"),
                certificate("certificate not valid yet", Lot.CLOCK, "future"),
                certificate("certificate of a stranger", Lot.CERTIFICATE, "stranger"),
                certificate("certificate of another host", Lot.CERTIFICATE, "elsewhere"),
                handshake("no TLS where it is wanted", RawServer.writing("220 smtp ready\r\n")),
                handshake("HTTP where TLS is wanted", RawServer.writing(OK + "\r\n")),
                handshake(
                        "an alert instead of a handshake", RawServer.writing("\u0015\u0003\u0003\0\u0002\u0002\u0028")),
                // The JDK still asks for the body then; so it counts as sent, which costs nothing but a try.
                unsent("handshake closed", Lot.UNKNOWN, () -> RawServer.unasked("https", RawServer.writing("")))
                        .orNotSent(),
                handshake("handshake that hangs", NetworkFaults::hang).within(SHORT),
                new TableLine(
                        "TLS, hung up after the request",
                        Lot.UNKNOWN,
                        true,
                        TableLine.at(() -> new RawServer(TlsSamples.listener("good"), "https", RawServer.writing(""))),
                        SocketHouse.ENOUGH,
                        false));
    }

    private static TableLine handshake(String name, Behaviour behaviour) {
        return unsent(name, Lot.TRANSIENT, () -> RawServer.unasked("https", behaviour));
    }

    private static List<TableLine> heads() {
        return List.of(
                unknown("a head that drips", RawServer.repeating("HTTP/1.1 200 OK\r\nX: ", "y", 50))
                        .within(SHORT),
                unknown("a head that stops", RawServer.silence("HTTP/1.1 200 OK\r\nX: y\r\n"))
                        .within(SHORT),
                unknown("a head cut off", RawServer.writing("HTTP/1.1 200 OK\r\nContent-Le")),
                unknown("endless headers", RawServer.repeating(OK, "X-A: " + "b".repeat(9000) + "\r\n", 0)),
                unknown("a header without end", RawServer.repeating(OK + "X-A: ", "b".repeat(9000), 0)),
                unknown("a header of a megabyte", RawServer.writing(OK + "X: " + "y".repeat(1 << 20) + "\r\n\r\n")),
                unknown("a status line without a number", RawServer.writing("HTTP/1.1 abc X\r\n\r\n")),
                unknown("a status of two digits", RawServer.writing("HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n")),
                unknown("another version of HTTP", RawServer.writing("HTTP/9 200 OK\r\n\r\n")),
                unknown("another protocol", RawServer.writing("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
                unknown("HTTP/0.9", RawServer.writing(TOKENS)),
                unknown("HTTP/2 unasked", RawServer.writing("\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0\u0064")),
                unknown("zeros", RawServer.writing("\0".repeat(4096))),
                unknown("interim answers without end", RawServer.repeating("", "HTTP/1.1 103 Hints\r\n\r\n", 0)),
                unknown("switched protocols", RawServer.writing("HTTP/1.1 101 X\r\nUpgrade: h2c\r\n\r\n")),
                unknown("a length that is no number", RawServer.writing(OK + "Content-Length: ten\r\n\r\n" + TOKENS)),
                unknown("a negative length", RawServer.writing(OK + "Content-Length: -7\r\n\r\n" + TOKENS)));
    }

    private static List<TableLine> bodies() {
        return List.of(
                unknown("a body that drips", RawServer.repeating(OK + "Content-Length: 900\r\n\r\n", " ", 50))
                        .within(SHORT),
                unknown("chunks that drip", RawServer.repeating(chunked(""), "1\r\n{\r\n", 50))
                        .within(SHORT),
                unknown("a body that stops", RawServer.silence(OK + "Content-Length: 99\r\n\r\n{\"a"))
                        .within(SHORT),
                unknown("a body cut off", RawServer.writing(OK + "Content-Length: 999\r\n\r\n" + TOKENS)),
                unknown("a body reset", RawServer.reset(OK + "Content-Length: 999\r\n\r\n{\"access")),
                unknown("chunks cut off", RawServer.writing(chunked("9\r\n{\"access"))),
                unknown("a chunk of no size", RawServer.writing(chunked("zz\r\n{}\r\n0\r\n\r\n"))),
                unknown("a chunk of too many digits", RawServer.writing(chunked("FFFFFFFF\r\n{}"))),
                broken("an endless body", RawServer.repeating(OK + "Content-Length: 9000000000\r\n\r\n", big(), 0)),
                broken("endless chunks", RawServer.repeating(chunked(""), "2000\r\n" + "x".repeat(8192) + "\r\n", 0)),
                broken("a body without length or end", RawServer.repeating(OK + "\r\n", big(), 0)),
                broken("a length too short", RawServer.writing(OK + "Content-Length: 20\r\n\r\n" + TOKENS)));
    }

    private static String chunked(String rest) {
        return OK + "Transfer-Encoding: chunked\r\n\r\n" + rest;
    }

    private static List<TableLine> contents() {
        return List.of(
                broken("compressed and not announced", body(zipped(TOKENS))),
                broken(
                        "compressed though not asked for",
                        RawServer.answering(200, "Content-Encoding: gzip\r\n", zipped(TOKENS))),
                broken("a bomb, compressed", body(zipped(" ".repeat(1 << 22)))),
                broken("in UTF-16", body(TOKENS.getBytes(UTF_16LE))),
                broken("not UTF-8", body("{\"access_token\":\"\u00ff\"}".getBytes(ISO_8859_1))),
                broken("nothing", body(new byte[0])),
                broken("null", text("null")),
                broken("a list", text("[" + TOKENS + "]")),
                broken("deep", text("{\"a\":" + "[".repeat(5000))),
                broken("a number of many digits", text("{\"expires_in\":" + "9".repeat(30_000) + "}")),
                broken(
                        "an access_token of 50 kB",
                        text(SocketHouse.tokens("a".repeat(50_000), "").replace(",\"refresh_token\":\"\"", ""))),
                broken("an access_token that no header can carry", text("{\"access_token\":\"a\\nb\"}")),
                broken("no content", RawServer.writing("HTTP/1.1 204 X\r\n\r\n")),
                passing("a page", RawServer.answering(200, "Content-Type: text/html\r\n", "<html>Welcome</html>")),
                passing("a page that says JSON", text("<!DOCTYPE html><html>Sign in to Wi-Fi</html>")));
    }

    private static List<TableLine> statuses() {
        return List.of(
                answered("301", Lot.ENDPOINT, moved(301)),
                passing("302 to a portal", moved(302)),
                passing("303", moved(303)),
                passing("307", moved(307)),
                answered("308", Lot.ENDPOINT, moved(308)),
                passing("400 of a proxy", page(400)),
                answered("401 of a proxy", Lot.CONFIG_SECRET, page(401)),
                passing("403 of a firewall", page(403)),
                answered("404", Lot.ENDPOINT, page(404)),
                answered("405", Lot.ENDPOINT, page(405)),
                answered("407", Lot.PROXY, page(407)),
                passing("408", page(408)),
                answered("410", Lot.ENDPOINT, page(410)),
                answered("415", Lot.ENDPOINT, page(415)),
                passing("421", page(421)),
                passing("425", page(425)),
                answered("429", Lot.THROTTLED, page(429)),
                answered("429 with Retry-After", Lot.THROTTLED_10_MIN, patience(429, "600")),
                answered("429 with a senseless Retry-After", Lot.THROTTLED, patience(429, "-1")),
                unknown("500", page(500)),
                unknown("500 with OAuth JSON", SocketHouse.json(500, "{\"error\":\"invalid_grant\"}")),
                unknown("501", page(501)),
                unknown("502", page(502)),
                answered("503", Lot.THROTTLED, page(503)),
                answered("503 with Retry-After", Lot.THROTTLED_10_MIN, patience(503, "600")),
                unknown("504", page(504)),
                passing("511", page(511)),
                unknown("520", page(520)),
                unknown("522", page(522)),
                unknown("599", page(599)));
    }

    private static TableLine unknown(String name, Behaviour behaviour) {
        return answered(name, Lot.UNKNOWN, behaviour);
    }

    private static TableLine broken(String name, Behaviour behaviour) {
        return answered(name, Lot.BROKEN, behaviour);
    }

    private static TableLine passing(String name, Behaviour behaviour) {
        return answered(name, Lot.TRANSIENT, behaviour);
    }

    private static Behaviour page(int status) {
        return RawServer.answering(status, "Content-Type: text/html\r\n", "<html>invalid_grant</html>");
    }

    private static Behaviour moved(int status) {
        return RawServer.answering(status, "Location: http://127.0.0.1:1/\r\n", "");
    }

    private static Behaviour patience(int status, String seconds) {
        return RawServer.answering(status, "Retry-After: " + seconds + "\r\n", "");
    }

    private static Behaviour text(String json) {
        return body(json.getBytes(UTF_8));
    }

    private static Behaviour body(byte[] bytes) {
        return RawServer.answering(200, "Content-Type: application/json\r\n", bytes);
    }

    private static String big() {
        return "x".repeat(9000);
    }

    private static byte[] zipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void hang(Socket socket) throws IOException {
        RawServer.awaitHangup(socket);
    }

    private static void closeAfterABit(Socket socket) throws IOException {
        socket.getInputStream().readNBytes(10);
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
