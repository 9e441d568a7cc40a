// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.PendingGrant.Why;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Starter;

class SignInCommandsTest {

    private final FakeShell shell = new FakeShell();

    private AuthorizeCommand authorize() {
        var command = shell.with(new AuthorizeCommand());
        command.client = "spotify";
        return command;
    }

    private void accept(String typed) throws IOException {
        shell.pending = List.of(new PendingGrant(
                "p-1",
                "spotify",
                Door.DEVICE,
                Optional.of("eve"),
                Optional.of("anna"),
                Set.of("read", "play"),
                new Starter("shell", "karaf"),
                "device",
                Instant.parse("2026-11-22T20:03:00Z"),
                Why.OTHER_ACCOUNT));
        shell.typed.add(typed);
        var command = shell.with(new AcceptCommand());
        command.client = "spotify";
        command.execute();
    }

    @Test
    void authorize_plain_printsWhatToRegisterAndTheLinkForThisBrowser() throws IOException {
        authorize().execute();

        assertThat(shell.screen())
                .contains("http://192.168.1.5:8181/oauth/callback/spotify", "/oauth/go/here")
                .doesNotContain("elsewhere");
    }

    @Test
    @Tag("R-002")
    void authorize_passwordGrant_warnsAndAsksAtAHiddenPrompt() throws IOException {
        shell.passwordDoor = true;
        shell.typed.addAll(List.of("anna", "pw-canary"));

        authorize().execute();

        assertThat(shell.screen())
                .containsSubsequence("gives the password of your account away", "spotify is signed in.")
                .doesNotContain("canary");
        assertThat(shell.prompts.get(1)).startsWith("hidden: Password");
        assertThat(shell.calls).containsExactly("signIn spotify anna pw-canary");
        assertThat(shell.passphrases)
                .singleElement()
                .satisfies(typed -> assertThat(typed).containsOnly('\0'));
    }

    @Test
    @Tag("R-091")
    void authorize_qr_showsTheOtherLinkOnly() throws IOException {
        var command = authorize();
        command.qr = true;

        command.execute();

        assertThat(shell.screen())
                .contains(Qr.lines("http://192.168.1.5:8181/oauth/go/elsewhere"), "oauth:accept spotify")
                .doesNotContain("/oauth/go/here");
    }

    @Test
    @Tag("R-088")
    void authorize_device_addressAndCodeAsTextBeforeTheSymbol() throws IOException {
        var command = authorize();
        command.device = true;

        command.execute();

        assertThat(shell.screen())
                .containsSubsequence(
                        "  https://provider.example/device",
                        "  WDJB-MJHT",
                        "must show this very code",
                        Qr.lines("https://provider.example/device"));
    }

    @Test
    void accept_nothingWaits_saysSo() throws IOException {
        var command = shell.with(new AcceptCommand());
        command.client = "spotify";
        command.execute();

        assertThat(shell.screen()).contains("No sign-in of spotify waits");
    }

    @Test
    @Tag("R-026")
    void accept_showsWhoseItIsBeforeItAsks() throws IOException {
        accept("accept");

        assertThat(shell.screen())
                .contains("another account", "eve", "anna", "play read", "device", "2026-11-22T20:03:00Z")
                .contains("spotify is signed in.");
        assertThat(shell.prompts).hasSize(1);
        assertThat(shell.calls).containsExactly("accept spotify p-1");
    }

    @Test
    void decline_dropsIt() throws IOException {
        accept("decline");

        assertThat(shell.calls).containsExactly("decline spotify p-1");
        assertThat(shell.screen()).contains("Declined.");
    }

    @Test
    void anythingElse_changesNothing() throws IOException {
        accept("yes");

        assertThat(shell.calls).isEmpty();
        assertThat(shell.screen()).contains("Nothing was changed.");
    }

    @Test
    void accept_refused_failsWithTheReason() {
        shell.signIn = new SignInOutcome(Kind.SETTINGS_CHANGED, "spotify", "The settings of spotify changed.");

        assertThatThrownBy(() -> accept("accept")).hasMessage("The settings of spotify changed.");
    }

    private void revoke(String typed) throws IOException {
        shell.typed.add(typed);
        var command = shell.with(new RevokeCommand());
        command.client = "spotify";
        command.execute();
    }

    @Test
    @Tag("R-076")
    void revoke_confirmed_warnsFirstAndTellsTheOutcome() throws IOException {
        revoke("yes");

        assertThat(shell.screen()).containsSubsequence("every grant of that user", "the provider ended it");
        assertThat(shell.calls).containsExactly("revoke spotify");
        assertThat(shell.users).containsExactly(new Starter("shell", "karaf"));
    }

    @Test
    @Tag("R-077")
    void introspect_printsWhatTheProviderSays() {
        var command = shell.with(new IntrospectCommand());
        command.client = "spotify";

        command.execute();

        assertThat(shell.screen())
                .containsSubsequence(
                        "introspection   ACTIVE",
                        "takes this token",
                        "scopes          play read",
                        "expires",
                        "21:03:00Z");
    }

    @Test
    void revoke_notConfirmed_changesNothing() throws IOException {
        revoke("no");

        assertThat(shell.calls).isEmpty();
    }
}
