// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of this Java: small, and started fast. */
public final class ChildJvm {

    private static final List<String> LEAN = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx64m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off");

    private ChildJvm() {}

    /** The words that start a class of this class path, with more options of the JVM. */
    public static List<String> words(List<String> options, Class<?> main, Object... arguments) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(LEAN);
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (var argument : arguments) {
            words.add(argument.toString());
        }
        return words;
    }
}
