// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** What a service with many clients keeps. */
final class ClientsBenchmark {

    private ClientsBenchmark() {}

    static void run(Effort effort, Figures figures) throws IOException {
        System.err.println("weighing");
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                Scales.class.getName(),
                String.valueOf(effort.clients()));
        var process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var weights = new String(process.getInputStream().readAllBytes(), UTF_8)
                .trim()
                .split(" ", -1);
        var name = "clients." + effort.clients();
        figures.add("start.heap", Figure.WINEKEY, "bytes", Double.parseDouble(weights[0]));
        figures.add(name + ".heap", Figure.WINEKEY, "bytes", Double.parseDouble(weights[1]));
        figures.add(name + ".threads", Figure.WINEKEY, "threads", Double.parseDouble(weights[2]));
    }
}
