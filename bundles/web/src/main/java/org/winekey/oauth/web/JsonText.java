// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Writes JSON. */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /**
     * Writes an object whose values are texts, numbers, booleans, times, constants, optionals (an empty one leaves its member out),
     * collections and objects of these.
     *
     * @throws IllegalArgumentException for a value of any other type: what nobody thought of goes out to nobody
     */
    static String of(Map<String, ?> members) {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(text)) {
            write(generator, members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator to, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            writeObject(to, members);
        } else if (value instanceof Collection<?> elements) {
            writeArray(to, elements);
        } else if (value instanceof String text) {
            to.writeString(text);
        } else if (value instanceof Boolean yes) {
            to.writeBoolean(yes);
        } else if (value instanceof Integer number) {
            to.writeNumber(number);
        } else if (value instanceof Long number) {
            to.writeNumber(number);
        } else if (value instanceof Instant time) {
            to.writeString(time.toString());
        } else if (value instanceof Enum<?> constant) {
            to.writeString(constant.name());
        } else {
            throw new IllegalArgumentException(value.getClass().getName());
        }
    }

    private static void writeObject(JsonGenerator to, Map<?, ?> members) throws IOException {
        to.writeStartObject();
        for (var member : members.entrySet()) {
            Object value = member.getValue();
            Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (present != null) {
                to.writeFieldName(String.valueOf(member.getKey()));
                write(to, present);
            }
        }
        to.writeEndObject();
    }

    private static void writeArray(JsonGenerator to, Collection<?> elements) throws IOException {
        to.writeStartArray();
        for (Object element : elements) {
            write(to, element);
        }
        to.writeEndArray();
    }
}
