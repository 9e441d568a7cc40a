// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An authorization response as a browser brought it.
 *
 * @param client the client name in the path of the callback (never null, any text)
 * @param parameters the decoded query parameters, every value of every name (never null)
 * @param binding value of the binding cookie (null: the browser has none)
 */
public record Arrival(
        String client,
        Map<String, List<String>> parameters,
        @Nullable String binding) {
    /** Copies the parameters. */
    public Arrival {
        parameters = parameters.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    @Override
    public String toString() {
        return "Arrival[" + client + ", ***]";
    }
}
