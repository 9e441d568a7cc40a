// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.winekey.oauth.admin.AdminException;

/** The frame of all our pages and the small pieces they share. */
final class Pages {

    private Pages() {}

    static Html page(Html title, Html head, Html content) {
        return Html.of("""
                <!DOCTYPE html>
                <html lang="{}">
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
                """, Html.told(Texts::language), title, Paths.STYLE, head, title, content);
    }

    /** Has the browser come again by itself, without script. */
    static Html reload(int seconds, String path) {
        return Html.of("<meta http-equiv=\"refresh\" content=\"{}; url={}\">\n", seconds, path);
    }

    /** The script that keeps a page fresh; a browser without script comes again by itself. */
    static Html script(String path) {
        return Html.of("{}<noscript>{}</noscript>\n", script(), reload(15, path));
    }

    /** The same script for a page on which people type, from whom it must not be taken away. */
    static Html script() {
        return Html.of("<script src=\"{}\" defer></script>\n", Paths.SCRIPT);
    }

    /**
     * The part of a page that the script keeps fresh, from where it is served alone.
     *
     * @param now what time it is here, since the clock of the browser may be another
     */
    static Html live(String path, Instant now, Html part) {
        return Html.of("""
                <p id="lost" class="note bad" role="status" hidden>{}</p>
                <p id="said" class="unseen" role="status"></p>
                <div data-live="{}" data-now="{}">
                {}</div>
                """, Html.say("live.lost"), path, seconds(now), part);
    }

    /** A framed part of a page under its own heading; nothing when it is empty. */
    static Html section(String id, Html title, Html content) {
        return content.isEmpty()
                ? content
                : Html.of(
                        "<section aria-labelledby=\"{}\"><h2 id=\"{}\">{}</h2>\n{}</section>\n",
                        id,
                        id,
                        title,
                        content);
    }

    /** The way back to the list. */
    static Html back() {
        return Html.of(
                "<nav aria-label=\"{}\"><a href=\"{}\">{}</a></nav>\n",
                Html.say("nav"),
                Paths.LIST,
                Html.say("to.list"));
    }

    /** A page that says one thing and leads back to the list. */
    static Answer message(int status, String key, Object... values) {
        return message(status, Html.say(key + ".title", values), Html.say(key + ".text", values));
    }

    static Answer message(int status, Html title, Html text) {
        return message(status, title, text, Paths.LIST, Html.say("to.list"));
    }

    static Answer message(int status, Html title, Html text, String path, Html link) {
        return Answer.page(
                status,
                page(title, Html.nothing(), Html.of("<p>{}</p>\n<p><a href=\"{}\">{}</a></p>\n", text, path, link)));
    }

    /** A line of a description list; nothing when there is no value. */
    static Html line(String key, Html value) {
        return value.isEmpty() ? value : Html.of("<div><dt>{}</dt><dd>{}</dd></div>\n", Html.say(key), value);
    }

    /** A value as it is; nothing when it is empty. */
    static Html text(String value) {
        return value.isEmpty() ? Html.nothing() : Html.of("{}", value);
    }

    /** Why something could not be done, as the service says it. */
    static String told(AdminException problem) {
        return Objects.requireNonNullElse(
                problem.getMessage(), problem.problem().name());
    }

    /** What the service itself says, which it says in English. */
    static Html english(String text) {
        return text.isEmpty() ? Html.nothing() : Html.of("<span lang=\"en\">{}</span>", text);
    }

    static Html code(Optional<String> value) {
        return value.map(text -> Html.of("<code>{}</code>", text)).orElse(Html.nothing());
    }

    static Html codes(Collection<String> values) {
        return Html.join(
                values.stream().map(value -> Html.of("<code>{}</code> ", value)).toList());
    }

    /** A deadline is told anew from two clocks each time, and is the same second nearly always. */
    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static Html time(Optional<Instant> time, Clock clock) {
        return time.map(at -> Html.of(
                        "<time datetime=\"{}\">{}</time>",
                        seconds(at),
                        Html.told(texts -> texts.time(at.atZone(clock.getZone())))))
                .orElse(Html.nothing());
    }
}
