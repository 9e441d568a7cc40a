// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.winekey.oauth.core.seam.HttpTransport.Answered;

/**
 * An input that reads like an answer of HTTP: a line with a status and words for the target, headers, an empty line, the
 * body. What lacks an empty line is all body.
 */
record Letter(int status, List<String> words, Map<String, List<String>> headers, byte[] body) {

    static Letter of(byte[] input) {
        var end = end(input);
        var lines = new String(input, 0, Math.max(end, 0), US_ASCII).split("\n", -1);
        var words = List.of(lines[0].split(" ", -1));
        var body = Arrays.copyOfRange(input, end < 0 ? 0 : end + 2, input.length);
        return new Letter(status(words.get(0)), words, headers(lines), body);
    }

    Answered answer() {
        return new Answered(status, headers, body);
    }

    boolean says(String word) {
        return words.contains(word);
    }

    private static int end(byte[] input) {
        for (var at = 0; at + 1 < input.length; at++) {
            if (input[at] == '\n' && input[at + 1] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private static int status(String word) {
        return word.matches("[1-9][0-9][0-9]") ? Integer.parseInt(word) : 200;
    }

    private static Map<String, List<String>> headers(String[] lines) {
        var headers = new HashMap<String, List<String>>();
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT), List.of(line.substring(colon + 1)));
            }
        }
        return headers;
    }
}
