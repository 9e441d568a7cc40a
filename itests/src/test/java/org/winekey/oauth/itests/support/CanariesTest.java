// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.itests.support.Canaries.Form;
import org.winekey.oauth.itests.support.Canaries.Hit;

class CanariesTest {
    private static final String VALUE = "cnry-planted-4Tg7:%+ ü&\"=";
    private static final Canaries CANARIES = new Canaries(Map.of("planted", VALUE, "absent", "cnry-absent-value-9Kp2"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<Arguments> planted() {
        String form = URLEncoder.encode(VALUE, UTF_8);
        return Stream.of(
                Arguments.of(Form.RAW, "password = " + VALUE + "\n"),
                Arguments.of(Form.BASE64, base64(VALUE)),
                Arguments.of(Form.BASE64, base64("x" + VALUE + "after")),
                Arguments.of(Form.BASE64, base64("xy" + VALUE + "z")),
                Arguments.of(Form.BASE64, base64("winekey:" + form)),
                Arguments.of(Form.BASE64, Base64.getUrlEncoder().encodeToString(("ab" + VALUE).getBytes(UTF_8))),
                Arguments.of(Form.URL, "client_secret=" + form + "&a=b"),
                Arguments.of(Form.URL, form.replace("+", "%20")),
                Arguments.of(
                        Form.URL,
                        form.replace("%C3%BC", "%c3%bc")
                                .replace("%2B", "%2b")
                                .replace("%3A", "%3a")
                                .replace("%3D", "%3d")),
                Arguments.of(Form.HEX, HexFormat.of().formatHex(("a" + VALUE).getBytes(UTF_8))),
                Arguments.of(Form.HEX, HexFormat.of().withUpperCase().formatHex(VALUE.getBytes(UTF_8))),
                Arguments.of(Form.HEX, HexFormat.ofDelimiter(" ").formatHex(VALUE.getBytes(UTF_8))),
                Arguments.of(Form.JSON, "{\"a\":\"" + VALUE.replace("\"", "\\\"") + "\"}"),
                Arguments.of(Form.JSON, VALUE.replace("\"", "\\\"").replace("ü", "\\u00fc")),
                Arguments.of(
                        Form.JSON,
                        VALUE.replace("\"", "\\\"").replace("&", "\\u0026").replace("=", "\\u003d")),
                Arguments.of(Form.PROPERTIES, "cnry-planted-4Tg7\\:%+\\ \\u00FC&\\\"\\="),
                Arguments.of(Form.PROPERTIES, "secret = \"cnry-planted-4Tg7:%+\\ ü&\\\"\\=\""),
                Arguments.of(Form.HTML, "cnry-planted-4Tg7:%+ ü&amp;&quot;="),
                Arguments.of(Form.HTML, "cnry-planted-4Tg7:%+ &#xfc;&amp;&quot;="));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void in_onePlantedValue_findsItInItsForm(Form form, String text) throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(folder.resolve("deep")).resolve("file"), text);

        var hits = CANARIES.in(folder);

        assertThat(hits).containsExactly(new Hit("planted", form, file.toString()));
    }

    @Test
    void in_otherCharsets_findsIt() throws IOException {
        Path latin = Files.writeString(folder.resolve("latin"), "x" + VALUE, ISO_8859_1);
        Path wide = Files.writeString(folder.resolve("wide"), "x" + VALUE, UTF_16LE);

        var hits = CANARIES.in(folder);

        assertThat(hits).extracting(Hit::place).containsExactlyInAnyOrder(latin.toString(), wide.toString());
    }

    @Test
    void in_nameOfAFile_findsItWithoutPrintingIt() throws IOException {
        Files.createFile(folder.resolve("cnry-absent-value-9Kp2.json"));

        var hits = CANARIES.in(folder);

        assertThat(hits).hasSize(1);
        assertThat(hits.toString()).contains("absent").doesNotContain("9Kp2");
    }

    @Test
    void inText_cutShort_findsNothing() {
        String cut = VALUE.substring(0, VALUE.length() - 1);

        var hits = CANARIES.inText("text", cut + " " + base64(cut).replace("=", ""));

        assertThat(hits).isEmpty();
    }

    @Test
    void constructor_shortValue_refusesItByName() {
        var secrets = Map.of("tiny", "abc");

        assertThatThrownBy(() -> new Canaries(secrets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny")
                .hasMessageNotContaining("abc");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
