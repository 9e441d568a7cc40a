// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.web.Notes.Note;

/**
 * Changes settings of a client: the keys that are set, then what the change would do, then the change. Secrets go into the
 * sealed store and are never shown; no value of a plan is sent back. Callers have checked role, origin and form token.
 *
 * <p>Thread-safe.
 */
final class EditPage {

    private static final String SET = "set.";
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String PLAN = "plan";
    private static final String SECRET = "secret";
    private static final String SECRET_KEY = ".client_secret";

    /** Plans that wait to be saved. Any value in them may be secret. */
    static final int MOST = 16;

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;
    private final Cloakroom<Map<String, @Nullable String>> drafts;

    EditPage(OAuthAdmin admin, Notes notes, FormTokens tokens, Cloakroom<Map<String, @Nullable String>> drafts) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
        this.drafts = drafts;
    }

    Answer ask(String client, Visitor visitor) {
        try {
            return ask(client, visitor, Html.nothing());
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    private Answer ask(String client, Visitor visitor, Html problem) {
        return page(
                client,
                Html.of(
                        "{}{}{}{}",
                        back(client),
                        problem,
                        settings(client, admin.settings(client), visitor),
                        secret(client, visitor)));
    }

    private Html settings(String client, Map<String, String> written, Visitor visitor) {
        String path = Paths.action(client, "edit");
        return Html.of(
                """
                <section aria-labelledby="settings"><h2 id="settings">{}</h2>
                <p>{}</p>
                <form method="post" action="{}">{}{}
                <fieldset><legend>{}</legend>{}{}</fieldset>
                <button>{}</button></form></section>
                """,
                Html.say("edit.settings"),
                Html.say("edit.empty"),
                path,
                tokens.field(visitor.name(), path),
                Html.join(written.entrySet().stream()
                        .filter(setting -> !setting.getValue().equals(OAuthClient.MASKED))
                        .map(setting -> Field.text(
                                SET + setting.getKey(),
                                Html.of("<code>{}</code>", setting.getKey()),
                                setting.getValue(),
                                false))
                        .toList()),
                Html.say("edit.more"),
                Field.text(KEY, Html.say("edit.key"), "", false),
                Field.text(VALUE, Html.say("edit.value"), "", false),
                Html.say("edit.plan"));
    }

    private Html secret(String client, Visitor visitor) {
        String path = Paths.action(client, "secret");
        return Html.of(
                """
                <section aria-labelledby="secret"><h2 id="secret">{}</h2>
                <p>{}</p>
                <form method="post" action="{}">{}{}<button>{}</button></form></section>
                """,
                Html.say("edit.secret"),
                Html.say("add.sealed"),
                path,
                tokens.field(visitor.name(), path),
                Field.secret(SECRET, Html.say("add.secret")),
                Html.say("edit.seal"));
    }

    /** Shows what the change would do; with the id of a plan, makes it. */
    Answer change(String client, Parameters form, Visitor visitor) {
        try {
            var plan = form.only(PLAN);
            return plan.isPresent() ? save(client, plan.get(), visitor) : plan(client, form, visitor);
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    private Answer plan(String client, Parameters form, Visitor visitor) {
        var changes = changes(admin.settings(client), form);
        if (changes.keySet().stream().anyMatch(EditPage::isSecret)) {
            return ask(client, visitor, secretElsewhere());
        }
        return changes.isEmpty()
                ? toClient(client, new Note(true, Html.say("edited.nothing"), Html.nothing()))
                : page(client, plan(admin.plan(client, changes), changes, visitor));
    }

    /** What the other form takes: typed here, it would be on the screen. */
    private static boolean isSecret(String key) {
        return key.startsWith(".") || SECRET_KEY.equalsIgnoreCase("." + key);
    }

    private static Html secretElsewhere() {
        return Html.of(
                "<p class=\"note bad\" role=\"alert\">{} <a href=\"#f-{}\">{}</a></p>\n",
                Html.say("edit.is-secret"),
                SECRET,
                Html.say("edit.secret"));
    }

    private Answer save(String client, String plan, Visitor visitor) {
        var changes = drafts.fetch(plan, owner(visitor, client));
        return changes.isPresent()
                ? save(client, changes.get(), visitor)
                : ask(client, visitor, Html.of("<p class=\"note bad\" role=\"alert\">{}</p>\n", Html.say("edit.gone")));
    }

    private Answer save(String client, Map<String, @Nullable String> changes, Visitor visitor) {
        var mine = admin.as(visitor.starter());
        changes.forEach((key, value) -> mine.set(client, key, value));
        return toClient(client, new Note(true, Html.say("edited.title", client), Pages.codes(changes.keySet())));
    }

    Answer seal(String client, Parameters form, Visitor visitor) {
        try {
            var secret = form.only(SECRET).orElse("").strip();
            if (secret.isEmpty()) {
                return toClient(client, new Note(true, Html.say("edited.nothing"), Html.nothing()));
            }
            admin.as(visitor.starter()).seal(client, SECRET_KEY, secret.toCharArray());
            return toClient(client, new Note(true, Html.say("edited.sealed", client), Html.nothing()));
        } catch (AdminException e) {
            return Actions.failed(client, e);
        }
    }

    /** What differs from what is written; an empty field takes its key out. */
    private static Map<String, @Nullable String> changes(Map<String, String> written, Parameters form) {
        var changes = new LinkedHashMap<String, @Nullable String>();
        for (var name : form.values().keySet()) {
            var value = form.only(name).orElse("").strip();
            if (name.startsWith(SET) && !value.equals(written.getOrDefault(name.substring(SET.length()), ""))) {
                changes.put(name.substring(SET.length()), value.isEmpty() ? null : value);
            }
        }
        var key = form.only(KEY).orElse("").strip();
        var value = form.only(VALUE).orElse("").strip();
        if (!key.isEmpty()) {
            changes.put(key, value.isEmpty() ? null : value);
        }
        return changes;
    }

    private Html plan(SettingsPlan plan, Map<String, @Nullable String> changes, Visitor visitor) {
        return Html.of(
                """
                {}<section aria-labelledby="plan"><h2 id="plan">{}</h2>
                <p lang="en">{}</p>
                {}{}<dl>{}{}</dl>
                {}</section>
                """,
                back(plan.client()),
                Html.say("edit.would"),
                plan.text(),
                PlanParts.wrong(plan.wrong()),
                PlanParts.notes(List.of(plan.notes())),
                PlanParts.changed(plan),
                PlanParts.register(plan),
                plan.wrong().isEmpty() ? saving(plan.client(), changes, visitor) : again(plan.client()));
    }

    private Html saving(String client, Map<String, @Nullable String> changes, Visitor visitor) {
        String path = Paths.action(client, "edit");
        return Html.of(
                "<form method=\"post\" action=\"{}\">{}{}<button>{}</button></form>\n{}",
                path,
                tokens.field(visitor.name(), path),
                Field.hidden(PLAN, drafts.keep(owner(visitor, client), changes)),
                Html.say("edit.save"),
                again(client));
    }

    /** A plan of one client is none of another one. */
    private static Object owner(Visitor visitor, String client) {
        return List.of(visitor.name(), client);
    }

    private static Html again(String client) {
        return Html.of("<p><a href=\"{}\">{}</a></p>\n", Paths.action(client, "edit"), Html.say("back"));
    }

    private Answer toClient(String client, Note note) {
        return Answer.seeOther(Paths.client(client) + "?note=" + notes.keep(note));
    }

    private static Html back(String client) {
        return Html.of(
                "<nav aria-label=\"{}\"><a href=\"{}\">{}</a></nav>\n",
                Html.say("nav"),
                Paths.client(client),
                Html.say("to.client", client));
    }

    private static Answer page(String client, Html content) {
        return Answer.page(
                        HttpServletResponse.SC_OK, Pages.page(Html.say("edit.title", client), Html.nothing(), content))
                .withForm("'self'");
    }
}
