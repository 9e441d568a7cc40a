// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A search for secrets, line by line, in what a house has written: fixed ones in every form they can take, those that were
 * noted as they are, and whatever looks like one. Thread-safe.
 */
public final class Sweep {
    /** Where secrets are meant to be: settings, our copy and Config Admin's of them, the store and its key, people, the notes of the probe. */
    private static final Pattern EXEMPT = Pattern.compile(
            "org\\.winekey\\.oauth\\.client-.*\\.cfg|org\\.winekey\\.oauth\\.settings|client%007e.*\\.config"
                    + "|.*[.-]secret|.*\\.slots|org\\.winekey\\.oauth\\.key.*|users\\.properties|login\\.config|tokens\\.txt|plant\\.txt");

    private static final Set<String> PROGRAMS = Set.of("lib", "system", "examples");
    private static final Pattern WORD = Pattern.compile("[\\w.~+-]*[\\w~+-]");
    private static final Map<String, Pattern> LOOKS = Map.of(
            "secret of a test", Pattern.compile("cnry-\\w"),
            "JWT", Pattern.compile("eyJ[\\w-]{10,}\\.[\\w-]{10,}"),
            "credentials", Pattern.compile("\\b(?i:bearer|basic) [\\w.~+/-]{16,}"),
            "one-time link", Pattern.compile("/oauth/go/[\\w-]{43}"),
            "parameter",
                    Pattern.compile(
                            "\\b(code_verifier|refresh_token|access_token|client_secret|client_assertion|device_code)"
                                    + "[\"']?[=:] ?[\"']?[\\w.~+%-]{16,}"));

    private final Canaries fixed;
    private final Map<String, String> noted;
    /** Those of them that are no single word. */
    private final List<String> phrases;

    /** For fixed values, each under its kind, and for the kinds of noted ones by their value. */
    public Sweep(Map<String, String> fixed, Map<String, String> noted) {
        this.fixed = new Canaries(fixed);
        this.noted = Map.copyOf(noted);
        this.phrases = noted.keySet().stream()
                .filter(value -> !WORD.matcher(value).matches())
                .toList();
    }

    /** The files of a house that have to be free of secrets. */
    public static List<Path> texts(Path house) {
        try (Stream<Path> found = Files.walk(house)) {
            return found.filter(Files::isRegularFile)
                    .filter(file ->
                            !PROGRAMS.contains(house.relativize(file).getName(0).toString()))
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .filter(file ->
                            !EXEMPT.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in a file. */
    public List<Leak> in(Path file) {
        var leaks = new ArrayList<Leak>();
        try {
            var lines = Files.readString(file, ISO_8859_1).split("\\R", -1);
            for (int line = 0; line < lines.length; line++) {
                for (String kind : kinds(lines[line])) {
                    leaks.add(new Leak(file.toString(), line + 1, kind));
                }
            }
            return leaks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> kinds(String line) {
        var kinds = new LinkedHashSet<String>();
        fixed.inText("", line).forEach(hit -> kinds.add(hit.name()));
        WORD.matcher(line)
                .results()
                .map(MatchResult::group)
                .map(noted::get)
                .filter(Objects::nonNull)
                .forEach(kinds::add);
        phrases.stream().filter(line::contains).map(noted::get).forEach(kinds::add);
        LOOKS.forEach((kind, look) -> {
            if (look.matcher(line).find()) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    /** A secret of this kind in this line, counted from 1; never the secret itself. */
    public record Leak(String file, int line, String kind) {}
}
