// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.kill;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.winekey.oauth.crash.ChildJvm;
import org.winekey.oauth.crash.Weakness;

/** Starts victims, with an archive of their classes. Thread-safe. */
final class Launcher {

    private final Path archive;

    Launcher(Path archive) {
        this.archive = archive;
    }

    /** Runs a victim without any disturbance once, so that its classes get into the archive. */
    void prepare(Target target) throws IOException, InterruptedException {
        var process = start("-XX:ArchiveClassesAtExit=" + archive, target, Weakness.NONE);
        try (var lines = process.inputReader()) {
            var unused = lines.lines().anyMatch(line -> line.startsWith(Victim.TOKEN));
            process.getOutputStream().close();
            var unusedRest = lines.lines().count();
        }
        process.waitFor();
    }

    Process start(Target target, Weakness weakness) throws IOException {
        // A class path with folders in it has no archive.
        return start(Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto", target, weakness);
    }

    private static Process start(String option, Target target, Weakness weakness) throws IOException {
        // Victims speak plain http: reading the certificates of the JDK would be a tenth of their work.
        var options = List.of("-Xlog:disable", "-Djavax.net.ssl.trustStore=NONE", option);
        var place = target.place();
        return new ProcessBuilder(ChildJvm.words(
                        options,
                        Victim.class,
                        place.folder(),
                        place.keyFile(),
                        target.tokenEndpoint(),
                        weakness.name()))
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
