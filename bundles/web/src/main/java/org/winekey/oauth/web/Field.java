// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.List;

/** Fields of forms, each with its label. */
final class Field {

    private Field() {}

    /** A line of text; a wrong one points at the message with the id {@code error}. */
    static Html text(String name, Html label, String value, boolean wrong) {
        return Html.of(
                """
                <p class="field"><label for="f-{}">{}</label>
                <input id="f-{}" name="{}" value="{}" autocomplete="off" autocapitalize="none" spellcheck="false"{}></p>
                """,
                name,
                label,
                name,
                name,
                value,
                wrong ? Html.of(" aria-invalid=\"true\" aria-describedby=\"error\"") : Html.nothing());
    }

    /** A secret: it is never sent back. */
    static Html secret(String name, Html label) {
        return Html.of("""
                <p class="field"><label for="f-{}">{}</label>
                <input id="f-{}" name="{}" type="password" value="" autocomplete="new-password"></p>
                """, name, label, name, name);
    }

    /** One of a few values. */
    static Html choice(String name, Html label, List<String> values) {
        return Html.of(
                """
                <p class="field"><label for="f-{}">{}</label>
                <select id="f-{}" name="{}">{}</select></p>
                """,
                name,
                label,
                name,
                name,
                Html.join(values.stream()
                        .map(value -> Html.of("<option>{}</option>", value))
                        .toList()));
    }

    /** Files of the one who looks at the page. */
    static Html file(String name, Html label, boolean several) {
        return Html.of("""
                <p class="field"><label for="f-{}">{}</label>
                <input id="f-{}" name="{}" type="file" required{}></p>
                """, name, label, name, name, several ? Html.of(" multiple") : Html.nothing());
    }

    /** Yes or no. */
    static Html check(String name, Html label, boolean checked) {
        return Html.of("""
                <p class="field"><input id="f-{}" name="{}" type="checkbox" value="yes"{}> <label for="f-{}">{}</label></p>
                """, name, name, checked ? Html.of(" checked") : Html.nothing(), name, label);
    }

    /** What the form carries along unseen. */
    static Html hidden(String name, String value) {
        return Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
    }

    /** What was wrong, where a screen reader begins; nothing when nothing was. */
    static Html error(String message) {
        return message.isEmpty()
                ? Html.nothing()
                : Html.of("<p id=\"error\" class=\"note bad\" role=\"alert\" lang=\"en\">{}</p>\n", message);
    }
}
