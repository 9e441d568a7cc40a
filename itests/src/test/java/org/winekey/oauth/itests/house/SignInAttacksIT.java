// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;
import static org.winekey.oauth.itests.support.Keycloak.BERT;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.HostileSite;

/** Two people with a real browser each: the one who starts a sign-in, and one who wants it for himself or spoiled. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SignInAttacksIT {
    private static final House HOUSE = AttackedHouse.shared();
    private static final HostileSite SITE = HostileSite.start();
    private static Resident victim;
    private static Resident attacker;

    @BeforeAll
    static void open() {
        victim = Resident.admin(HOUSE);
        attacker = Resident.guest(HOUSE);
    }

    @AfterAll
    static void close() {
        victim.close();
        attacker.close();
        SITE.close();
    }

    @Test
    @Tag("R-006")
    void callback_stolenAndOpenedInAnotherBrowser_publishesNothing() {
        URI callback = AttackedHouse.consent(victim.leave("stolen"), ANNA);

        String shown = attacker.visit(callback);

        assertThat(shown).doesNotContain("Signed in");
        assertThat(HOUSE.probe().token("stolen").isGranted()).isFalse();
    }

    @Test
    @Tag("R-006")
    void callback_withTheAttackersCode_costsTheVictimNothing() {
        URI authorization = victim.leave("injected");
        for (String state : List.of("", "&state=", "&state=" + "A".repeat(43))) {
            String forged = HOUSE.karaf().uri("/oauth/callback/injected") + "?code=" + codeOf(authorization) + state;
            SITE.page("/trap", trap(forged));

            victim.browser().go(SITE.sameSite("/trap")).awaitText("four ways tried");
            victim.browser().click("#link").awaitText("No such sign-in");
        }

        String end = victim.visit(AttackedHouse.consent(authorization, ANNA));

        assertThat(end).contains("Signed in");
        assertThat(HOUSE.probe().token("injected").isGranted()).isTrue();
    }

    @Test
    @Tag("R-006")
    @Tag("R-020")
    void callback_usedOnce_isWorthNothingToAnybody() {
        URI callback = AttackedHouse.consent(victim.leave("replayed"), ANNA);
        assertThat(victim.visit(callback)).contains("Signed in");
        var before = HOUSE.probe().awaitToken("replayed");

        victim.browser().driver().navigate().refresh();
        String again = victim.visit(callback);
        String elsewhere = attacker.visit(callback);

        assertThat(List.of(again, elsewhere)).allMatch(text -> !text.contains("Signed in"));
        assertThat(HOUSE.probe().token("replayed").session()).isEqualTo(before.session());
        // The provider ends the session whose code comes twice, so a second exchange would show here.
        assertThat(HOUSE.keycloak().isActive(lastToken())).isTrue();
    }

    @Test
    @Tag("R-006")
    @Tag("R-023")
    void states_ofTwoSignInsSwapped_publishNothingAndSpoilNothing() {
        URI one = AttackedHouse.consent(victim.leave("swap-one"), ANNA);
        URI other = AttackedHouse.consent(victim.leave("swap-other"), BERT);

        for (URI swapped : List.of(to("swap-other", one), to("swap-one", other), withStateOf(one, other))) {
            assertThat(victim.visit(swapped)).doesNotContain("Signed in");
        }
        assertThat(HOUSE.probe().token("swap-one").isGranted()).isFalse();
        assertThat(HOUSE.probe().token("swap-other").isGranted()).isFalse();

        assertThat(victim.visit(other)).contains("Signed in");
    }

    /** A page that sends the browser to this address in every way a page has, and lets it be clicked. */
    private static String trap(String address) {
        return """
                <!DOCTYPE html><title>kittens</title>
                <img src="%1$s" alt=""><iframe src="%1$s"></iframe>
                <link rel="stylesheet" href="%1$s">
                <script>
                fetch("%1$s", {mode: "no-cors", credentials: "include"}).catch(() => 0)
                    .then(() => document.body.append("four ways tried"));
                </script>
                <a id="link" href="%1$s">more kittens</a>
                """.formatted(address);
    }

    /** A code that the provider gave to the attacker for the same client and redirect URI. */
    private static String codeOf(URI authorization) {
        return parameter(AttackedHouse.consent(authorization, BERT), "code");
    }

    private static URI to(String client, URI callback) {
        return URI.create(callback.toString().replaceFirst("/swap-\\w+", "/" + client));
    }

    private static URI withStateOf(URI callback, URI other) {
        return URI.create(callback.toString().replace(parameter(callback, "state"), parameter(other, "state")));
    }

    private static String parameter(URI address, String name) {
        return address.getRawQuery().replaceFirst("^(?:.*&)?" + name + "=([^&]*).*$", "$1");
    }

    private static String lastToken() {
        var tokens = HOUSE.probe().tokens();
        return tokens.get(tokens.size() - 1);
    }
}
