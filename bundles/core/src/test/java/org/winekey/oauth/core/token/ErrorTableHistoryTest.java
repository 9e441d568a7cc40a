// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.SocketHouse.ENOUGH;
import static org.winekey.oauth.core.token.SocketHouse.HOUR;
import static org.winekey.oauth.core.token.SocketHouse.json;
import static org.winekey.oauth.core.token.SocketHouse.tokens;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.TlsSamples;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.token.Observed.Row;

/**
 * The lines of the error table that depend on what happened before or beside them, as {@link ErrorTableTest} shows the
 * others. Written to {@code target/error-table-histories.md}.
 */
@Timeout(60)
final class ErrorTableHistoryTest {

    private static final SeenTable SEEN = new SeenTable("error-table-histories.md");
    private static final Behaviour WELL = json(200, tokens("access-new", "refresh-new"));
    private static final Behaviour INVALID_GRANT = json(400, "{\"error\":\"invalid_grant\"}");
    private static final int FOR_EVER = 1_000_000;
    private static JdkHttpTransport transport;

    private final SocketHouse house = new SocketHouse(transport, ENOUGH);

    @BeforeAll
    static void open() throws IOException {
        transport = TlsSamples.transport();
    }

    @AfterAll
    static void print() throws IOException {
        transport.close();
        SEEN.write();
    }

    private void expect(String line, int requests, String store, String caller, String status) {
        var seen = Observed.of(house);
        house.close();
        SEEN.add(line, "refresh", seen);
        assertThat(seen.row()).isEqualTo(new Row(requests, store, caller, status));
    }

    private SocketHouse expired() {
        return house.signedIn(Duration.ofHours(2));
    }

    @Test
    @Tag("R-069")
    void signInDuringTheRefresh_itsAnswerIsDropped() {
        expired().answering(socket -> {
            house.write(newerGrant());
            WELL.answer(socket);
        });
        house.token();

        expect(
                "success, and a newer grant meanwhile",
                1,
                "access-newer + refresh-newer",
                "access-newer",
                "AUTHORIZED NONE");
    }

    private Grant newerGrant() {
        return new Grant(
                house.registration(),
                Secret.of("access-newer"),
                Secret.of("refresh-newer"),
                Set.of("play"),
                house.now(),
                house.now().plus(HOUR),
                house.now(),
                0,
                null);
    }

    @Test
    void disabledDuringTheRefresh_itsAnswerIsKeptAndNotHandedOut() {
        expired().answering(socket -> {
            house.keepers.configure(House.CLIENT, new ClientTerms.Disabled());
            WELL.answer(socket);
        });
        house.token();
        house.scheduler.settle();

        expect(
                "success, and disabled meanwhile",
                1,
                "access-new + refresh-new",
                "Misconfigured(enabled)",
                "DISABLED OPERATOR enabled");
    }

    @Test
    @Tag("R-069")
    void answerLostThenInvalidGrant_isALostRotation() {
        var answers = new AtomicInteger();
        expired().answering(socket -> {
            var next = answers.getAndIncrement() == 0 ? RawServer.reset("") : INVALID_GRANT;
            next.answer(socket);
        });
        house.token();

        expect(
                "invalid_grant after an unknown outcome",
                2,
                "access-0 + refresh-0, LOST_ROTATION",
                "SignInRequired",
                "SIGN_IN_REQUIRED PERSON");
    }

    @Test
    @Tag("R-068")
    void invalidGrantTwice_isConfirmedAndNotAskedAgain() {
        expired().answering(INVALID_GRANT);
        house.token();
        house.pass(Duration.ofDays(30));

        expect(
                "invalid_grant, confirmed",
                2,
                "access-0 + refresh-0, DEAD confirmed",
                "SignInRequired",
                "SIGN_IN_REQUIRED PERSON");
    }

    @Test
    @Tag("R-070")
    void invalidClientForADay_isAPersonsMatter() {
        expired().answering(json(401, "{\"error\":\"invalid_client\"}"));
        house.token();
        house.pass(Duration.ofHours(27));
        var requests = house.requests();
        house.pass(Duration.ofDays(3));

        assertThat(requests).isBetween(25, 60);
        assertThat(house.requests() - requests).isBetween(2, 4);
        expect(
                "the same verdict for a day",
                house.requests(),
                "access-0 + refresh-0",
                "SignInRequired",
                "SIGN_IN_REQUIRED PERSON");
    }

