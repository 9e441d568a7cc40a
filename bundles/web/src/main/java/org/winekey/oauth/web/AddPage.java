// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.web.Notes.Note;

/**
 * Adds a client in three steps: the provider, the name, and what the provider gave. What has to be registered there is shown
 * before anything is saved. Callers have checked role, origin and form token.
 *
 * <p>Thread-safe.
 */
final class AddPage {

    /** Stands for a provider that has no profile. */
    static final String OTHER = "-";

    private static final String NAME = "name";
    private static final String SECRET = "client_secret";
    private static final String VARIABLES = "vars.";
    private static final List<String> OWN_ENDPOINTS = List.of("issuer", "authorization_endpoint", "token_endpoint");
    private static final List<String> GIVEN = List.of("client_id", "scope");

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;

    AddPage(OAuthAdmin admin, Notes notes, FormTokens tokens) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
    }

    Answer choose() {
        var content = Html.of(
                "{}<p>{}</p>\n<ul class=\"choices\">\n{}<li><a href=\"{}\">{}</a></li>\n</ul>\n",
                Pages.back(),
                Html.say("add.choose"),
                Html.join(admin.providers().stream().map(AddPage::choice).toList()),
                Paths.add(OTHER),
                Html.say("add.other"));
        return Answer.page(HttpServletResponse.SC_OK, Pages.page(Html.say("add.title"), Html.nothing(), content));
    }

    private static Html choice(ProviderReport provider) {
        return provider.problem().isEmpty()
                ? Html.of("<li><a href=\"{}\">{}</a></li>\n", Paths.add(provider.name()), provider.title())
                : Html.of("<li>{}: {}</li>\n", provider.title(), Pages.english(provider.problem()));
    }

    /** Asks for the name first; when the address has one, for the rest. */
    Answer ask(String provider, HttpServletRequest request, Visitor visitor) {
        var given = Parameters.parse(request.getQueryString()).orElseGet(() -> new Parameters(Map.of()));
        return profile(provider)
                .map(profile -> given.only(NAME).isEmpty()
                        ? askForName(profile, given, "")
                        : askForRest(profile, given, visitor, Optional.empty()))
                .orElseGet(AddPage::unknown);
    }

    private Answer askForName(ProviderReport profile, Parameters given, String error) {
        var proposed = profile.name().equals(OTHER) ? "" : profile.name();
        var content = Html.of(
                "{}{}<form method=\"get\" action=\"{}\">{}{}<button>{}</button></form>\n",
                Pages.back(),
                Field.error(error),
                Paths.add(profile.name()),
                Field.text(NAME, Html.say("add.name"), given.only(NAME).orElse(proposed), !error.isEmpty()),
                Html.join(new TreeMap<>(profile.variables())
                        .entrySet().stream()
                                .map(variable -> variable(variable.getKey(), variable.getValue(), given))
                                .toList()),
                Html.say("add.next"));
        return page(profile, content);
    }

    private static Html variable(String name, List<String> values, Parameters given) {
        var label = Html.of("<code>{}</code>", VARIABLES + name);
        return values.isEmpty()
                ? Field.text(
                        VARIABLES + name, label, given.only(VARIABLES + name).orElse(""), false)
                : Field.choice(VARIABLES + name, label, values);
    }

    private Answer askForRest(
            ProviderReport profile, Parameters given, Visitor visitor, Optional<AdminException> problem) {
        var name = given.only(NAME).orElse("").strip();
        try {
            var settings = settings(profile, given);
            var plan = admin.plan(name, settings);
            var wrong = plan.wrong().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(VARIABLES))
                    .findFirst();
            return wrong.map(entry -> askForName(profile, given, entry.getKey() + ": " + entry.getValue()))
                    .orElseGet(() -> page(
                            profile,
                            Html.of(
                                    "{}{}{}",
                                    Pages.back(),
                                    register(profile, plan.register()),
                                    form(profile, given, visitor, problem))));
        } catch (AdminException e) {
            return askForName(profile, given, Pages.told(e));
        }
    }

    private static Html register(ProviderReport profile, List<Way> ways) {
        return Html.of(
                "<section aria-labelledby=\"register\"><h2 id=\"register\">{}</h2>\n{}{}<dl>{}</dl></section>\n",
                Html.say("add.register"),
                profile.setup().isEmpty() ? Html.nothing() : Html.of("<p lang=\"en\">{}</p>\n", profile.setup()),
                profile.documentation().startsWith("https://")
                        ? Html.of(
                                "<p><a href=\"{}\" rel=\"noreferrer noopener\" target=\"_blank\">{}</a></p>\n",
                                profile.documentation(),
                                Html.say("add.documentation"))
                        : Html.nothing(),
                Pages.line(
                        ways.size() > 1 ? "line.redirect-uris" : "line.redirect-uri",
                        Pages.codes(ways.stream().map(Way::redirectUri).toList())));
    }

    private Html form(ProviderReport profile, Parameters given, Visitor visitor, Optional<AdminException> problem) {
        String path = Paths.add(profile.name());
        var wrong = problem.flatMap(AdminException::key).orElse("");
        return Html.of(
                """
                <section aria-labelledby="enter"><h2 id="enter">{}</h2>
                {}<form method="post" action="{}">{}{}{}{}<p>{}</p>
                <button>{}</button></form></section>
                """,
                Html.say("add.enter"),
                Field.error(problem.map(Pages::told).orElse("")),
                path,
                tokens.field(visitor.name(), path),
                Field.hidden(NAME, given.only(NAME).orElse("").strip()),
                Html.join(given.values().keySet().stream()
                        .filter(key -> key.startsWith(VARIABLES))
                        .map(key -> Field.hidden(key, given.only(key).orElse("")))
                        .toList()),
                fields(profile, given, wrong),
                Html.say("add.sealed"),
                Html.say("add.button", given.only(NAME).orElse("").strip()));
    }

    private static Html fields(ProviderReport profile, Parameters given, String wrong) {
        var endpoints = profile.name().equals(OTHER) ? OWN_ENDPOINTS : List.<String>of();
        return Html.of(
                "{}{}{}{}",
                field("client_id", given, wrong),
                Field.secret(SECRET, Html.say("add.secret")),
                field("scope", given, wrong),
                Html.join(
                        endpoints.stream().map(key -> field(key, given, wrong)).toList()));
    }

    private static Html field(String key, Parameters given, String wrong) {
        return Field.text(key, Html.of("<code>{}</code>", key), given.only(key).orElse(""), key.equals(wrong));
    }

    Answer create(String provider, Parameters form, Visitor visitor) {
        return profile(provider).map(profile -> create(profile, form, visitor)).orElseGet(AddPage::unknown);
    }

    private Answer create(ProviderReport profile, Parameters form, Visitor visitor) {
        var name = form.only(NAME).orElse("").strip();
        var secret = form.only(SECRET).orElse("").strip();
        try {
            var place = admin.as(visitor.starter())
                    .create(name, settings(profile, form), secret.isEmpty() ? null : secret.toCharArray());
            var note = new Note(
                    true, Html.say("added.title", name), Html.say("added.text", Html.of("<code>{}</code>", place)));
            return Answer.seeOther(Paths.listWithNote(notes.keep(note)));
        } catch (AdminException e) {
            return askForRest(profile, form, visitor, Optional.of(e));
        }
    }

    /** Only keys that this page has fields for; what is left empty is not set. */
    private static Map<String, String> settings(ProviderReport profile, Parameters given) {
        var settings = new TreeMap<String, String>();
        if (!profile.name().equals(OTHER)) {
            settings.put("provider", profile.name());
        }
        var keys = profile.name().equals(OTHER) ? OWN_ENDPOINTS : List.<String>of();
        for (var some : List.of(keys, GIVEN, variables(profile))) {
            some.forEach(key -> given.only(key)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> settings.put(key, value)));
        }
        return Collections.unmodifiableMap(settings);
    }

    private static List<String> variables(ProviderReport profile) {
        return profile.variables().keySet().stream().map(VARIABLES::concat).toList();
    }

    private Optional<ProviderReport> profile(String name) {
        return name.equals(OTHER)
                ? Optional.of(new ProviderReport(OTHER, "", "", "", "", Map.of(), ""))
                : admin.providers().stream()
                        .filter(provider -> provider.name().equals(name))
                        .filter(provider -> provider.problem().isEmpty())
                        .findFirst();
    }

    private static Answer page(ProviderReport profile, Html content) {
        var title = profile.title().isEmpty() ? Html.say("add.other") : Html.say("add.from", profile.title());
        return Answer.page(HttpServletResponse.SC_OK, Pages.page(title, Html.nothing(), content))
                .withForm("'self'");
    }

    private static Answer unknown() {
        return Pages.message(HttpServletResponse.SC_NOT_FOUND, "add.unknown");
    }
}
