// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.QuarantineBatch;

class CompletersTest {

    private final FakeShell shell = new FakeShell();

    /** What a person is offered who typed this much of an argument and pressed the tabulator. */
    private static List<String> offered(Completer completer, String typed) {
        var line = Answers.of(
                CommandLine.class,
                Map.of(
                        "getCursorArgument",
                        typed,
                        "getArgumentPosition",
                        typed.length(),
                        "getBufferPosition",
                        10 + typed.length()));
        var candidates = new ArrayList<String>();
        int position = completer.complete(null, line, candidates);
        assertThat(position).isEqualTo(candidates.isEmpty() ? -1 : 10);
        return candidates;
    }

    @Test
    void names_ofClientsProvidersAndBatches_areOffered() {
        shell.clients = List.of(
                Answers.of(ClientReport.class, Map.of("name", "tado")),
                Answers.of(ClientReport.class, Map.of("name", "spotify")));
        shell.providers = List.of(new ProviderReport("netatmo", "", "", "", "", Map.of(), ""));
        shell.quarantine = List.of(new QuarantineBatch("clone-7k3f2a", "", Instant.EPOCH, List.of()));
        var clients = new ClientNameCompleter();
        clients.admin = shell.admin();
        var providers = new ProviderNameCompleter();
        providers.admin = shell.admin();
        var batches = new BatchCompleter();
        batches.admin = shell.admin();

        assertThat(offered(clients, "")).containsExactly("spotify ", "tado ");
        assertThat(offered(clients, "t")).containsExactly("tado ");
        assertThat(offered(clients, "x")).isEmpty();
        assertThat(offered(providers, "net")).containsExactly("netatmo ");
        assertThat(offered(batches, "")).containsExactly("clone-7k3f2a ");
    }

    @Test
    void keys_ofSettings_goOnWhereAValueOrANameFollows() {
        assertThat(offered(new SettingKeyCompleter(), "token_e"))
                .containsExactly("token_endpoint ", "token_endpoint_auth_method ");
        assertThat(offered(new SettingKeyCompleter(), "par")).containsExactly("parameters.");
        assertThat(offered(new ChangeCompleter(), "sco")).containsExactly("scope=");
        assertThat(offered(new ChangeCompleter(), "par")).containsExactly("parameters.");
    }

    @Test
    void keys_ofSettings_areThoseOfTheReadme() throws IOException {
        var readme = Files.readString(Path.of("../../README.md"));
        var table = readme.substring(readme.indexOf("<!-- settings: org.winekey.oauth.client -->"))
                .lines()
                .dropWhile(line -> !line.startsWith("| `"))
                .takeWhile(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)).replace("<name>", ""))
                .toList();

        assertThat(SettingKeyCompleter.KEYS).containsExactlyElementsOf(table);
    }

    @Test
    void files_inAFolder_areOfferedAndFoldersGoOn(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ring.json"), "{}");
        Files.createDirectory(folder.resolve("rings"));
        var files = new FileNameCompleter();

        assertThat(offered(files, folder + "/rin")).containsExactly(folder + "/ring.json ", folder + "/rings/");
        assertThat(offered(files, folder + "/rings/")).isEmpty();
        assertThat(offered(files, folder + "/none/x")).isEmpty();
    }
}
