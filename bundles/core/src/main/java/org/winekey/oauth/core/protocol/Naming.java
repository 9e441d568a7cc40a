// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a provider calls the parameters of the RFC, and which of them it does without.
 *
 * @param renamed its names, by those of the RFC
 * @param omitted names of the RFC that it does without
 */
record Naming(Map<String, String> renamed, Collection<String> omitted) {

    static Naming of(RequestStyle.Token style) {
        return new Naming(style.renamed(), style.omitted());
    }

    static Naming of(RequestStyle.Authorization style) {
        return new Naming(style.renamed(), style.omitted());
    }

    /** The parameters as the provider wants them, in their order. */
    Map<String, String> apply(Map<String, String> parameters) {
        var named = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            if (!omitted.contains(name)) {
                named.put(renamed.getOrDefault(name, name), value);
            }
        });
        return named;
    }
}
