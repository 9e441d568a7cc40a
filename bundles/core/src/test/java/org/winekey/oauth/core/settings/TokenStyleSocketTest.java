// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;

/** The formats of token requests, as the bytes that reach a server. */
@Timeout(60)
class TokenStyleSocketTest {

    private static final RawServer.Behaviour OK =
            RawServer.answering(200, "Content-Type: application/json\r\n", "{\"access_token\":\"a\"}");

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(
                        new String[] {"token_request_format", "json", "token_headers.X-Api-Key", "{client_id}"},
                        "POST /token?tenant=1 HTTP/1.1\r\n",
                        "Content-Type: application/json\r\n",
                        "X-Api-Key: id-1\r\n",
                        "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"r&t\"}"),
                Arguments.of(
                        new String[] {"token_request_format", "query"},
                        "POST /token?tenant=1&grant_type=refresh_token&refresh_token=r%26t HTTP/1.1\r\n",
                        "Content-Length: 0\r\n",
                        "Accept: application/json\r\n",
                        "Basic "),
                Arguments.of(
                        new String[] {"refresh_subject", "access_token", "refresh_method", "GET"},
                        "GET /token?tenant=1&grant_type=refresh_token&access_token=r%26t HTTP/1.1\r\n",
                        "Accept: application/json\r\n",
                        "User-Agent: winekey\r\n",
                        "Basic "));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void request_inEachFormat_isWhatTheServerReads(String[] settings, String line, String one, String two, String end)
            throws IOException {
        try (var server = new RawServer(OK);
                var transport = new JdkHttpTransport(new SimulatedTime(), Runnable::run)) {
            var outcome = transport.send(call(server, settings)).join();

            assertThat(outcome).isInstanceOf(Answered.class);
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith(line)
                    .contains(one, two, end);
        }
    }

    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of(RawServer.reset(""), new String[] {"token_request_format", "query"}),
                Arguments.of(RawServer.silence(""), new String[] {"token_request_format", "query"}),
                Arguments.of(
                        RawServer.silence(""),
                        new String[] {"refresh_subject", "access_token", "refresh_method", "GET"}));
    }

    @ParameterizedTest
    @MethodSource("silences")
    @Tag("R-069")
    void request_withoutABodyThatNobodyAnswers_countsAsSent(Behaviour silence, String[] settings) throws IOException {
        try (var server = new RawServer(silence);
                var transport = new JdkHttpTransport(new SimulatedTime(), Runnable::run)) {
            var outcome = transport.send(call(server, settings)).join();

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.sent()).isTrue());
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void fault_ofARequestWithSecretsInItsAddress_repeatsNoneOfThem() throws IOException {
        try (var server = new RawServer(RawServer.reset(""));
                var transport = new JdkHttpTransport(new SimulatedTime(), Runnable::run)) {
            var outcome = transport
                    .send(call(server, "token_request_format", "query"))
                    .join();

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.detail()).doesNotContain("r&t", "r%26t", "refresh_token"));
        }
    }

    private static Call call(RawServer server, String... settings) {
        var raw =
                Samples.goodWith("token_endpoint", server.uri("/token?tenant=1").toString());
        for (int i = 0; i < settings.length; i += 2) {
            raw.put(settings[i], settings[i + 1]);
        }
        return TokenRequest.refresh(Samples.valid(raw).registration(), Secret.of("r&t"), Duration.ofSeconds(2));
    }
}
