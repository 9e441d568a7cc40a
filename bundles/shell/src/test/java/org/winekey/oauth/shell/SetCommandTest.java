// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SetCommandTest {

    private final FakeShell shell = new FakeShell();

    private SetCommand command(String key, String value) {
        var command = shell.with(new SetCommand());
        command.client = "spotify";
        command.key = key;
        command.value = value;
        return command;
    }

    @Test
    void set_ofAPlainKey_setsOrRemovesIt() throws IOException {
        command("scope", "one two").execute();
        var removing = command("scope", null);
        removing.remove = true;
        removing.execute();

        assertThat(shell.calls).containsExactly("set spotify scope one two", "set spotify scope null");
        assertThat(shell.screen()).contains("spotify: scope is set.", "spotify: scope is removed.");
    }

    @Test
    @Tag("R-095")
    void set_ofASecret_asksAtAHiddenPromptAndShowsItNowhere() throws IOException {
        shell.typed.add(" cnry-secret ");

        command(".client_secret", null).execute();

        assertThat(shell.prompts).singleElement().asString().startsWith("hidden: ");
        assertThat(shell.calls).containsExactly("seal spotify .client_secret cnry-secret");
        assertThat(shell.passphrases)
                .allMatch(secret -> new String(secret).chars().allMatch(character -> character == 0));
        assertThat(shell.screen()).doesNotContain("cnry");
    }

    @Test
    void set_ofASecretAsAnArgument_isRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> command(".client_secret", "cnry-secret").execute())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("history")
                .hasMessageNotContaining("cnry");
        assertThat(shell.calls).isEmpty();
    }

    @Test
    void set_ofASecretThatIsThere_movesOrRemovesIt() throws IOException {
        var moving = command(".client_secret", null);
        moving.move = true;
        moving.execute();
        var removing = command(".client_secret", null);
        removing.remove = true;
        removing.execute();

        assertThat(shell.calls)
                .containsExactly("sealFromConfiguration spotify .client_secret", "seal spotify .client_secret null");
        assertThat(shell.prompts).isEmpty();
    }

    @Test
    void set_withNothing_changesNothing() {
        shell.typed.add("  ");

        assertThatThrownBy(() -> command("scope", null).execute()).hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> command(".client_secret", null).execute()).hasMessageContaining("nothing was changed");
        var both = command("scope", "x");
        both.remove = true;
        assertThatThrownBy(both::execute).hasMessageContaining("nothing was changed");
        assertThat(shell.calls).isEmpty();
    }
}
