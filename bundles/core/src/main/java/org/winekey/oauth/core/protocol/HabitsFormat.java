// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Habits.Allowance;

/** The habits of a provider inside a stored registration as JSON. */
final class HabitsFormat {

    private HabitsFormat() {}

    static @Nullable Map<String, @Nullable Object> members(Habits habits) {
        if (habits.equals(Habits.PLAIN)) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("refreshNotBefore", text(habits.refreshNotBefore()));
        members.put("refreshTokenLifetime", text(habits.refreshTokenLifetime()));
        members.put("refreshTokenIdle", text(habits.refreshTokenIdle()));
        var allowance = habits.allowance();
        if (allowance != null) {
            members.put("refreshes", (long) allowance.refreshes());
            members.put("refreshesWithin", allowance.span().toString());
        }
        return members;
    }

    static Habits decode(@Nullable Members members) throws JsonException {
        if (members == null) {
            return Habits.PLAIN;
        }
        try {
            return new Habits(
                    span(members.optionalText("refreshNotBefore")),
                    span(members.optionalText("refreshTokenLifetime")),
                    span(members.optionalText("refreshTokenIdle")),
                    allowance(members));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new JsonException("a grant with a habit that cannot be read");
        }
    }

    private static @Nullable Allowance allowance(Members members) throws JsonException {
        var within = span(members.optionalText("refreshesWithin"));
        return within == null ? null : new Allowance(Math.toIntExact(members.number("refreshes")), within);
    }

    private static @Nullable Duration span(@Nullable String text) {
        return text == null ? null : Duration.parse(text);
    }

    private static @Nullable String text(@Nullable Duration span) {
        return span == null ? null : span.toString();
    }
}
