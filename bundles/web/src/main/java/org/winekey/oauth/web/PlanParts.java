// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.Way;

/** The pieces that pages with a plan share. */
final class PlanParts {

    private PlanParts() {}

    /** What a client would not work with. */
    static Html wrong(Map<String, String> wrong) {
        return Html.join(wrong.entrySet().stream()
                .map(entry -> Html.of(
                        "<p class=\"note bad\" role=\"alert\"><code>{}</code> {}</p>\n",
                        entry.getKey(),
                        Pages.english(entry.getValue())))
                .toList());
    }

    /** What is worth knowing. */
    static Html notes(List<? extends Collection<String>> notes) {
        return Html.join(notes.stream()
                .flatMap(Collection::stream)
                .map(note -> Html.of("<p class=\"note\" lang=\"en\">{}</p>\n", note))
                .toList());
    }

    static Html changed(SettingsPlan plan) {
        return Pages.line("line.changed", Pages.codes(plan.changed()));
    }

    static Html register(SettingsPlan plan) {
        return Pages.line(
                "line.redirect-uris",
                Pages.codes(plan.register().stream().map(Way::redirectUri).toList()));
    }
}
