// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.openqa.selenium.json.Json;
import org.winekey.oauth.itests.support.Canaries;

/** Copies of searched files with every secret in every form in them, written by other encoders than the search has. */
final class Planting {
    private Planting() {}

    /** Appends every secret in every form to a copy of this file; returns what a search has to find there. */
    static Set<Canaries.Hit> into(Path copy, Path original, Map<String, String> secrets) {
        var expected = new LinkedHashSet<Canaries.Hit>();
        var text = new StringBuilder("\n");
        secrets.forEach((name, value) -> {
            for (var form : Canaries.Form.values()) {
                String written = written(form, value);
                text.append("planted <").append(written).append(">\n");
                var found = written.contains(value) ? Canaries.Form.RAW : form;
                expected.add(new Canaries.Hit(name, found, copy.toString()));
            }
        });
        try {
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(original));
            Files.writeString(copy, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return expected;
    }

    private static String written(Canaries.Form form, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return switch (form) {
            case RAW -> value;
            case BASE64 -> Base64.getEncoder().encodeToString(("id:" + value).getBytes(StandardCharsets.UTF_8));
            case URL -> URLEncoder.encode(value, StandardCharsets.UTF_8);
            case HEX -> HexFormat.of().formatHex(bytes);
            case JSON -> new Json().toJson(value);
            case PROPERTIES -> properties(value);
            case HTML -> value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        };
    }

    private static String properties(String value) {
        var properties = new Properties();
        properties.setProperty("key", value);
        var out = new StringWriter();
        try {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
