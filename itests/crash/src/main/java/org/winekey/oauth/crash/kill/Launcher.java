// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.kill;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.crash.Weakness;

/** Starts victims: a Java that starts fast, with an archive of its classes. Thread-safe. */
final class Launcher {

    private static final List<String> LEAN =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Xshare:auto", "-Xlog:disable");

    private final Path archive;

    Launcher(Path archive) {
        this.archive = archive;
    }

    /** Runs a victim without any disturbance once, so that its classes get into the archive. */
    void prepare(Target target) throws IOException, InterruptedException {
        var process =
                start("-XX:ArchiveClassesAtExit=" + archive, target.place(), target.tokenEndpoint(), Weakness.NONE);
        try (var lines = process.inputReader()) {
            var unused = lines.lines().anyMatch(line -> line.startsWith(Victim.TOKEN));
            process.getOutputStream().close();
            var unusedRest = lines.lines().count();
        }
        process.waitFor();
    }

    Process start(Target target, Weakness weakness) throws IOException {
        // A class path with folders in it has no archive.
        var option = Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto";
        return start(option, target.place(), target.tokenEndpoint(), weakness);
    }

    private static Process start(String option, Place place, URI tokenEndpoint, Weakness weakness) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LEAN);
        command.add(option);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName()));
        command.addAll(List.of(
                place.folder().toString(), place.keyFile().toString(), tokenEndpoint.toString(), weakness.name()));
        return new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    }
}
