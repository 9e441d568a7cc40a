// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a provider says beside its tokens and is kept with the grant: where an API is, which company was chosen. */
public final class KeptValues {

    /** Most values of one grant. */
    public static final int MOST = 10;

    private static final Pattern KEEPABLE = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]{0,254}[\\x21-\\x7E])?");

    private KeptValues() {}

    /** Whether it is short, printable and of one line; anything else is not kept. */
    static boolean isKeepable(@Nullable String text) {
        return text != null && KEEPABLE.matcher(text).matches();
    }

    /** What is to be kept of the parameters of an authorization response: those that come once, no other than these. */
    public static Map<String, String> of(Map<String, List<String>> parameters, Registration registration) {
        var kept = new LinkedHashMap<String, String>();
        for (var name : registration.dialect().answers().kept().parameters()) {
            var values = parameters.getOrDefault(name, List.of());
            if (values.size() == 1 && isKeepable(values.get(0))) {
                kept.put(name, values.get(0));
            }
        }
        return kept;
    }

    /** The old values and the new ones, which count where there are both. */
    static Map<String, String> merged(Map<String, String> old, Map<String, String> fresh) {
        var merged = new LinkedHashMap<>(old);
        merged.putAll(fresh);
        return merged;
    }
}
