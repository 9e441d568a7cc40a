// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --json} prints: one line with one object. Programs find the version of the format in {@code format}; it
 * changes when a member changes its meaning or goes, not when one is added. What is not known is left out, times are ISO 8601.
 * Stateless.
 */
final class Json {

    private static final int FORMAT = 1;

    /** Whatever a provider called itself reaches the terminal as ASCII. */
    private static final JsonFactory ASCII = JsonFactory.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();

    private Json() {}

    static String document(String name, Object content) {
        var members = new LinkedHashMap<String, Object>();
        members.put("format", FORMAT);
        members.put(name, content);
        var text = new StringWriter();
        try (var generator = ASCII.createGenerator(text)) {
            write(generator, members);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Optional<?> optional) {
            write(generator, optional.orElseThrow());
        } else if (value instanceof Map<?, ?> members) {
            writeObject(generator, members);
        } else if (value instanceof Collection<?> elements) {
            writeArray(generator, elements);
        } else {
            writeScalar(generator, value);
        }
    }

    private static void writeScalar(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value instanceof Integer number) {
            generator.writeNumber(number);
        } else {
            generator.writeString(value.toString());
        }
    }

    private static void writeObject(JsonGenerator generator, Map<?, ?> members) throws IOException {
        generator.writeStartObject();
        for (var member : members.entrySet()) {
            if (!Optional.empty().equals(member.getValue())) {
                generator.writeFieldName((String) member.getKey());
                write(generator, member.getValue());
            }
        }
        generator.writeEndObject();
    }

    private static void writeArray(JsonGenerator generator, Collection<?> elements) throws IOException {
        generator.writeStartArray();
        for (var element : elements) {
            write(generator, element);
        }
        generator.writeEndArray();
    }
}
