// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One pass over the tokens of one object. Not thread-safe. */
final class ObjectReader {

    private final JsonParser parser;

    ObjectReader(JsonParser parser) {
        this.parser = parser;
    }

    Map<String, @Nullable Object> document() throws IOException, JsonException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonException("not a JSON object");
        }
        var object = object();
        end();
        return object;
    }

    Object objectOrList() throws IOException, JsonException {
        var first = parser.nextToken();
        if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
            throw new JsonException("neither a JSON object nor an array");
        }
        Object document = first == JsonToken.START_OBJECT ? object() : list();
        end();
        return document;
    }

    private void end() throws IOException, JsonException {
        if (parser.nextToken() != null) {
            throw new JsonException("something follows the JSON object");
        }
    }

    void strings(BiConsumer<String, String> sink) throws IOException, JsonException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                sink.accept(name, text());
            } else {
                parser.skipChildren();
            }
        }
    }

    private Map<String, @Nullable Object> object() throws IOException, JsonException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            members.put(name, value());
        }
        return Collections.unmodifiableMap(members);
    }

    private @Nullable Object value() throws IOException, JsonException {
        var token = parser.currentToken();
        if (token == null) {
            throw new JsonException("the JSON text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonException("the JSON text is out of order");
        };
    }

    private List<@Nullable Object> list() throws IOException, JsonException {
        var elements = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return Collections.unmodifiableList(elements);
    }

    private Object integer() throws IOException, JsonException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> decimal();
        };
    }

    /** Guards against an exponent beyond 32 bits, which the parser reports in another way than all else. */
    private BigDecimal decimal() throws IOException, JsonException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw new JsonException("a number is beyond what numbers can be");
        }
    }

    /** The parser checks its own limit on some ways through its buffers only; here every string passes. */
    private String text() throws IOException, JsonException {
        var text = parser.getText();
        if (text.length() > Json.MOST_STRING) {
            throw new JsonException("a string is too long");
        }
        return text;
    }
}
