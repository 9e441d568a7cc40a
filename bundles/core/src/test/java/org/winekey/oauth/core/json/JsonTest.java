// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readObject_everyKindOfValue_keepsTypeAndOrder() throws JsonException {
        var object = read("{\"s\":\"\\u00fc\",\"n\":7,\"d\":7.5,\"big\":9223372036854775808,\"t\":true,\"z\":null,"
                + "\"l\":[1,null],\"o\":{\"a\":\"b\"}} \n");

        assertThat(object)
                .containsExactly(
                        entry("s", "ü"),
                        entry("n", 7L),
                        entry("d", new BigDecimal("7.5")),
                        entry("big", new BigDecimal("9223372036854775808")),
                        entry("t", true),
                        entry("z", null),
                        entry("l", Arrays.asList(1L, null)),
                        entry("o", Map.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"text\"",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1}{}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"a\":1}}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
                "{\"a\":123456789012345678901234567890123}",
                "<html>"
            })
    @Tag("R-060")
    void readObject_notStrictlyOneObject_isRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "1e-99999999999", "0e9999999900", "-1.5E+2147483649"})
    @Tag("R-060")
    void readObject_exponentBeyondAllNumbers_isRefused(String number) {
        assertThatThrownBy(() -> read("{\"a\":" + number + "}")).isInstanceOf(JsonException.class);
    }

    @Test
    @Tag("R-060")
    void readObject_depth_isLimitedTo16() throws JsonException {
        assertThat(read(nested(16))).isNotEmpty();

        assertThatThrownBy(() -> read(nested(17))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> read(nested(20_000))).isInstanceOf(JsonException.class);
    }

    @Test
    @Tag("R-060")
    void readObject_string_isLimitedTo32Ki() throws JsonException {
        assertThat(read("{\"a\":\"" + "x".repeat(32 * 1024) + "\"}")).hasSize(1);

        assertThatThrownBy(() -> read("{\"a\":\"" + "x".repeat(32 * 1024 + 1) + "\"}"))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> read("{\"" + "x".repeat(32 * 1024 + 1) + "\":1}"))
                .isInstanceOf(JsonException.class);
    }

    @Test
    @Tag("R-060")
    void readObject_otherEncodings_areRefused() throws JsonException {
        assertThatThrownBy(() -> Json.readObject("{\"a\":\"ü\"}".getBytes(ISO_8859_1)))
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.readObject("{\"a\":1}".getBytes(UTF_16))).isInstanceOf(JsonException.class);
        assertThat(read("\uFEFF{\"a\":1}")).containsEntry("a", 1L);
    }

    @Test
    @Tag("R-095")
    void readObject_failure_quotesNothing() {
        assertThatThrownBy(() -> read("{\"a\":\"cnry-1234\", cnry-5678}"))
                .isInstanceOf(JsonException.class)
                .hasNoCause()
                .hasMessageNotContaining("cnry");
    }

    @Test
    void salvageStrings_brokenAfterwards_keepsWhatCameBefore() {
        var saved =
                Json.salvageStrings("{\"n\":NaN,\"o\":{\"x\":\"y\"},\"a\":\"1\",\"b\":\"2\",\"c\":".getBytes(UTF_8));

        assertThat(saved).containsOnly(entry("a", "1"), entry("b", "2"));
    }

    @Test
    void salvageStrings_nameWithTwoValues_isLeftOut() {
        var saved = Json.salvageStrings("{\"a\":\"1\",\"a\":\"2\",\"b\":\"3\",\"b\":\"3\"}".getBytes(UTF_8));

        assertThat(saved).containsOnly(entry("b", "3"));
    }

    @Test
    void salvageStrings_noJsonAtAll_isEmpty() {
        assertThat(Json.salvageStrings(new byte[] {(byte) 0xFF, 0, 1})).isEmpty();
        assertThat(Json.salvageStrings("[\"refresh_token\"]".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void write_thenRead_isTheSame() throws JsonException {
        var object = new LinkedHashMap<String, Object>();
        object.put("s", "quote \" and \u0000 and ü");
        object.put("n", 7L);
        object.put("d", new BigDecimal("1.25"));
        object.put("l", List.of("a", true));
        object.put("o", Map.of("k", "v"));
        object.put("z", null);

        assertThat(Json.readObject(Json.write(object))).isEqualTo(object);
    }

    /** Texts of every length around those of the buffers, of characters that take one to six bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\u0001", "\u00e4", "\u20ac", "\uD83C\uDF77"})
    void write_textsOfAnyLength_areReadAsTheyWere(String piece) throws JsonException {
        for (var length = 0; length < 1_500; length++) {
            var text = "b".repeat(length % 7) + piece.repeat(length);
            var object = Map.of("key" + piece.repeat(length % 150), text, "n", Long.MIN_VALUE);

            assertThat(Json.readObject(Json.write(object))).isEqualTo(object);
        }
    }

    @Test
    void write_otherType_isRefused() {
        assertThatThrownBy(() -> Json.write(Map.of("a", 1.5f))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static Map<String, Object> read(String text) throws JsonException {
        return Json.readObject(text.getBytes(UTF_8));
    }
}
