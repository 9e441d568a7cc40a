// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CreateCommandTest {

    private final FakeShell shell = new FakeShell();

    private CreateCommand command(String... settings) {
        var command = shell.with(new CreateCommand());
        command.client = "music";
        command.provider = "spotify";
        command.settings = List.of(settings);
        return command;
    }

    @Test
    @Tag("R-095")
    void create_withASecret_asksAtAHiddenPromptAndShowsItNowhere() throws IOException {
        shell.typed.add(" cnry-secret ");

        command("client_id=a=b", "scope=one two").execute();

        assertThat(shell.prompts).singleElement().asString().startsWith("hidden: ");
        assertThat(shell.calls)
                .containsExactly("create music {provider=spotify, client_id=a=b, scope=one two} cnry-secret");
        assertThat(shell.passphrases)
                .singleElement()
                .matches(secret -> new String(secret).chars().allMatch(character -> character == 0));
        assertThat(shell.screen())
                .contains("Written: etc/music.cfg", "oauth:authorize music")
                .doesNotContain("cnry");
    }

    @Test
    void create_withoutASecret_asksOnceOrNotAtAll() throws IOException {
        shell.typed.add("");
        command("client_id=1").execute();
        var isPublic = command();
        isPublic.isPublic = true;
        isPublic.settings = null;
        isPublic.execute();

        assertThat(shell.prompts).hasSize(1);
        assertThat(shell.calls)
                .containsExactly(
                        "create music {provider=spotify, client_id=1} null", "create music {provider=spotify} null");
    }

    @Test
    void create_withASecretAsAnArgument_isRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> command(".client_secret=cnry-secret").execute())
                .hasMessageContaining("history")
                .hasMessageNotContaining("cnry");
        assertThatThrownBy(() -> command("scope").execute()).hasMessageContaining("key=value");
        assertThat(shell.calls).isEmpty();
        assertThat(shell.prompts).isEmpty();
    }

    @Test
    void create_atAPromptThatIsLeft_changesNothing() {
        assertThatThrownBy(() -> command().execute()).hasMessageContaining("nothing was changed");
        assertThat(shell.calls).isEmpty();
    }
}
