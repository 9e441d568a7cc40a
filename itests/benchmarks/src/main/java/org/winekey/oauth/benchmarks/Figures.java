// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All results of a run. Not thread-safe. */
final class Figures {

    private final List<Figure> all = new ArrayList<>();

    void add(String name, String subject, String unit, double value) {
        add(new Figure(name, subject, unit, value, null));
    }

    void add(Figure figure) {
        all.add(figure);
    }

    List<Figure> all() {
        return List.copyOf(all);
    }

    Optional<Figure> find(String name, String subject, @Nullable String unit) {
        return all.stream()
                .filter(figure -> figure.name().equals(name) && figure.subject().equals(subject))
                .filter(figure -> unit == null || figure.unit().equals(unit))
                .findFirst();
    }

    void write(Path file) throws IOException {
        try (var json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (var figure : all) {
                write(json, figure);
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Figure figure) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", figure.name());
        json.writeStringField("subject", figure.subject());
        json.writeStringField("unit", figure.unit());
        json.writeNumberField("value", rounded(figure.value()));
        json.writeFieldName("bytesPerOp");
        if (figure.bytesPerOp() == null) {
            json.writeNull();
        } else {
            json.writeNumber(rounded(figure.bytesPerOp()));
        }
        json.writeEndObject();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
