// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of servers, browsers and distributions that really took part in a test run.
 *
 * <p>Whatever starts a real part records it; {@link WhatRan} reads the list. The file is named by the system property
 * {@value #PROPERTY}; where that is not set, as in an editor, nothing is recorded. Thread-safe, also across processes.
 */
public final class Parts {
    /** The system property with the path of the list. */
    public static final String PROPERTY = "itest.parts";

    private static final Pattern TEST_CLASS = Pattern.compile("org\\.winekey\\..*(Test|Tests|IT|Suite)");

    private Parts() {}

    /**
     * Records a part for the test class found on the calling stack, or for the caller where there is none.
     *
     * <p>A base class cannot be told from its subclasses this way: give the class there.
     *
     * @param name for example "Keycloak" (neither empty nor with tabs)
     * @param version as the part itself reports it (may be empty)
     */
    public static void record(String name, String version) {
        record(name, version, callingTest());
    }

    /**
     * Records a part for a test class.
     *
     * @param name for example "Keycloak" (neither empty nor with tabs)
     * @param version as the part itself reports it (may be empty)
     * @param testClass the class whose tests meet the part
     */
    public static void record(String name, String version, Class<?> testClass) {
        var file = System.getProperty(PROPERTY);
        if (file != null) {
            append(Path.of(file), new Part(name, version, topLevel(testClass.getName())));
        }
    }

    /** One recorded part; an empty version means that it has none to tell. */
    record Part(String name, String version, String testClass) {
        Part {
            if (name.isBlank() || Stream.of(name, version).anyMatch(text -> text.matches("(?s).*[\t\r\n].*"))) {
                throw new IllegalArgumentException("name or version of a part: '" + name + "', '" + version + "'");
            }
        }

        String title() {
            return (name + " " + version).strip();
        }

        boolean matches(String expected) {
            return expected.equals(name) || expected.equals(title());
        }
    }

    static List<Part> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream().distinct().map(Parts::parse).toList();
    }

    static String topLevel(String className) {
        var nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }

    private static Part parse(String line) {
        var cells = line.split("\t", -1);
        if (cells.length != 3) {
            throw new IllegalArgumentException("Not a line of parts: " + line);
        }
        return new Part(cells[0], cells[1], cells[2]);
    }

    /** A single small append, so that lines of several processes do not mix. */
    private static void append(Path file, Part part) {
        var line = String.join("\t", part.name(), part.version(), part.testClass()) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot record " + part.title() + " in " + file, e);
        }
    }

    private static Class<?> callingTest() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> testAmong(
                        frames.<Class<?>>map(StackFrame::getDeclaringClass).toList()));
    }

    /** The outermost test of ours among the callers, innermost first; runners have names like tests too. */
    static Class<?> testAmong(List<Class<?>> callers) {
        var others = callers.stream().filter(type -> type != Parts.class).toList();
        return others.stream()
                .filter(type -> TEST_CLASS.matcher(topLevel(type.getName())).matches())
                .reduce((inner, outer) -> outer)
                .orElse(others.get(0));
    }
}
