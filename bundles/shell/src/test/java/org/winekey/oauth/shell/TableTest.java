// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.QuarantineBatch;

class TableTest {

    private static final String REASON = "the provider says that the grant has ended, because somebody took the access"
            + " away there; sign in again with oauth:authorize living-room";

    private final FakeShell shell = new FakeShell();

    private void list() {
        shell.clients = List.of(Answers.of(
                ClientReport.class,
                Map.of("name", "living-room", "status", ClientStatus.of(ClientStatus.Code.SIGN_IN_REQUIRED, REASON))));
        shell.with(new ListCommand()).execute();
    }

    private void assertFits() {
        assertThat(shell.screen().lines())
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(line.stripTrailing()).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void list_atANarrowTerminal_wrapsBetweenWords() {
        shell.atTerminal(80);

        list();

        assertFits();
        assertThat(words()).contains(REASON);
    }

    /** What the last column says, put together again. */
    private String words() {
        return shell.screen()
                .lines()
                .skip(2)
                .map(line -> line.replaceFirst(".*[|\u2502]", "").strip())
                .reduce("", (text, line) -> (text + " " + line).strip());
    }

    @Test
    void list_atATerminalWithoutAWidth_takesEighty() {
        shell.atTerminal(0);

        list();

        assertFits();
    }

    @Test
    void list_withAWordThatIsTooLong_breaksIt() {
        shell.atTerminal(80);
        var word = "x".repeat(100);
        shell.clients = List.of(Answers.of(
                ClientReport.class,
                Map.of("name", "tado", "status", ClientStatus.of(ClientStatus.Code.UNAVAILABLE, word))));

        shell.with(new ListCommand()).execute();

        assertFits();
        assertThat(words().replace(" ", "")).isEqualTo(word);
    }

    @Test
    void list_inAScript_keepsEachRowOnOneLine() {
        list();

        assertThat(shell.screen()).contains(REASON);
    }

    @Test
    void profilesAndRelease_atANarrowTerminal_fit() throws Exception {
        shell.atTerminal(80);
        shell.providers = List.of(new ProviderReport(
                "home-assistant", "Home Assistant", "", "", "etc/org.winekey.oauth.provider-x.cfg", Map.of(), REASON));
        shell.quarantine = List.of(new QuarantineBatch(
                "restore-00c0ffee", REASON, Instant.parse("2026-11-22T20:00:00.123Z"), List.of("spotify", "tado")));

        shell.with(new ProfilesCommand()).execute();
        shell.with(new ReleaseCommand()).execute();

        assertFits();
        assertThat(shell.screen()).contains("2026-11-22T20:00:00Z").contains("spotify, tado: the provider");
    }
}
