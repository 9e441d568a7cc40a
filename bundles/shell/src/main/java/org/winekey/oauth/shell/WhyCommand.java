// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
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

    @Override
    public @Nullable Object execute() {
        var explanation = admin.explain(client);
        print(explanation, session.getConsole());
        print(explanation.events(), session.getConsole());
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

    private static void print(List<ClientEvent> events, PrintStream out) {
        var table = new ShellTable();
        table.column("Last");
        table.column("Times");
        table.column("Since");
        table.column("What happened");
        table.emptyTableText("Nothing happened since the service started.");
        for (var event : events) {
            table.addRow()
                    .addContent(
                            seconds(event.lastAt()),
                            event.times(),
                            event.times() == 1 ? "" : seconds(event.firstAt()),
                            event.text()
                                    + event.waitUntil()
                                            .map(at -> "; to wait until " + seconds(at))
                                            .orElse(""));
        }
        table.print(out);
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void line(PrintStream out, String label, String text) {
        out.printf("%-15s %s%n", label, text);
    }
}
