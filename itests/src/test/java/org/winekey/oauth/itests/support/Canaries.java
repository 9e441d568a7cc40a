// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search for secrets where none may be: texts, files, folders, in every form they are likely to take.
 *
 * <p>Base64 is searched at all three alignments, in both alphabets, of the value itself and of its form-encoded text,
 * as HTTP Basic for OAuth clients (RFC 6749 section 2.3.1) has it. What is compressed or encrypted is not looked
 * into. Hits never carry a value. Thread-safe.
 */
public final class Canaries {
    private static final int WINDOW = 8;
    private static final HexFormat HEX = HexFormat.of();

    private final Map<Long, List<Needle>> needles = new HashMap<>();
    private final BitSet beginnings = new BitSet(1 << 16);

    /** A search for these values, each under a name that may be printed; a value must have 8 bytes at least. */
    public Canaries(Map<String, String> secrets) {
        secrets.forEach((name, value) -> {
            if (value.getBytes(UTF_8).length < WINDOW) {
                throw new IllegalArgumentException(name + " is too short to be recognised");
            }
            for (Form form : Form.values()) {
                encodings(form, value).forEach(bytes -> add(new Needle(name, form, bytes)));
            }
        });
    }

    private void add(Needle needle) {
        long beginning = needle.beginning();
        needles.computeIfAbsent(beginning, key -> new ArrayList<>()).add(needle);
        beginnings.set(slot(beginning));
    }

    /** Searches a text; the place of its hits is this name. */
    public Set<Hit> inText(String place, String text) {
        return inBytes(place, text.getBytes(UTF_8));
    }

