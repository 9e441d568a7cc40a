// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Guards against a part of a style that is made before the style itself, and would need it for a copy. */
final class Ordered {

    private Ordered() {}

    /** An immutable copy that keeps the order. */
    static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
