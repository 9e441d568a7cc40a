// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/** Strict reading and plain writing of JSON objects. Stateless; thread-safe. */
public final class Json {

    /** How deep an object may be. */
    public static final int MOST_DEPTH = 16;

    /** How many characters a text may have. */
    public static final int MOST_STRING = 32 * 1024;

    static final int MOST_DIGITS = 32;

    private static final int MOST_NAME = 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final JsonFactory STRICT = factory(true);
    private static final JsonFactory LENIENT = factory(false);

    private Json() {}

    /**
     * Reads one JSON object: strict UTF-8 (one leading byte order mark is passed over, RFC 8259 section 8.1), no duplicate
     * keys, depth at most 16, strings at most 32 Ki characters, numbers at most 32 digits, nothing after it.
     *
     * @return values are {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal}, {@code List}, {@code Map} or
     *     null; immutable, in the order of the text
     * @throws JsonException when the bytes are anything else; the message quotes none of them
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Map<String, @Nullable Object> readObject(byte[] utf8) throws JsonException {
        var text = decode(utf8);
        try (var parser = STRICT.createParser(text)) {
            return new ObjectReader(parser).document();
        } catch (IOException e) {
            throw new JsonException("not JSON, or beyond its limits");
        }
    }

    /** The same for a document that is an object or an array: a {@code Map} or a {@code List}. */
    @SuppressWarnings("DoNotCallSuggester")
    public static Object readDocument(byte[] utf8) throws JsonException {
        var text = decode(utf8);
        try (var parser = STRICT.createParser(text)) {
            return new ObjectReader(parser).objectOrList();
        } catch (IOException e) {
            throw new JsonException("not JSON, or beyond its limits");
        }
    }

    /**
     * What can be saved of an object that {@link #readObject} refuses: its top-level members of type string, up to the
     * place where the text breaks. A name that comes with two different values is left out.
     *
     * @return never null, empty when nothing can be saved
     */
    public static Map<String, String> salvageStrings(byte[] utf8) {
        var saved = new HashMap<String, String>();
        var ambiguous = new HashSet<String>();
        var text = new String(utf8, UTF_8);
        try (var parser = LENIENT.createParser(withoutMark(text))) {
            new ObjectReader(parser).strings((name, value) -> {
                var other = saved.putIfAbsent(name, value);
                if (other != null && !other.equals(value)) {
                    ambiguous.add(name);
                }
            });
        } catch (IOException | JsonException e) {
            // The text broke here, which is why it is being salvaged: what came before counts.
            saved.keySet().removeAll(ambiguous);
            return Map.copyOf(saved);
        }
        saved.keySet().removeAll(ambiguous);
        return Map.copyOf(saved);
    }

    /**
     * Writes an object of the same kinds of values, {@code Integer} and {@code Secret}, as UTF-8. A secret is written in
     * clear: such bytes are made to be sealed.
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static byte[] write(Map<String, ? extends @Nullable Object> object) {
        var bytes = new ByteArrayOutputStream(512);
        try (var generator = STRICT.createGenerator(bytes)) {
            writeMap(generator, object);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void writeMap(JsonGenerator generator, Map<?, ?> object) throws IOException {
        generator.writeStartObject();
        for (var member : object.entrySet()) {
            generator.writeFieldName((String) member.getKey());
            writeValue(generator, member.getValue());
        }
        generator.writeEndObject();
    }

    private static void writeValue(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Secret secret) {
            generator.writeString(secret.reveal());
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value instanceof Long || value instanceof Integer) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(generator, map);
        } else if (value instanceof List<?> list) {
            writeList(generator, list);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
        }
    }

    private static void writeList(JsonGenerator generator, List<?> list) throws IOException {
        generator.writeStartArray();
        for (var element : list) {
            writeValue(generator, element);
        }
        generator.writeEndArray();
    }

    /** Strictly, and before the parser sees it: the parser's own decoder reports bad bytes in more than one way. */
    private static String decode(byte[] utf8) throws JsonException {
        try {
            return withoutMark(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            throw new JsonException("not UTF-8");
        }
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    // Names are not remembered: they would keep what a hostile server left there.
    private static JsonFactory factory(boolean strict) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MOST_DEPTH)
                .maxStringLength(MOST_STRING)
                .maxNumberLength(MOST_DIGITS)
                .maxNameLength(MOST_NAME)
                .build();
        return new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .recyclerPool(new FreshBuffers())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, !strict)
                .build();
    }
}