    /** Searches one file or everything below a folder, links not followed; the names of the files as well. */
    public Set<Hit> in(Path fileOrFolder) {
        try (Stream<Path> found = Files.walk(fileOrFolder)) {
            return found.flatMap(each -> inFile(each).stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<Hit> inFile(Path file) {
        Set<Hit> hits = inText("name of a file in " + file.getParent(), String.valueOf(file.getFileName()));
        try {
            if (Files.isRegularFile(file)) {
                hits.addAll(inBytes(file.toString(), Files.readAllBytes(file)));
            }
        } catch (NoSuchFileException e) {
            // Deleted by the running program after it was listed: no longer there to be found.
            return hits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hits;
    }

    private Set<Hit> inBytes(String place, byte[] bytes) {
        var hits = new LinkedHashSet<Hit>();
        long window = 0;
        for (int i = 0; i < bytes.length; i++) {
            window = (window << 8) | (bytes[i] & 0xff);
            if (i >= WINDOW - 1 && beginnings.get(slot(window))) {
                int from = i - WINDOW + 1;
                needles.getOrDefault(window, List.of()).stream()
                        .filter(needle -> needle.isAt(bytes, from))
                        .forEach(needle -> hits.add(needle.at(place)));
            }
        }
        return hits;
    }

    private static int slot(long window) {
        return (int) ((window * 0x9E3779B97F4A7C15L) >>> 48);
    }

    private static List<byte[]> encodings(Form form, String value) {
        var texts = new LinkedHashSet<String>();
        switch (form) {
            case RAW -> {
                return Stream.of(UTF_8, ISO_8859_1, UTF_16BE, UTF_16LE)
                        .map(value::getBytes)
                        .filter(bytes -> bytes.length >= WINDOW)
                        .toList();
            }
            case BASE64 -> Stream.of(value, formEncoded(value)).forEach(text -> texts.addAll(base64(text)));
            case URL -> texts.addAll(urlEncoded(value));
            case HEX -> Stream.of(value, formEncoded(value)).forEach(text -> texts.addAll(hex(text)));
            case JSON -> texts.addAll(json(value));
            case PROPERTIES -> texts.addAll(properties(value));
            case HTML -> texts.addAll(html(value));
        }
        // Where nothing needs escaping the form is the raw one, which is searched already.
        texts.remove(value);
        return texts.stream().map(text -> text.getBytes(UTF_8)).toList();
    }

    private static List<String> base64(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        var found = new ArrayList<String>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            // The first and last characters carry bits of the neighbours too.
            int from = (before * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            found.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
            found.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
        }
        return found.stream().filter(each -> each.length() >= WINDOW).toList();
    }

    private static String formEncoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static List<String> urlEncoded(String value) {
        String form = formEncoded(value);
        String percent = form.replace("+", "%20");
        String tolerant = escaped(value, character -> " \"<>%&=+#".indexOf(character) >= 0 || character > 126, UTF_8);
        String everything = escaped(value, character -> true, UTF_8);
        return Stream.of(form, percent, percent.replace("%3A", ":"), tolerant, everything)
                .flatMap(each -> Stream.of(each, lowerPercent(each)))
                .toList();
    }

    private static String escaped(String value, IntPredicate needed, Charset charset) {
        return each(
                value,
                character -> needed.test(character)
                        ? HEX.withUpperCase()
                                .withPrefix("%")
                                .formatHex(Character.toString(character).getBytes(charset))
                        : Character.toString(character));
    }

    private static String lowerPercent(String encoded) {
        var pattern = Pattern.compile("%..");
        return pattern.matcher(encoded).replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    }

    private static List<String> hex(String text) {
        return Stream.of("", " ", ":")
                .map(HexFormat::ofDelimiter)
                .flatMap(format -> Stream.of(format, format.withUpperCase()))
                .map(format -> format.formatHex(text.getBytes(UTF_8)))
                .toList();
    }

    private static List<String> json(String value) {
        String plain = value.replace("\\", "\\\\").replace("\"", "\\\"");
        // What is escaped for the sake of HTML differs from writer to writer.
        return Stream.of("<>&'=", "<>&")
                .flatMap(more -> variants(plain, "\\u%04x", "\\u%04X", more).stream())
                .flatMap(each -> Stream.of(each, each.replace("/", "\\/")))
                .toList();
    }

    private static List<String> properties(String value) {
        String plain = value.replace("\\", "\\\\");
        String keys = plain.replaceAll("([ :=#!\"])", "\\\\$1");
        String values = plain.replaceAll("([:=#!])", "\\\\$1");
        String typed = plain.replaceAll("([ =\"])", "\\\\$1");
        String percent = escaped(value, character -> "%".indexOf(character) >= 0, UTF_8);
        return Stream.of(plain, keys, values, typed, percent)
                .flatMap(each -> variants(each, "\\u%04x", "\\u%04X", "").stream())
                .toList();
    }

    private static List<String> html(String value) {
        String plain = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Stream.of(plain, plain.replace("\"", "&quot;").replace("'", "&#39;"))
                .flatMap(each -> variants(each, "&#%d;", "&#x%x;", "").stream())
                .toList();
    }

    /** The text as it is, with escapes for what is not ASCII, and with escapes for these characters as well. */
    private static List<String> variants(String text, String escape, String otherEscape, String more) {
        return Stream.of(escape, otherEscape)
                .flatMap(format -> Stream.of(
                        text,
                        escape(text, format, ""),
                        escape(text, format, more),
                        each(
                                text,
                                character -> more.indexOf(character) < 0
                                        ? Character.toString(character)
                                        : format.formatted(character))))
                .toList();
    }

    private static String escape(String text, String format, String more) {
        return each(
                text,
                character -> character > 126 || more.indexOf(character) >= 0
                        ? format.formatted(character)
                        : Character.toString(character));
    }

    private static String each(String text, IntFunction<String> change) {
        return text.codePoints().mapToObj(change).collect(Collectors.joining());
    }

    /** How a secret can be written. */
    public enum Form {
        /** As it is, in UTF-8, ISO 8859-1 or UTF-16. */
        RAW,
        /** In Base64, anywhere inside a longer encoded text. */
        BASE64,
        /** Percent-encoded, as form, query or path. */
        URL,
        /** As hexadecimal digits, also with blanks or colons between the bytes. */
        HEX,
        /** As a JSON string. */
        JSON,
        /** As a value of a properties, cfg or config file. */
        PROPERTIES,
        /** As HTML text or attribute. */
        HTML
    }

    /** One secret found, by its name, with the form it has and the place it is at. */
    public record Hit(String name, Form form, String place) {}

    private static final class Needle {
        private final Hit nowhere;
        private final byte[] bytes;

        Needle(String name, Form form, byte[] bytes) {
            this.nowhere = new Hit(name, form, "");
            this.bytes = bytes.clone();
        }

        long beginning() {
            return ByteBuffer.wrap(bytes).getLong();
        }

        boolean isAt(byte[] hay, int from) {
            int to = from + bytes.length;
            return to <= hay.length && Arrays.equals(hay, from, to, bytes, 0, bytes.length);
        }

        Hit at(String place) {
            return new Hit(nowhere.name(), nowhere.form(), place);
        }
    }
}
