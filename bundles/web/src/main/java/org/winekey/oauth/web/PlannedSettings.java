// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.List;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.web.Notes.Note;

/** The import of the settings of a PG3 plugin. */
record PlannedSettings(ImportPlan plan) implements PlannedImport {

    @Override
    public Html show() {
        var client = Html.of("<code>{}</code>", plan.settings().client());
        return Html.of(
                "{}<dl>{}{}{}{}{}</dl>\n<p lang=\"en\">{}</p>\n{}",
                PlanParts.wrong(plan.settings().wrong()),
                Pages.line("line.file", Pages.codes(List.of(plan.file().name()))),
                Pages.line("head.client", plan.newClient() ? Html.say("import.new", client) : client),
                PlanParts.changed(plan.settings()),
                Pages.line("import.secret", secret()),
                PlanParts.register(plan.settings()),
                plan.settings().text(),
                PlanParts.notes(List.of(plan.settings().notes(), plan.warnings())));
    }

    private Html secret() {
        return switch (plan.secret()) {
            case NONE -> Html.nothing();
            case SEAL -> Html.say("import.secret.seal");
            case SAME -> Html.say("import.secret.same");
        };
    }

    @Override
    public boolean possible() {
        return plan.changesSomething() && plan.settings().wrong().isEmpty();
    }

    @Override
    public Note run(OAuthAdmin admin) {
        admin.importSettings(plan);
        return new Note(true, Html.say("imported.title", plan.settings().client()), Html.say("imported.text"));
    }
}
