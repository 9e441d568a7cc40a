// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.IntrospectionAnswer.Told;
import org.winekey.oauth.core.protocol.IntrospectionAnswer.Untold;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.secret.Secret;

class IntrospectionAnswerTest {

    private static final Redaction SECRETS = Redaction.NONE.and(Secret.of("t0ps3cret"));

    private static IntrospectionAnswer judged(int status, String body) {
        var headers = Map.of("content-type", List.of("application/json"));
        return IntrospectionAnswer.of(new Answered(status, headers, body.getBytes(UTF_8)), Instant.EPOCH, SECRETS);
    }

    @Test
    void activeToken_isToldWithItsScopesAndEnd() {
        assertThat(judged(200, "{\"active\":true,\"scope\":\"b a\",\"exp\":60}"))
                .isEqualTo(new Told(true, Set.of("a", "b"), Instant.ofEpochSecond(60)));
        assertThat(judged(299, "{\"active\":true}")).isEqualTo(new Told(true, Set.of(), null));
        assertThat(judged(200, "{\"active\":true,\"scope\":[\"a\"],\"exp\":\"60\"}"))
                .isEqualTo(new Told(true, Set.of(), null));
    }

    @Test
    void activeToken_endThatNoCalendarHas_isNotTold() {
        assertThat(judged(200, "{\"active\":true,\"exp\":9223372036854775807}"))
                .isEqualTo(new Told(true, Set.of(), null));
    }

    @Test
    void inactiveToken_hasNoScopes() {
        assertThat(judged(200, "{\"active\":false,\"scope\":\"a\"}")).isEqualTo(new Told(false, Set.of(), null));
    }

    @Test
    void scopes_thatRepeatASecret_areRedacted() {
        assertThat(judged(200, "{\"active\":true,\"scope\":\"a t0ps3cret\"}"))
                .isEqualTo(new Told(true, Set.of("a", "***"), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"active\":\"true\"}", "{\"active\":1}", "{\"active\":null}"})
    void answer_thatSaysNeitherYesNorNo_isUntold(String body) {
        assertThat(judged(200, body))
                .isInstanceOfSatisfying(
                        Untold.class, answer -> assertThat(answer.text()).contains("as true or false"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]|not readable", "<html>|not readable", "''|not readable"})
    void answer_thatIsNoObject_isUntold(String body, String words) {
        assertThat(judged(200, body))
                .isInstanceOfSatisfying(
                        Untold.class, answer -> assertThat(answer.text()).contains(words));
    }

    @Test
    void error_inWhateverStatus_isUntoldInTheProvidersWordWithoutSecrets() {
        assertThat(judged(200, "{\"active\":true,\"error\":\"odd t0ps3cret\"}"))
                .isEqualTo(new Untold("the provider answered odd ***"));
        assertThat(judged(401, "{\"error\":\"invalid_client\"}"))
                .isInstanceOfSatisfying(
                        Untold.class, answer -> assertThat(answer.text()).contains("invalid_client"));
        assertThat(judged(302, "{\"active\":true}"))
                .isInstanceOfSatisfying(
                        Untold.class, answer -> assertThat(answer.text()).contains("introspection endpoint"));
    }
}
