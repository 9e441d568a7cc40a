// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The secrets that went through the hands of the people and servers of the tests, over all classes, in the file that the
 * system property {@code itest.secrets} names; without it nothing is noted. Thread-safe.
 */
public final class Secrets {
    private static final String PROPERTY = "itest.secrets";
    private static final int SHORTEST = 16;
    private static final Pattern IN_QUERY = Pattern.compile("[?&](code|state|nonce|request_uri)=([^&#]+)");
    private static final Pattern IN_PATH = Pattern.compile("/oauth/go/([\\w-]{43})");

    private Secrets() {}

    /** Notes one; what is shorter than 16 characters is nobody's secret but a test's guess. */
    public static void note(String kind, String value) {
        String file = System.getProperty(PROPERTY, "");
        if (!file.isEmpty() && value.length() >= SHORTEST && value.matches("\\S+")) {
            append(Path.of(file), kind + "\t" + value + "\n");
        }
    }

    /** Notes those in an address. */
    public static void noteIn(String address) {
        IN_QUERY.matcher(address).results().forEach(found -> {
            note(found.group(1), found.group(2));
            note(found.group(1), URLDecoder.decode(found.group(2), StandardCharsets.UTF_8));
        });
        IN_PATH.matcher(address).results().forEach(found -> note("one-time link", found.group(1)));
    }

    /** Kinds by value. */
    public static Map<String, String> noted() {
        try (var lines = Files.lines(Path.of(System.getProperty(PROPERTY, "")))) {
            return lines.map(line -> line.split("\t", 2))
                    .collect(toMap(pair -> pair[1], pair -> pair[0], (first, again) -> first));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A single small append, so that lines of several processes do not mix. */
    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
