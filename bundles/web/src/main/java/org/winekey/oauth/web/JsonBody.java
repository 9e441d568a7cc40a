// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object that came with a request: strict UTF-8, no name twice, nothing after it. */
final class JsonBody {

    private static final int MOST_DEPTH = 16;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build())
            .build();

    private JsonBody() {}

    /**
     * The members of the object: texts, booleans, {@code Long}, {@code Double}, null, lists and objects of these. Nothing at all is
     * an object without members.
     *
     * @return empty when it is anything else
     */
    static Optional<Map<String, @Nullable Object>> read(byte[] utf8) {
        if (utf8.length == 0) {
            return Optional.of(Map.of());
        }
        try (var parser = FACTORY.createParser(
                UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            var members = members(parser);
            return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable Object> members(JsonParser from) throws IOException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (from.nextToken() != JsonToken.END_OBJECT) {
            String name = from.currentName();
            members.put(name, value(from, from.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser from) throws IOException {
        var elements = new ArrayList<@Nullable Object>();
        for (var token = from.nextToken(); token != JsonToken.END_ARRAY; token = from.nextToken()) {
            elements.add(value(from, token));
        }
        return elements;
    }

    private static @Nullable Object value(JsonParser from, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> members(from);
            case START_ARRAY -> elements(from);
            case VALUE_TRUE, VALUE_FALSE -> from.getBooleanValue();
            case VALUE_NUMBER_INT -> from.getLongValue();
            case VALUE_NUMBER_FLOAT -> from.getDoubleValue();
            case VALUE_NULL -> null;
            default -> from.getText();
        };
    }
}
