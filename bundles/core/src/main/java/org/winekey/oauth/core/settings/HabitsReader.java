// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Habits;
import org.winekey.oauth.core.protocol.Habits.Allowance;

/** Reads what is known of how the provider of a client treats its tokens. */
final class HabitsReader {

    private static final String BUDGET = "write how many refreshes within which span, such as 100/PT24H";
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Duration SHORTEST_SPAN = Duration.ofMinutes(1);
    private static final Duration LONGEST_SPAN = Duration.ofDays(31);

    private final Values values;

    HabitsReader(Values values) {
        this.values = values;
    }

    Habits read() throws SettingsException {
        return new Habits(
                Spans.of(values, ProviderKeys.REFRESH_NOT_BEFORE, "PT30S"),
                Spans.of(values, ProviderKeys.REFRESH_TOKEN_LIFETIME, "P1D"),
                Spans.of(values, ProviderKeys.REFRESH_TOKEN_IDLE, "P30D"),
                allowance());
    }

    private @Nullable Allowance allowance() throws SettingsException {
        var key = ProviderKeys.REFRESH_BUDGET;
        var text = values.text(key).orElse(null);
        if (text == null) {
            return null;
        }
        var parts = text.split("/", 2);
        if (parts.length != 2 || !COUNT.matcher(parts[0].strip()).matches()) {
            throw new SettingsException(key, "is no budget; " + BUDGET);
        }
        var span = Spans.parse(key, parts[1].strip(), BUDGET);
        if (span.compareTo(SHORTEST_SPAN) < 0 || span.compareTo(LONGEST_SPAN) > 0) {
            throw new SettingsException(key, "has a span that is not between a minute and 31 days; " + BUDGET);
        }
        return new Allowance(Integer.parseInt(parts[0].strip()), span);
    }
}
