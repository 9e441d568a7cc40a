// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;

/** The habits of a provider inside a stored registration as JSON. */
final class HabitsFormat {

    private HabitsFormat() {}

    static @Nullable Map<String, @Nullable Object> members(Habits habits) {
        return habits.equals(Habits.PLAIN) ? null : new LinkedHashMap<>();
    }

    static Habits decode(@Nullable Members members) throws JsonException {
        return members == null ? Habits.PLAIN : new Habits();
    }
}
