// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Secrets;
import org.winekey.oauth.itests.support.SpringServer;
import org.winekey.oauth.itests.support.Sweep;

/** Runs after all others: a search for their secrets in whatever the houses in {@code target/house} have written. */
class SweepIT {
    private static final Path HOUSES = Path.of("target/house");
    /** The house where secrets are planted, and files that people bring. */
    private static final Pattern NO_HOUSES = Pattern.compile("canary.*|people-files");

    private static final int FEWEST_LOGS = 15;

    @Test
    @Tag("R-095")
    void houses_ofAllTests_haveWrittenNoSecret() throws IOException {
        var texts =
                houses().stream().flatMap(house -> Sweep.texts(house).stream()).toList();
        var secrets = secrets();
        var sweep = new Sweep(fixed(), secrets);

        // What was never there cannot be found.
        assertThat(texts.stream().filter(SweepIT::isLog)).hasSizeGreaterThanOrEqualTo(FEWEST_LOGS);
        assertThat(secrets.values())
                .contains("code", "state", "one-time link", "cookie", "access_token", "refresh_token", "code_verifier")
                .contains("token handed out");
        assertThat(notesOfAProbe().flatMap(notes -> sweep.in(notes).stream()))
                .extracting(Sweep.Leak::kind)
                .contains("token handed out");
        assertThat(texts.stream().flatMap(text -> sweep.in(text).stream())).isEmpty();
    }

    private static List<Path> houses() throws IOException {
        try (Stream<Path> found = Files.list(HOUSES)) {
            return found.filter(Files::isDirectory)
                    .filter(house ->
                            !NO_HOUSES.matcher(house.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static boolean isLog(Path text) {
        try {
            return (text.endsWith("karaf.log") || text.endsWith("felix.log")) && Files.size(text) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where every token that an integration was handed stands. */
    private static Stream<Path> notesOfAProbe() throws IOException {
        return houses().stream().map(house -> house.resolve("tokens.txt")).filter(Files::exists);
    }

    private static Map<String, String> fixed() {
        var fixed = new HashMap<>(Keycloak.canaries());
        fixed.put("password of Karaf's admin", KarafProcess.ADMIN_PASSWORD);
        fixed.putAll(SpringServer.canaries());
        return fixed;
    }

    private static Map<String, String> secrets() throws IOException {
        var secrets = new HashMap<>(Secrets.noted());
        for (Path notes : notesOfAProbe().toList()) {
            Files.readAllLines(notes).forEach(token -> secrets.put(token, "token handed out"));
        }
        return secrets;
    }
}
