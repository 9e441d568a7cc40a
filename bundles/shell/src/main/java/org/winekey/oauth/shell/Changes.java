// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as a person types them, each as {@code key=value}. Stateless. */
final class Changes {

    private Changes() {}

    /** By key, as typed; a secret is refused without being repeated. */
    static Map<String, String> of(List<String> typed) {
        var read = new LinkedHashMap<String, String>();
        for (var change : typed) {
            int end = change.indexOf('=');
            if (end < 1) {
                throw new IllegalArgumentException("write each setting as key=value");
            }
            var key = change.substring(0, end);
            if (key.startsWith(".") && end + 1 < change.length()) {
                throw new IllegalArgumentException(
                        "no secret belongs into an argument, which the history would keep; nothing was changed");
            }
            read.put(key, change.substring(end + 1));
        }
        return read;
    }
}
