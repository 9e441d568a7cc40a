// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The frame of all our pages and the small pieces they share. */
final class Pages {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH);

    private Pages() {}

    static Html page(String title, Html head, Html content) {
        return Html.of("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{} - Winekey</title>
                <link rel="stylesheet" href="{}">
                {}</head>
                <body>
                <main>
                <h1>{}</h1>
                {}</main>
                </body>
                </html>
                """, title, Paths.STYLE, head, title, content);
    }

    /** Has the browser come again by itself, without script. */
    static Html reload(int seconds, String path) {
        return Html.of("<meta http-equiv=\"refresh\" content=\"{}; url={}\">\n", seconds, path);
    }

    /** A page that says one thing and leads back to the list. */
    static Answer message(int status, String title, String text) {
        return message(status, title, text, Paths.LIST, "To the list of clients");
    }

    static Answer message(int status, String title, String text, String path, String link) {
        return Answer.page(
                status,
                page(title, Html.nothing(), Html.of("<p>{}</p>\n<p><a href=\"{}\">{}</a></p>\n", text, path, link)));
    }

    /** A line of a description list; nothing when there is no value. */
    static Html line(String term, Html value) {
        return value.toString().isEmpty() ? value : Html.of("<div><dt>{}</dt><dd>{}</dd></div>\n", term, value);
    }

    static Html text(String value) {
        return Html.of("{}", value);
    }

    static Html code(Optional<String> value) {
        return value.map(text -> Html.of("<code>{}</code>", text)).orElse(Html.nothing());
    }

    static Html codes(Collection<String> values) {
        return Html.join(
                values.stream().map(value -> Html.of("<code>{}</code> ", value)).toList());
    }

    static Html time(Optional<Instant> time, Clock clock) {
        return time.map(at -> Html.of("<time datetime=\"{}\">{}</time>", at, TIME.format(at.atZone(clock.getZone()))))
                .orElse(Html.nothing());
    }
}
