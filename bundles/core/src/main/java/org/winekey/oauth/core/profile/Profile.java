// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one provider. Immutable.
 *
 * @param name how settings call it, shaped as a client name
 * @param origin symbolic name of the bundle that brought it
 * @param facts what it says
 */
public record Profile(String name, String origin, Facts facts) {

    /** Where the profiles that come along are from. */
    public static final String SHIPPED = "org.winekey.oauth.core";

    /** Whether it came along with the service. */
    public boolean isShipped() {
        return origin.equals(SHIPPED);
    }

    /**
     * What the document of a profile says.
     *
     * @param title the provider's name, for people
     * @param documentation address of what the provider says of its OAuth
     * @param setup where and how a client is registered there, for people
     * @param base name of the profile that it builds on
     * @param variables the variables of its addresses and what each may be; an empty list: any one DNS label
     * @param settings defaults by the keys of a client: texts, lists of texts and truth values
     * @param relaxes numbers of the requirements that its settings relax
     */
    public record Facts(
            String title,
            String documentation,
            String setup,
            Optional<String> base,
            Map<String, List<String>> variables,
            Map<String, Object> settings,
            Set<String> relaxes) {
        /** Copies the collections. */
        public Facts {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
            relaxes = Set.copyOf(relaxes);
        }

        /** These facts over those of the profile that they build on. */
        Facts over(Facts below) {
            return new Facts(
                    title,
                    documentation,
                    setup,
                    Optional.empty(),
                    merged(below.variables, variables),
                    merged(below.settings, settings),
                    merged(below.relaxes, relaxes));
        }

        private static <V> Map<String, V> merged(Map<String, V> below, Map<String, V> above) {
            var merged = new LinkedHashMap<>(below);
            merged.putAll(above);
            return merged;
        }

        private static Set<String> merged(Set<String> below, Set<String> above) {
            var merged = new HashSet<>(below);
            merged.addAll(above);
            return merged;
        }
    }
}
