// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;

/** The style of answers inside a stored registration as JSON. */
final class AnswerStyleFormat {

    private AnswerStyleFormat() {}

    static @Nullable Map<String, @Nullable Object> members(AnswerStyle style) {
        return style.equals(AnswerStyle.PLAIN) ? null : new LinkedHashMap<>();
    }

    static AnswerStyle decode(@Nullable Members members) throws JsonException {
        return members == null ? AnswerStyle.PLAIN : new AnswerStyle();
    }
}
