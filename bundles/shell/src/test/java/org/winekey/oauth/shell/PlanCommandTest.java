// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCommandTest {

    private final FakeShell shell = new FakeShell();

    private PlanCommand command(String... changes) {
        var command = shell.with(new PlanCommand());
        command.client = "spotify";
        command.changes = List.of(changes);
        return command;
    }

    @Test
    void plan_ofChanges_showsWhatTheyWouldDo() {
        command("client_id=a=b", "scope=").execute();

        assertThat(shell.calls).containsExactly("plan spotify {client_id=a=b, scope=null}");
        assertThat(shell.screen())
                .contains("client_id scope")
                .contains("token_endpoint is not set")
                .contains("the text of the plan")
                .contains("http://127.0.0.1:8181/oauth/callback/spotify")
                .contains("a note")
                .contains("Nothing was changed.");
    }

    @Test
    void plan_ofNoChange_isRefused() {
        assertThatThrownBy(() -> command("scope").execute()).hasMessageContaining("key=value");
        assertThatThrownBy(() -> command("=x").execute()).hasMessageContaining("key=value");
        assertThatThrownBy(() -> command(".client_secret=cnry").execute())
                .hasMessageContaining("history")
                .hasMessageNotContaining("cnry");
        assertThat(shell.calls).isEmpty();
    }
}
