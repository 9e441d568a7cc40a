// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;

/**
 * Where a value is inside a JSON document (RFC 6901). Immutable.
 *
 * @param steps names of members and numbers of elements, from the outside to the inside; none: the whole document
 */
public record JsonPointer(List<String> steps) {

    /** The whole document. */
    public static final JsonPointer WHOLE = new JsonPointer(List.of());

    private static final Pattern BARE_TILDE = Pattern.compile("~(?![01])"); // RFC 6901 section 3
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}"); // RFC 6901 section 4

    /** Copies the list. */
    public JsonPointer {
        steps = List.copyOf(steps);
    }

    /** The pointer that is written so (RFC 6901 section 3); empty: the text is none, or leads deeper than we read. */
    public static Optional<JsonPointer> of(String text) {
        var begins = text.isEmpty() || text.startsWith("/");
        if (!begins || BARE_TILDE.matcher(text).find()) {
            return Optional.empty();
        }
        var steps = Arrays.stream(text.split("/", -1))
                .skip(1)
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
        return steps.size() > Json.MOST_DEPTH ? Optional.empty() : Optional.of(new JsonPointer(steps));
    }

    /** The value there; null: there is none, or it is null. */
    public @Nullable Object in(@Nullable Object document) {
        var value = document;
        for (var step : steps) {
            value = inside(value, step);
        }
        return value;
    }

    private static @Nullable Object inside(@Nullable Object value, String step) {
        if (value instanceof Map<?, ?> object) {
            return object.get(step);
        }
        if (value instanceof List<?> list && INDEX.matcher(step).matches()) {
            var index = Integer.parseInt(step);
            return index < list.size() ? list.get(index) : null;
        }
        return null;
    }

    /** As RFC 6901 writes it. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
