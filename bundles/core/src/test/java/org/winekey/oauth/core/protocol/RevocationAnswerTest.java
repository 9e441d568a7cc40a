// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.RevocationAnswer.Kind;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

class RevocationAnswerTest {

    private static RevocationAnswer judged(int status, String body) {
        var headers = Map.of("content-type", List.of("application/json"));
        return RevocationAnswer.of(
                new Answered(status, headers, body.getBytes(UTF_8)), Instant.EPOCH, Redaction.NONE, AnswerStyle.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"error\":null}", "<html>", "[]"})
    @Tag("R-076")
    void status200_withoutAnError_isDoneWhateverElseItSays(String body) {
        assertThat(judged(200, body).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    @Tag("R-076")
    void status200_withAnError_isNoConfirmation() {
        var answer = judged(200, "{\"error\":\"invalid_client\"}");

        assertThat(answer.kind()).isEqualTo(Kind.REFUSED);
        assertThat(answer.text()).contains("invalid_client");
    }

    @ParameterizedTest
    @CsvSource({
        "400, unsupported_token_type, UNSUPPORTED, false",
        "400, invalid_request, REFUSED, false",
        "401, invalid_client, REFUSED, false",
        "503, x, BUSY, true",
        "500, x, BUSY, true"
    })
    void refusal_byItsKind_mayPassOrNot(int status, String error, Kind kind, boolean passes) {
        var answer = judged(status, status < 500 ? "{\"error\":\"" + error + "\"}" : "");

        assertThat(answer.kind()).isEqualTo(kind);
        assertThat(answer.passes()).isEqualTo(passes);
        assertThat(answer.text()).isNotEmpty();
    }

    @Test
    void noAnswer_isSilenceThatMayPass() {
        var answer = RevocationAnswer.of(
                new Failed(true, Fault.DEADLINE, ""), Instant.EPOCH, Redaction.NONE, AnswerStyle.PLAIN);

        assertThat(answer.kind()).isEqualTo(Kind.SILENT);
        assertThat(answer.passes()).isTrue();
    }
}
