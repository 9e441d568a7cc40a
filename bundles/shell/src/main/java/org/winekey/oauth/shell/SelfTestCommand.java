// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code oauth:self-test}: looks whether the announced addresses lead to this controller. It warns and forbids nothing. */
@Service
@Command(
        scope = "oauth",
        name = "self-test",
        description = "Looks whether the addresses that browsers are sent to lead here. Example: oauth:self-test")
public final class SelfTestCommand extends OAuthAction {

    @Override
    public @Nullable Object execute() {
        admin.selfTest()
                .forEach(finding -> session.getConsole()
                        .println((finding.good() ? "ok    " : "check ") + finding.subject() + " " + finding.text()));
        return null;
    }
}
