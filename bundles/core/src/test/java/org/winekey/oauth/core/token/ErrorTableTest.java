// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.SocketHouse.ENOUGH;
import static org.winekey.oauth.core.token.SocketHouse.json;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.TlsSamples;

/**
 * The error table, one row for each line and each kind of request: provoked over a socket, through the real transport, with
 * the real engine on the real store. The table as it was seen is written to {@code target/error-table.md}.
 */
@Timeout(120)
final class ErrorTableTest {

    private static final SeenTable SEEN = new SeenTable("error-table.md");
    private static JdkHttpTransport transport;

    @BeforeAll
    static void open() throws IOException {
        transport = TlsSamples.transport();
    }

    @AfterAll
    static void print() throws IOException {
        transport.close();
        SEEN.write();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rows")
    @Tag("R-052")
    @Tag("R-057")
    @Tag("R-058")
    @Tag("R-068")
    @Tag("R-070")
    void line_provokedOverASocket_isTheRowOfTheTable(TableLine line, RequestKind kind) throws IOException {
        try (var target = line.open();
                var house = new SocketHouse(transport, line.deadline())) {
            kind.prepare(house);
            house.facing(target);

            var seen = kind.provoke(house);

            SEEN.add(line.name(), kind.title(), seen);
            assertThat(seen.row()).isIn(line.expected(kind));
            line.lot().requireWait(seen.next());
        }
    }

    /** Every line with every kind of request. */
    static Stream<Arguments> rows() {
        return lines().flatMap(line -> Stream.of(RequestKind.values()).map(kind -> Arguments.of(line, kind)));
    }

    private static Stream<TableLine> lines() {
        return Stream.of(wellLines(), oauthLines(), statusLines(), unknownLines(), unsentLines())
                .flatMap(List::stream);
    }

    private static List<TableLine> wellLines() {
        return List.of(
                line("200 with tokens", Lot.OK, json(200, SocketHouse.tokens("access-new", "refresh-new"))),
                line("201 with tokens", Lot.OK, json(201, SocketHouse.tokens("access-new", "refresh-new"))),
                line("200, no refresh_token", Lot.OK_KEPT, kept("")),
                line("200, refresh_token null", Lot.OK_KEPT, kept(",\"refresh_token\":null")),
                line("200, refresh_token empty", Lot.OK_KEPT, kept(",\"refresh_token\":\"\"")),
                line("200, expires_in 0", Lot.OK, tokens("\"expires_in\":0")),
                line("200, no expires_in", Lot.OK, tokens("\"scope\":\"play\"")),
                line("200, fewer scopes", Lot.NARROWER, tokens("\"expires_in\":3600,\"scope\":\"pl\"")),
                line("200, not JSON", Lot.BROKEN, json(200, "tokens")),
                line(
                        "200, over the cap",
                        Lot.BROKEN,
                        RawServer.repeating("HTTP/1.1 200 X\r\nContent-Length: 99999999\r\n\r\n", "x".repeat(999), 0)),
                line(
                        "200, a key twice",
                        Lot.BROKEN,
                        json(200, "{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"Bearer\"}")),
                line("200, no access_token", Lot.BROKEN, json(200, "{\"token_type\":\"Bearer\"}")),
                line(
                        "200, unknown token_type",
                        Lot.BROKEN,
                        json(200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}")),
                line(
                        "200, unusable with a refresh_token",
                        Lot.SALVAGED,
                        json(200, "{\"access_token\":7,\"refresh_token\":\"refresh-new\"}")),
                line("200, a web page", Lot.TRANSIENT, page(200)));
    }

    private static List<TableLine> oauthLines() {
        return List.of(
                line("400 invalid_grant", Lot.DEAD, error(400, "invalid_grant")),
                line("401 invalid_grant", Lot.DEAD, error(401, "invalid_grant")),
                line("200 invalid_grant", Lot.DEAD, error(200, "invalid_grant")),
                line(
                        "200 invalid_grant and a token",
                        Lot.DEAD,
                        json(200, "{\"error\":\"invalid_grant\",\"access_token\":\"a\",\"token_type\":\"Bearer\"}")),
                line(
                        "400 invalid_grant as a form",
                        Lot.DEAD,
                        RawServer.answering(400, "Content-Type: text/plain\r\n", "error=invalid_grant")),
                line("400 interaction_required", Lot.PERSON, error(400, "interaction_required")),
                line("400 login_required", Lot.PERSON, error(400, "login_required")),
                line("400 consent_required", Lot.PERSON, error(400, "consent_required")),
                line("403 access_denied", Lot.PERSON, error(403, "access_denied")),
                line("401 invalid_client", Lot.CONFIG_SECRET, error(401, "invalid_client")),
                line("400 unauthorized_client", Lot.CONFIG_CLIENT, error(400, "unauthorized_client")),
                line("400 invalid_scope", Lot.CONFIG_SCOPE, error(400, "invalid_scope")),
                line("400 unsupported_grant_type", Lot.CONFIG_ENDPOINT, error(400, "unsupported_grant_type")),
                line("400 invalid_request", Lot.CONFIG_ENDPOINT, error(400, "invalid_request")),
                line("400 with a code nobody knows", Lot.CONFIG_ENDPOINT, error(400, "payment_overdue")),
                line("401 without an OAuth body", Lot.CONFIG_SECRET, json(401, "")),
                line("400 server_error", Lot.TRANSIENT, error(400, "server_error")),
                line("400 temporarily_unavailable", Lot.TRANSIENT, error(400, "temporarily_unavailable")));
    }

    private static List<TableLine> statusLines() {
        return List.of(
                line("301", Lot.ENDPOINT, moved(301)),
                line("308", Lot.ENDPOINT, moved(308)),
                line("404", Lot.ENDPOINT, page(404)),
                line("405", Lot.ENDPOINT, json(405, "")),
                line("410", Lot.ENDPOINT, json(410, "")),
                line("415", Lot.ENDPOINT, json(415, "")),
                line("429", Lot.THROTTLED, json(429, "")),
                line("429 with Retry-After", Lot.THROTTLED_10_MIN, patience(429)),
                line("429 invalid_grant", Lot.THROTTLED, error(429, "invalid_grant")),
                line("503", Lot.THROTTLED, page(503)),
                line("503 with Retry-After", Lot.THROTTLED_10_MIN, patience(503)),
                line("503 invalid_grant", Lot.THROTTLED, error(503, "invalid_grant")),
                line("408", Lot.TRANSIENT, json(408, "")),
                line("425", Lot.TRANSIENT, json(425, "")),
                line("302", Lot.TRANSIENT, moved(302)),
                line("303", Lot.TRANSIENT, moved(303)),
                line("307", Lot.TRANSIENT, moved(307)),
                line("511", Lot.TRANSIENT, page(511)),
                line("400 without an OAuth error", Lot.TRANSIENT, page(400)),
                line("403 of a firewall", Lot.TRANSIENT, page(403)),
                line("407", Lot.PROXY, error(407, "invalid_grant")));
    }

    private static List<TableLine> unknownLines() {
        return List.of(
                line("500 invalid_grant", Lot.UNKNOWN, error(500, "invalid_grant")),
                line("500", Lot.UNKNOWN, page(500)),
                line("502", Lot.UNKNOWN, page(502)),
                line("504", Lot.UNKNOWN, json(504, "")),
                line("520", Lot.UNKNOWN, json(520, "")),
                line("no answer in time", Lot.UNKNOWN, RawServer.silence("")).within(TableLine.SHORT),
                line("reset after sending", Lot.UNKNOWN, RawServer.reset("")),
                line("hung up after sending", Lot.UNKNOWN, RawServer.writing("")),
                line(
                        "short body",
                        Lot.UNKNOWN,
                        RawServer.writing("HTTP/1.1 200 X\r\nContent-Length: 99\r\n\r\n{\"access")),
                line(
                        "short body of an invalid_grant",
                        Lot.UNKNOWN,
                        RawServer.writing("HTTP/1.1 400 X\r\nContent-Length: 99\r\n\r\n{\"error\":\"invalid_grant\"}")),
                line("not HTTP", Lot.UNKNOWN, RawServer.writing("220 smtp ready\r\n\r\n")));
    }

    private static List<TableLine> unsentLines() {
        return List.of(
                TableLine.refused(),
                TableLine.unresolved(),
                TableLine.forbidden(),
                TableLine.clogged(),
                TableLine.withoutTls(),
                TableLine.certificate("certificate not valid yet", Lot.CLOCK, "future"),
                TableLine.certificate("certificate expired", Lot.CERTIFICATE, "expired"),
                TableLine.certificate("certificate of a stranger", Lot.CERTIFICATE, "stranger"),
                TableLine.certificate("certificate of another host", Lot.CERTIFICATE, "elsewhere"));
    }

    /** Each pair of status and code means what the precedence says, for a refresh and for a code. */
    @Test
    @Tag("R-058")
    @Tag("R-068")
    void pairs_ofStatusAndCode_followThePrecedence() {
        var table = new TreeMap<String, String>();
        for (var status : Precedence.STATUSES) {
            for (var code : Precedence.CODES) {
                var lot = Precedence.lot(status, code);
                for (var kind : List.of(RequestKind.REFRESH_EXPIRED, RequestKind.CODE)) {
                    try (var house = new SocketHouse(transport, ENOUGH)) {
                        kind.prepare(house);
                        house.answering(json(status, code.isEmpty() ? "" : "{\"error\":\"" + code + "\"}"));

                        var seen = kind.provoke(house);

                        assertThat(seen.row())
                                .as(status + " " + code + ", " + kind)
                                .isEqualTo(kind.expected(lot));
                    }
                }
                table.put(status + " " + code, lot.name());
            }
        }

        assertThat(table).hasSize(Precedence.STATUSES.size() * Precedence.CODES.size());
    }

    private static TableLine line(String name, Lot lot, Behaviour behaviour) {
        return TableLine.answered(name, lot, behaviour);
    }

    private static Behaviour tokens(String more) {
        return json(
                200,
                "{\"access_token\":\"access-new\",\"token_type\":\"bearer\",\"refresh_token\":\"refresh-new\"," + more
                        + "}");
    }

    private static Behaviour kept(String more) {
        return json(200, "{\"access_token\":\"access-new\",\"token_type\":\"Bearer\",\"expires_in\":3600" + more + "}");
    }

    private static Behaviour error(int status, String code) {
        return json(status, "{\"error\":\"" + code + "\"}");
    }

    private static Behaviour page(int status) {
        return RawServer.answering(status, "Content-Type: text/html\r\n", "<html>invalid_grant</html>");
    }

    private static Behaviour moved(int status) {
        return RawServer.answering(status, "Location: http://127.0.0.1:1/\r\n", "");
    }

    private static Behaviour patience(int status) {
        return RawServer.answering(status, "Retry-After: 600\r\n", "");
    }
}
