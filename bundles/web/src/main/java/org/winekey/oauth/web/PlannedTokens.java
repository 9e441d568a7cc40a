// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.TokenImportPlan;
import org.winekey.oauth.web.Notes.Note;

/** The import of the sign-ins of another system. */
record PlannedTokens(TokenImportPlan plan) implements PlannedImport {

    @Override
    public Html show() {
        return Html.of(
                "<dl>{}{}</dl>\n{}{}",
                Pages.line("import.system", Pages.text(plan.system())),
                Pages.line(
                        "line.file",
                        Pages.codes(plan.what().files().stream()
                                .map(ForeignFile::name)
                                .toList())),
                plan.steps().isEmpty() ? Html.of("<p>{}</p>\n", Html.say("import.empty")) : table(),
                PlanParts.notes(List.of(plan.warnings())));
    }

    private Html table() {
        return Html.of(
                "<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
                Html.join(Stream.of("import.entry", "head.client", "import.settings", "import.becomes")
                        .map(head -> Html.of("<th scope=\"col\">{}</th>", Html.say(head)))
                        .toList()),
                Html.join(plan.steps().stream().map(PlannedTokens::row).toList()));
    }

    private static Html row(TokenImportPlan.Step step) {
        return Html.of(
                "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                step.entry(),
                Objects.requireNonNullElse(step.client(), ""),
                step.createsSettings() ? Html.say("import.created") : Html.nothing(),
                Pages.english(step.text()));
    }

    @Override
    public boolean possible() {
        return plan.changesSomething();
    }

    @Override
    public Note run(OAuthAdmin admin) {
        var report = admin.importTokens(plan);
        var release = Html.of("<code>{}</code>", "oauth:release " + report.batch());
        return new Note(
                !report.hasFailures(),
                Html.say(report.hasFailures() ? "imported.partly" : "imported.tokens"),
                Html.of(
                        "{}{}",
                        Html.join(report.results().stream()
                                .map(PlannedTokens::result)
                                .toList()),
                        Html.say("imported.release", release)));
    }

    private static Html result(RestoreReport.Result result) {
        var said = switch (result.outcome()) {
            case RESTORED -> Html.say("imported.came", result.client());
            case SETTINGS_CREATED, UNCHANGED -> Html.say("imported.stays", result.client());
            case FAILED -> Html.say("imported.failed", result.client(), Pages.english(result.message()));
        };
        return Html.of("{} ", said);
    }
}
