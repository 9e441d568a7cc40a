// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;

class AcceptanceTest {

    private static final String ACCEPT = "/oauth/client/spotify/accept";
    private static final String DECLINE = "/oauth/client/spotify/decline";

    private final House house = new House();

    @BeforeEach
    void aGrantWaits() {
        house.admin.reports = List.of(FakeReport.withDoorsAndPending("spotify", FakeAdmin.PENDING));
    }

    private String list(String user) {
        return house.ask(FakeRequest.get("/oauth").as(user)).body();
    }

    private FakeResponse send(String path, String id) {
        return house.ask(FakeRequest.post(path, "token=" + House.formToken("karaf", path) + "&id=" + id)
                .as("karaf"));
    }

    private String told(FakeResponse answer) {
        return house.ask(FakeRequest.get(answer.header("Location")).as("karaf")).body();
    }

    @Test
    @Tag("R-026")
    void waitingGrant_isShownWithAccountTimeAndAddressBeforeTheButtons() {
        assertThat(list("karaf"))
                .containsSubsequence(
                        "A sign-in waits for acceptance",
                        "another browser than the one that left",
                        "eve &lt;eve@example.org&gt;",
                        "anna",
                        "192.168.1.77",
                        "1 Jan 2026 10:05:00",
                        "action=\"" + ACCEPT + "\"",
                        "action=\"" + DECLINE + "\"");
    }

    @Test
    @Tag("R-108")
    void viewer_seesIt_andHasNoButtons() {
        assertThat(list("vera")).contains("A sign-in waits for acceptance").doesNotContain(ACCEPT, DECLINE);
    }

    @Test
    @Tag("R-026")
    void accept_whatWasSeen_isAccepted() {
        var answer = send(ACCEPT, "p-1");

        assertThat(house.admin.calls).containsExactly("accept spotify p-1");
        assertThat(told(answer)).contains("spotify is signed in.");
    }

    @Test
    void accept_notPossible_tellsWhy() {
        house.admin.outcome = new SignInOutcome(Kind.SETTINGS_CHANGED, "spotify", "The settings of spotify changed.");

        assertThat(told(send(ACCEPT, "p-1"))).contains("class=\"note bad\"", "The settings of spotify changed.");
    }

    @Test
    @Tag("R-026")
    void anotherThanWasSeen_isNeitherAcceptedNorDeclined() {
        assertThat(send(ACCEPT, "p-0").status).isEqualTo(404);
        assertThat(send(DECLINE, "").status).isEqualTo(404);
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void decline_dropsItAndSaysWhereElseToLook() {
        var answer = send(DECLINE, "p-1");

        assertThat(house.admin.calls).containsExactly("decline spotify p-1");
        assertThat(told(answer)).contains("was declined", "take the access away at the provider");
    }
}
