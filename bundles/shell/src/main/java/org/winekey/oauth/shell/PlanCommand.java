// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.SettingsPlan;

/** {@code oauth:plan}: says what a change of settings would do, and changes nothing. */
@Service
@Command(
        scope = "oauth",
        name = "plan",
        description = "Says what a change of settings would do, and changes nothing. "
                + "Example: oauth:plan spotify client_id=1234 scope=\"one two\"")
public final class PlanCommand extends ClientAction {

    @Argument(
            index = 1,
            name = "key=value",
            description = "The changes; nothing after the = removes the key",
            required = true,
            multiValued = true)
    @Completion(ChangeCompleter.class)
    @SuppressWarnings("NullAway.Init") // Karaf sets it before execute
    List<String> changes;

    @Option(name = "--json", description = "For programs: one line of JSON with a format version")
    boolean json;

    @Override
    public @Nullable Object execute() {
        var plan = admin.plan(client, changes());
        if (json) {
            session.getConsole().println(Json.document("plan", Facts.of(plan)));
        } else {
            print(plan);
        }
        return null;
    }

    private Map<String, @Nullable Object> changes() {
        var read = new HashMap<String, @Nullable Object>();
        Changes.of(changes).forEach((key, value) -> read.put(key, value.isEmpty() ? null : value));
        return read;
    }

    private void print(SettingsPlan plan) {
        Lines.of(plan).forEach(session.getConsole()::println);
        session.getConsole().println("Nothing was changed.");
    }
}
