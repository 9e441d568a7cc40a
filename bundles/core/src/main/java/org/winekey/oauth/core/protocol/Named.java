// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Arrays;
import java.util.Optional;

/** A value of a setting, with the name that settings use. */
public interface Named {
    /** The name that settings use. */
    String wireName();

    /** The value of that name. */
    static <E extends Enum<E> & Named> Optional<E> of(Class<E> type, String wireName) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.wireName().equals(wireName))
                .findFirst();
    }
}
