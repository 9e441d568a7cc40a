// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A provider that a profile is there for. Immutable; thread-safe; holds no secret.
 *
 * @param name what the setting {@code provider} takes (never null)
 * @param title the provider's name, for people (never null)
 * @param documentation address of what the provider says of its OAuth (never null)
 * @param setup where and how a client is registered there, for people (never null)
 * @param origin symbolic name of the bundle that brought the profile (never null)
 * @param variables what {@code vars.<name>} may be, by its name; an empty list: any one DNS label (never null)
 * @param problem why the profile cannot be used; empty text: it can (never null)
 */
public record ProviderReport(
        String name,
        String title,
        String documentation,
        String setup,
        String origin,
        Map<String, List<String>> variables,
        String problem) {
    /** Refuses nulls and copies the map. */
    public ProviderReport {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(documentation, "documentation");
        requireNonNull(setup, "setup");
        requireNonNull(origin, "origin");
        variables = Map.copyOf(variables);
        requireNonNull(problem, "problem");
    }
}
