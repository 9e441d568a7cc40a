// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link HostileBodies} in a process with 64 MB; what it printed is kept in {@code target/hostile-bodies.tsv}. */
@Timeout(180)
class HostileBodiesIT {

    /** The exchanges have 2 s each; this says that the deadline ends them, not how well a busy machine keeps time. */
    private static final long MOST_MILLIS = 6_000;

    @Test
    @Tag("R-060")
    void hostileBodies_smallHeap_endByTheDeadlineWithoutExhaustingIt() throws Exception {
        var printed = Path.of("target", "hostile-bodies.tsv");
        var exitCode = run(printed);

        var lines = Files.readAllLines(printed, UTF_8);
        assertThat(exitCode).as(String.join("\n", lines)).isZero();
        assertThat(lines)
                .hasSize(12 + 50 + 2)
                .allSatisfy(line -> assertThat(millis(line)).as(line).isLessThan(MOST_MILLIS));
        assertThat(lines.get(lines.size() - 1))
                .startsWith("a good answer after that")
                .endsWith("Answered");
    }

    private static int run(Path printed) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = List.of(
                java,
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HostileBodies.class.getName());
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(printed.toFile())
                .start()
                .waitFor();
    }

    private static long millis(String line) {
        return Long.parseLong(line.split("\t")[1]);
    }
}
