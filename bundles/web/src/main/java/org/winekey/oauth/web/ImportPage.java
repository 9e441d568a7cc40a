// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.web.Notes.Note;

/**
 * Brings settings and sign-ins of another system here: the files, then what they would do, then the import. What the files hold is
 * never shown, and nothing of it is written down before a person agrees. Callers have checked role and origin.
 *
 * <p>Thread-safe.
 */
final class ImportPage {

    private static final String STEP = "step";
    private static final String IMPORT = "import";
    private static final Parameters NOTHING = new Parameters(Map.of());

    /** Imports that wait for an answer. */
    static final int MOST = 4;

    /** Files, and what would become of them. Who fetched them closes them. */
    record Luggage(PlannedImport plan, Upload upload) implements AutoCloseable {
        @Override
        public void close() {
            upload.close();
        }
    }

    private final OAuthAdmin admin;
    private final Notes notes;
    private final FormTokens tokens;
    private final Cloakroom<Luggage> cloakroom;
    private final ImportForm form;

    ImportPage(OAuthAdmin admin, Notes notes, FormTokens tokens, Cloakroom<Luggage> cloakroom) {
        this.admin = admin;
        this.notes = notes;
        this.tokens = tokens;
        this.cloakroom = cloakroom;
        this.form = new ImportForm(admin, tokens);
    }

    Answer ask(HttpServletRequest request, Visitor visitor) {
        return ask(request, visitor, NOTHING, "");
    }

    private Answer ask(HttpServletRequest request, Visitor visitor, Parameters given, String error) {
        return page("import.title", form.show(request, visitor, given, error));
    }

    /** Takes the files and leads to their plan (empty: the form is none of ours). */
    Optional<Answer> receive(HttpServletRequest request, Visitor visitor) {
        return Upload.read(request)
                .map(upload -> {
                    if (tokens.accepts(upload.fields().all(FormTokens.FIELD), visitor.name(), Paths.IMPORT)) {
                        return Optional.of(plan(upload, request, visitor));
                    }
                    upload.close();
                    return Optional.<Answer>empty();
                })
                .orElseGet(() -> Optional.of(unreadable(HttpServletResponse.SC_BAD_REQUEST)));
    }

    static Answer tooLong() {
        return unreadable(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    }

    private static Answer unreadable(int status) {
        return Pages.message(
                status,
                Html.say("import.unreadable.title"),
                Html.say("import.unreadable.text", Upload.LONGEST / (1024 * 1024)),
                Paths.IMPORT,
                Html.say("again"));
    }

    private Answer plan(Upload upload, HttpServletRequest request, Visitor visitor) {
        try {
            var plan = plan(upload);
            return Answer.seeOther(Paths.planned(cloakroom.keep(visitor.name(), new Luggage(plan, upload))));
        } catch (AdminException e) {
            upload.close();
            return ask(request, visitor, upload.fields(), Pages.told(e));
        } catch (RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    private PlannedImport plan(Upload upload) {
        var given = upload.fields();
        if (upload.files().isEmpty()) {
            throw new AdminException(
                    AdminException.Problem.FILE_UNUSABLE, "No file came, or an empty one; choose one.");
        }
        if (given.only(ImportForm.KIND).filter(ImportForm.SETTINGS::equals).isPresent()) {
            return new PlannedSettings(admin.planImport(upload.files().get(0), value(given, ImportForm.NAME)));
        }
        return new PlannedTokens(admin.planImportTokens(new TokenImport(
                List.copyOf(upload.files()),
                value(given, ImportForm.ENTRY),
                value(given, ImportForm.CLIENT),
                given.only(ImportForm.REPLACE).isPresent())));
    }

    private static @Nullable String value(Parameters given, String name) {
        var value = given.only(name).orElse("").strip();
        return value.isEmpty() ? null : value;
    }

    Answer show(String id, Visitor visitor) {
        return cloakroom
                .look(id, visitor.name())
                .map(Luggage::plan)
                .map(plan -> page("import.plan", Html.of("{}{}{}", back(), plan.show(), decision(id, plan, visitor))))
                .orElseGet(ImportPage::gone);
    }

    private Html decision(String id, PlannedImport plan, Visitor visitor) {
        String path = Paths.planned(id);
        var agree = Html.of("<button name=\"{}\" value=\"{}\">{}</button>\n", STEP, IMPORT, Html.say("import.do"));
        return Html.of(
                """
                <p>{}</p>
                <form method="post" action="{}">{}{}<button class="button" name="{}" value="drop">{}</button></form>
                """,
                Html.say(plan.possible() ? "import.kept" : "import.impossible"),
                path,
                tokens.field(visitor.name(), path),
                plan.possible() ? agree : Html.nothing(),
                STEP,
                Html.say("import.drop"));
    }

    /** Does what was planned, or drops it. */
    Answer decide(String id, Parameters answer, Visitor visitor) {
        var fetched = cloakroom.fetch(id, visitor.name());
        if (fetched.isEmpty()) {
            return gone();
        }
        try (var luggage = fetched.get()) {
            var agreed = answer.only(STEP).filter(IMPORT::equals).isPresent()
                    && luggage.plan().possible();
            var note = agreed
                    ? luggage.plan().run(admin.as(visitor.starter()))
                    : new Note(true, Html.say("edited.nothing"), Html.nothing());
            return Answer.seeOther(Paths.listWithNote(notes.keep(note)));
        } catch (AdminException e) {
            return Pages.message(
                    HttpServletResponse.SC_CONFLICT,
                    Html.say("import.failed"),
                    Pages.english(Pages.told(e)),
                    Paths.IMPORT,
                    Html.say("again"));
        }
    }

    private static Answer gone() {
        return Pages.message(
                HttpServletResponse.SC_NOT_FOUND,
                Html.say("import.gone.title"),
                Html.say("import.gone.text"),
                Paths.IMPORT,
                Html.say("again"));
    }

    private static Html back() {
        return Html.of(
                "<nav aria-label=\"{}\"><a href=\"{}\">{}</a></nav>\n",
                Html.say("nav"),
                Paths.IMPORT,
                Html.say("import.title"));
    }

    private static Answer page(String title, Html content) {
        return Answer.page(HttpServletResponse.SC_OK, Pages.page(Html.say(title), Html.nothing(), content))
                .withForm("'self'");
    }
}
