// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of this Java, started for one thing. */
final class ChildJvm {

    private ChildJvm() {}

    /** The words that start a class of this class path there. */
    static List<String> words(Class<?> main, Object... arguments) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (var argument : arguments) {
            words.add(argument.toString());
        }
        return words;
    }
}