    @Test
    @Tag("R-070")
    @Tag("R-073")
    void invalidClientOfAnOldRevision_isAPersonsMatterAtOnce() {
        expired().answering(json(401, "{\"error\":\"invalid_client\"}"));
        house.configured(House.registration("id-2", "other", "http://127.0.0.1:1/elsewhere"));
        house.token();

        assertThat(house.forms()).allSatisfy(form -> assertThat(form).containsEntry("client_id", "id-1"));
        expect(
                "invalid_client, old registration",
                1,
                "access-0 + refresh-0",
                "SignInRequired",
                "SIGN_IN_REQUIRED PERSON");
    }

    @Test
    void endpointMissingForHours_isTriedEachHour() {
        expired().answering(json(404, ""));
        house.token();
        house.pass(Duration.ofHours(3));
        var requests = house.requests();
        house.pass(Duration.ofHours(10));

        assertThat(house.requests() - requests).isBetween(9, 40);
        expect(
                "404 for hours",
                house.requests(),
                "access-0 + refresh-0",
                "Misconfigured(token_endpoint)",
                "MISCONFIGURED OPERATOR token_endpoint");
    }

    @Test
    void unusableAnswersThreeTimes_areTheOperatorsMatter() {
        expired().answering(json(200, "tokens"));
        house.token();
        house.pass(Duration.ofMinutes(1));

        expect(
                "unusable answers again and again",
                house.requests(),
                "access-0 + refresh-0, " + house.requests() + " open",
                "Unavailable",
                "MISCONFIGURED OPERATOR token_endpoint");
    }

    @Test
    @Tag("R-044")
    void certificateExpiredThreeTimes_isTheOperatorsMatter() throws IOException {
        try (var target = TableLine.certificate("", Lot.CERTIFICATE, "expired").open()) {
            expired().facing(target);
            house.token();
            house.pass(Duration.ofMinutes(2));

            expect(
                    "certificate expired, again and again",
                    0,
                    "access-0 + refresh-0",
                    "Unavailable",
                    "MISCONFIGURED OPERATOR token_endpoint");
        }
    }

    @Test
    @Tag("R-044")
    @Tag("R-098")
    void certificateExpiredWhileTheClockIsWrong_isTheClocksMatter() throws IOException {
        try (var target = TableLine.certificate("", Lot.CLOCK, "expired").open()) {
            house.time.jump(Duration.ofDays(-20_000));
            expired().facing(target);
            house.keeper().refreshNow();

            assertThat(house.status().reason()).contains("clock");
            expect("certificate expired, clock in 1971", 0, "access-0 + refresh-0", "Unavailable", "UNAVAILABLE WAIT");
        }
    }

    @Test
    @Tag("R-066")
    void diskRefusesBeforeTheRequest_nothingIsSent() {
        expired().io.failAt(1, FOR_EVER);
        house.token();

        house.io.heal();
        expect("the intent cannot be made durable", 0, "access-0 + refresh-0", "Unavailable", "LOCKED OPERATOR");
    }

    @Test
    @Tag("R-066")
    void diskRefusesAfterTheAnswer_theTokenIsHandedOutAndWrittenLater() {
        expired().answering(socket -> {
            house.io.failAt(1, FOR_EVER);
            WELL.answer(socket);
        });
        house.token();
        house.pass(Duration.ofMinutes(1));
        var status = house.status();
        var token = Observed.caller(house.token());
        house.io.heal();
        house.pass(Duration.ofSeconds(31));

        assertThat(status.code().name()).isEqualTo("NOT_DURABLE");
        assertThat(token).isEqualTo("access-new");
        expect(
                "the disk refuses the new pair for a while",
                1,
                "access-new + refresh-new",
                "access-new",
                "AUTHORIZED NONE");
    }

    @Test
    void quarantine_nothingIsSent() {
        house.signedIn(Duration.ofHours(2), new Grant.Quarantine("batch-1", "restored", house.now()));
        house.token();
        house.pass(Duration.ofDays(1));

        expect("quarantine", 0, "access-0 + refresh-0", "Unavailable", "QUARANTINED OPERATOR");
    }
}
