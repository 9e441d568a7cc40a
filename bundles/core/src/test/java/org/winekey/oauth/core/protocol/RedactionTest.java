// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;
import org.winekey.oauth.core.protocol.TokenVerdict.Success;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.secret.Secret;

/** What a verdict repeats of an answer, and what it rests on instead. */
class RedactionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Redaction SENT =
            Redaction.NONE.and(Secret.of("rt/7Kq+Zv2m")).and(Secret.of("a b")).and(null);

    private static Failure failure(Outcome outcome) {
        return (Failure) TokenVerdict.ofRefresh(outcome, NOW, false, SENT);
    }

    private static Answered answer(int status, String body) {
        return new Answered(status, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8));
    }

    private static Answered refusal(String error, String description) {
        return answer(400, "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }

    @Test
    void evidence_ofEveryEnd_isStatusFaultAndWhetherItWasSent() {
        var partial = new Answered(200, Map.of(), new byte[0]);

        assertThat(failure(answer(503, "")).evidence()).isEqualTo(new Evidence(503, null, true));
        assertThat(failure(refusal("invalid_grant", "")).evidence()).isEqualTo(new Evidence(400, null, true));
        assertThat(failure(new Failed(false, Fault.DNS, "no such name")).evidence())
                .isEqualTo(new Evidence(null, Fault.DNS, false));
        assertThat(failure(new Failed(true, Fault.CUT, "cut")).evidence())
                .isEqualTo(new Evidence(null, Fault.CUT, true));
        assertThat(failure(new Failed(true, Fault.TOO_LARGE, "too large", partial))
                        .evidence())
                .isEqualTo(new Evidence(200, Fault.TOO_LARGE, true));
    }

    @Test
    @Tag("R-095")
    @Tag("R-028")
    void description_thatRepeatsWhatWasSent_isTakenOutBeforeItIsCut() {
        for (var told : List.of("rt/7Kq+Zv2m", "refresh_token=rt%2F7Kq%2BZv2m", "Z9y8X7w6V5u4T3s2R1q0P9")) {
            for (var before : List.of("", "y".repeat(180) + " ")) {
                var answer = refusal("bad rt/7Kq+Zv2m", before + told);

                var refresh = failure(answer);
                var exchange = (Failure) TokenVerdict.ofExchange(answer, NOW, SENT);

                assertThat(refresh.error()).isEqualTo("bad ***");
                assertThat(refresh.text()).endsWith("***").doesNotContain("rt/", "rt%2F", "Z9y8");
                assertThat(exchange.text()).isEqualTo(refresh.text());
            }
        }
    }

    @Test
    @Tag("R-095")
    void scopesAndKeptValues_thatRepeatWhatWasSentOrWhatCame_areTakenOut() {
        var style = new AnswerStyle(
                AnswerStyle.Tokens.PLAIN,
                AnswerStyle.Refusals.PLAIN,
                AnswerStyle.Lifetimes.PLAIN,
                new AnswerStyle.Kept(List.of("site", "home", "spare"), List.of()));
        var tokens = "{'access_token':'at-9Xw3Tq7Lp2','refresh_token':'rt-5Yc8Wn4Jd6','token_type':'Bearer',";
        var kept = "'site':'/at-9Xw3Tq7Lp2','home':'/home','spare':'x rt/7Kq+Zv2m-Hb5','scope':";

        for (var scope : List.of(
                "'a rt/7Kq+Zv2m-Hb5 home:b:at-9Xw3Tq7Lp2 c:rt-5Yc8Wn4Jd6'}",
                "['a','rt/7Kq+Zv2m-Hb5','home:b:at-9Xw3Tq7Lp2','c:rt-5Yc8Wn4Jd6']}")) {
            var body = (tokens + kept + scope).replace('\'', '"');

            var sent = SENT.and(Secret.of("rt/7Kq+Zv2m-Hb5")).and(Secret.of("home"));

            var verdict = TokenVerdict.ofRefresh(answer(200, body), NOW, false, sent, style);

            var response = ((Success) verdict).response();
            assertThat(response.scopes()).containsExactlyInAnyOrder("a", "***", "home:b:***", "c:***");
            assertThat(response.kept()).containsOnly(Map.entry("home", "/home"));
            assertThat(response.toString()).doesNotContain("rt/", "9Xw3", "5Yc8");
        }
    }

    @Test
    @Tag("R-095")
    void secret_thatBeginsWithAnotherOne_isTakenOutWhole() {
        var sent = Redaction.NONE.and(Secret.of("anna")).and(Secret.of("anna2024!"));

        assertThat(sent.of("bad anna2024! of anna")).isEqualTo("bad *** of ***");
    }

    @Test
    void code_thatEverybodyUses_isNotMaskedByAPoorSecret() {
        var sent = Redaction.NONE.and(Secret.of("client"));

        var verdict = TokenVerdict.ofRefresh(refusal("invalid_client", "no client"), NOW, false, sent);

        assertThat(((Failure) verdict).error()).isEqualTo("invalid_client");
        assertThat(((Failure) verdict).text()).endsWith("no ***");
    }

    @Test
    void scopes_aSecretThatIsACommonWord_leavesThemAsTheyAre() {
        var sent = Redaction.NONE.and(Secret.of("read"));
        var answer = answer(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"scope\":\"read write\"}");

        var verdict = TokenVerdict.ofRefresh(answer, NOW, false, sent);

        assertThat(((Success) verdict).response().scopes()).containsExactlyInAnyOrder("read", "write");
    }

    @Test
    @Tag("R-095")
    void tokenType_thatRepeatsWhatWasSent_isTakenOutBeforeItIsCut() {
        var type = "y".repeat(55) + " rt/7Kq+Zv2m";
        var answer = answer(200, "{\"access_token\":\"a\",\"token_type\":\"" + type + "\"}");

        assertThat(failure(answer).text()).contains("token_type").doesNotContain("rt/");
    }

    @Test
    void description_inWordsOfPeople_isKeptAsItIs() {
        var words =
                "the_refresh_token_was_not_found, see https://docs.as.example/errors/AADSTS70008 of 2026-11-22: a b";

        assertThat(failure(refusal("invalid_grant", words)).text()).endsWith(words);
    }
}
