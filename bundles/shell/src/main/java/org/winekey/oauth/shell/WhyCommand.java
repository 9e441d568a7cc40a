// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;

/** {@code oauth:why}: why a client is as it is, and what happened to it. */
@Service
@Command(
        scope = "oauth",
        name = "why",
        description = "Explains why a client is as it is: who has to act, what comes next, what that rests on, and what"
                + " happened last. Shows no secret. Example: oauth:why spotify")
public final class WhyCommand extends ClientAction {

    @Option(name = "--json", description = "For programs: one line of JSON with a format version")
    boolean json;

    @Override
    public @Nullable Object execute() {
        var explanation = admin.explain(client);
        if (json) {
            session.getConsole().println(Json.document("explanation", Facts.of(explanation)));
        } else {
            print(explanation, session.getConsole());
            print(explanation.events());
        }
        return null;
    }

    private static void print(ClientExplanation explanation, PrintStream out) {
        var status = explanation.report().status();
        line(out, "client", explanation.report().name());
        line(out, "status", status.code() + " (" + status.audience() + ")");
        line(out, "why", status.reason());
        line(out, "who acts", explanation.whoActs());
        line(
                out,
                "next",
                explanation.next()
                        + explanation.nextAt().map(at -> ", at " + seconds(at)).orElse(""));
        line(out, "registration", explanation.registration());
        explanation.evidence().forEach(evidence -> line(out, "evidence", evidence));
        explanation.report().notices().forEach(notice -> line(out, "notice", notice));
    }

    private void print(List<ClientEvent> events) {
        var table = new Table("Nothing happened since the service started.", "Last", "Times", "What happened");
        for (var event : events) {
            table.row(seconds(event.lastAt()), event.times(), text(event));
        }
        table.print(session);
    }

    private static String text(ClientEvent event) {
        return event.text()
                + (event.times() == 1 ? "" : "; since " + seconds(event.firstAt()))
                + event.waitUntil().map(at -> "; to wait until " + seconds(at)).orElse("");
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void line(PrintStream out, String label, String text) {
        out.printf("%-15s %s%n", label, text);
    }
}
