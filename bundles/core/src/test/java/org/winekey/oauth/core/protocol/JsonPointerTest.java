// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;

class JsonPointerTest {

    /** RFC 6901 section 5. */
    private static final String DOCUMENT = "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,"
            + "\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/foo/0, bar",
                "/foo/1, baz",
                "/, 0",
                "/a~1b, 1",
                "/c%d, 2",
                "/e^f, 3",
                "/g|h, 4",
                "/i\\j, 5",
                "/k\"l, 6",
                "`/ `, 7",
                "/m~0n, 8"
            })
    void pointer_ofTheRfc_findsItsValue(String text, String value) throws JsonException {
        var pointer = JsonPointer.of(text).orElseThrow();

        assertThat(pointer.in(Json.readDocument(DOCUMENT.getBytes(UTF_8)))).hasToString(value);
        assertThat(pointer).hasToString(text);
    }

    @Test
    void emptyPointer_isTheWholeDocument() throws JsonException {
        var document = Json.readDocument("[1]".getBytes(UTF_8));

        assertThat(JsonPointer.of("")).contains(JsonPointer.WHOLE);
        assertThat(JsonPointer.WHOLE.in(document)).isEqualTo(List.of(1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", " /foo", "#/foo", "/foo~", "/foo~2", "/~", "~0"})
    void text_thatIsNoPointer_isNone(String text) {
        assertThat(JsonPointer.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/foo/2", "/foo/-1", "/foo/-", "/foo/00", "/foo/4294967296", "/foo/0/x", "/bar", "/foo/bar", "//"
            })
    void pointer_thatLeadsNowhere_findsNull(String text) throws JsonException {
        var pointer = JsonPointer.of(text).orElseThrow();

        assertThat(pointer.in(Json.readDocument(DOCUMENT.getBytes(UTF_8)))).isNull();
    }

    @Test
    void pointer_deeperThanWeRead_isNone() {
        assertThat(JsonPointer.of("/a".repeat(16))).isPresent();
        assertThat(JsonPointer.of("/a".repeat(17))).isEmpty();
        assertThat(JsonPointer.of("/".repeat(8000))).isEmpty();
    }
}
