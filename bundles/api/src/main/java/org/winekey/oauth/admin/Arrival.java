// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An authorization response as a browser brought it.
 *
 * @param client the name in the path of the callback: a client, or a callback that clients share (never null, any text)
 * @param parameters the decoded query parameters, every value of every name (never null)
 * @param bindings the value of every binding cookie that the browser sent, whichever client it was set for (never null, may be
 *     empty)
 * @param address network address of the browser, for people (never null)
 */
public record Arrival(String client, Map<String, List<String>> parameters, Set<String> bindings, String address) {
    /** Refuses nulls and copies the collections. */
    public Arrival {
        requireNonNull(client, "client");
        parameters = parameters.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        bindings = Set.copyOf(bindings);
        requireNonNull(address, "address");
    }

    @Override
    public String toString() {
        return "Arrival[" + client + ", ***]";
    }
}
