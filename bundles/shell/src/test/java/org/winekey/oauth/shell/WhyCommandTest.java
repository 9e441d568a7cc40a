// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;

class WhyCommandTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    private final FakeShell shell = new FakeShell();

    private String screen(List<ClientEvent> events) {
        var status = ClientStatus.of(ClientStatus.Code.THROTTLED, "the provider asks for patience")
                .withRetryAt(NOON.plusSeconds(600));
        var report = answering(
                ClientReport.class, Map.of("name", "spotify", "status", status, "notices", List.of("secret-in-clear")));
        shell.explanation = answering(
                ClientExplanation.class,
                Map.of(
                        "report",
                        report,
                        "whoActs",
                        "nobody: wait until then",
                        "next",
                        "a refresh",
                        "nextAt",
                        Optional.of(NOON.plusSeconds(600)),
                        "evidence",
                        List.of("HTTP 429, twice", "a usable access token is handed out"),
                        "registration",
                        "the grant belongs to client_id id-1",
                        "events",
                        events));
        var command = shell.with(new WhyCommand());
        command.client = "spotify";
        command.execute();
        return shell.screen();
    }

    @Test
    void why_explained_showsVerdictEvidenceAndEvents() {
        var patience = answering(
                ClientEvent.class,
                Map.of(
                        "text",
                        "asks for patience",
                        "firstAt",
                        NOON.minusSeconds(60),
                        "lastAt",
                        NOON,
                        "times",
                        2,
                        "waitUntil",
                        Optional.of(NOON.plusSeconds(600))));

        var screen = screen(List.of(patience));

        assertThat(screen)
                .containsPattern("status +THROTTLED \\(WAIT\\)")
                .containsPattern("who acts +nobody: wait until then")
                .containsPattern("next +a refresh, at 2026-11-22T12:10:00Z")
                .containsPattern("registration +the grant belongs to client_id id-1")
                .containsPattern("evidence +HTTP 429, twice")
                .containsPattern("notice +secret-in-clear")
                .containsPattern("2026-11-22T12:00:00Z.*2.*asks for patience; since 2026-11-22T11:59:00Z; to wait until"
                        + " 2026-11-22T12:10:00Z");
    }

    @Test
    void why_nothingHappened_saysSo() {
        assertThat(screen(List.of())).contains("Nothing happened since the service started.");
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }
}
