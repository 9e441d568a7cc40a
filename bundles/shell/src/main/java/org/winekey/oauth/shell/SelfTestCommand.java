// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:self-test}: looks whether the announced addresses lead to this controller. It warns and forbids nothing. */
@Service
@Command(
        scope = "oauth",
        name = "self-test",
        description = "Looks whether the addresses that browsers are sent to lead here. Example: oauth:self-test")
public final class SelfTestCommand extends OAuthAction {

    @Option(name = "--json", description = "For programs: one line of JSON with a format version")
    boolean json;

    @Override
    public @Nullable Object execute() {
        var findings = admin.selfTest();
        var out = session.getConsole();
        if (json) {
            out.println(
                    Json.document("findings", findings.stream().map(Facts::of).toList()));
        } else {
            findings.forEach(finding ->
                    out.println((finding.good() ? "ok    " : "check ") + finding.subject() + " " + finding.text()));
        }
        return null;
    }
}
