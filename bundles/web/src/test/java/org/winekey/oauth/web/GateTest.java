// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private final House house = new House();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth",
                "/oauth/",
                "/oauth?code=CANARY&state=CANARY",
                "/oauth/callback?code=CANARY&state=CANARY",
                "/oauth/callback/?code=CANARY",
                "/oauth/callback/%73potify?code=CANARY",
                "/oauth/go?code=CANARY",
                "/oauth/go/done",
                "/oauth/client/spotify/forget",
                "/oauth/anything"
            })
    void path_closedAndNoCredentials_isUnauthorizedAndSaysNothing(String path) {
        var answer = house.ask(FakeRequest.get(path));

        assertThat(answer.status).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(answer.everything()).doesNotContain("CANARY").doesNotContain("Location");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void refusal_ofHead_isOnItsWayBeforeTheContainerAnswersItself() {
        var answer = house.ask(FakeRequest.method("HEAD", "/oauth"));

        assertThat(answer.status).isEqualTo(401);
        assertThat(answer.committed).isTrue();
    }

    @Test
    void password_wrong_isUnauthorized() {
        assertThat(house.ask(FakeRequest.get("/oauth").password("karaf", "wrong")).status)
                .isEqualTo(401);
    }

    @Test
    void credentials_thatAreNone_areUnauthorizedAndNotTried() {
        for (String header : new String[] {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc", ""}) {
            assertThat(house.ask(FakeRequest.get("/oauth").header("Authorization", header)).status)
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(house.realm.asked).isZero();
    }

    @Test
    void user_withAdminRole_seesThePage() {
        assertThat(house.ask(FakeRequest.get("/oauth").as("karaf")).status).isEqualTo(200);
    }

    @Test
    @Tag("R-108")
    void user_withViewerRole_seesThePageWithoutButtons() {
        house.admin.reports = List.of(FakeReport.authorized("spotify"));

        var answer = house.ask(FakeRequest.get("/oauth").as("vera"));

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body())
                .contains("account-of-spotify")
                .doesNotContain("<form")
                .doesNotContain("<button");
    }

    @Test
    void user_withNeitherRole_isForbidden() {
        assertThat(house.ask(FakeRequest.get("/oauth").as("guest")).status).isEqualTo(403);
    }

    @Test
    void realm_missing_isForbiddenWithTheReasonAndLeavesOpenPathsAlone() {
        house.realm.exists = false;

        var page = house.ask(FakeRequest.get("/oauth"));
        var callback = house.ask(FakeRequest.get("/oauth/callback/spotify?state=a&code=b"));

        assertThat(page.status).isEqualTo(403);
        assertThat(page.body()).contains("JAAS realm");
        assertThat(callback.status).isEqualTo(303);
    }

    @Test
    @Tag("R-104")
    void host_foreign_isMisdirectedOnEveryPathAndNotRepeated() {
        for (String path :
                new String[] {"/oauth", "/oauth/callback/spotify?code=CANARY", "/oauth/go/" + FakeAdmin.NONCE}) {
            var answer = house.ask(FakeRequest.get(path).as("karaf").host("evil.example", 8181));

            assertThat(answer.status).as(path).isEqualTo(421);
            assertThat(answer.everything()).doesNotContain("evil.example").doesNotContain("CANARY");
        }
        assertThat(house.admin.calls).isEmpty();
        assertThat(house.realm.asked).isZero();
    }

    @Test
    @Tag("R-106")
    void logins_failingFromOneAddress_slowThatAddressAndNoOther() {
        for (int i = 0; i < 50; i++) {
            house.ask(FakeRequest.get("/oauth").password("karaf", "guess" + i).from("192.168.1.66"));
        }
        int asked = house.realm.asked;

        var rightFromThere = house.ask(FakeRequest.get("/oauth").as("karaf").from("192.168.1.66"));
        var operator = house.ask(FakeRequest.get("/oauth").as("karaf").from("192.168.1.7"));

        assertThat(asked).isEqualTo(5);
        assertThat(rightFromThere.status).isEqualTo(429);
        assertThat(Integer.parseInt(rightFromThere.header("Retry-After"))).isBetween(1, 61);
        assertThat(operator.status).isEqualTo(200);
    }

    @Test
    @Tag("R-106")
    void logins_ofAViewerInBetween_buyNoGuessesAtAnAdministrator() {
        for (int i = 0; i < 50; i++) {
            house.ask(FakeRequest.get("/oauth").password("karaf", "guess" + i).from("192.168.1.66"));
            house.ask(FakeRequest.get("/oauth").as("vera").from("192.168.1.66"));
        }

        assertThat(house.realm.refused).isEqualTo(5);
    }

    @Test
    @Tag("R-106")
    void logins_whileOthersAreStillLookedAt_areCounted() {
        house.realm.meanwhile = () -> {
            if (house.realm.asked < 50) {
                house.ask(FakeRequest.get("/oauth").password("karaf", "guess"));
            }
        };

        house.ask(FakeRequest.get("/oauth").password("karaf", "guess"));

        assertThat(house.realm.asked).isEqualTo(5);
    }

    @Test
    @Tag("R-106")
    void logins_afterThePause_areLookedAtAgain() {
        for (int i = 0; i < 5; i++) {
            house.ask(FakeRequest.get("/oauth").password("karaf", "guess" + i));
        }

        house.pass(Duration.ofSeconds(2));

        assertThat(house.ask(FakeRequest.get("/oauth").as("karaf")).status).isEqualTo(200);
    }

    @Test
    void path_ofOthers_isLeftToTheContainer() throws Exception {
        var response = new FakeResponse();

        boolean passed = house.context.handleSecurity(
                FakeRequest.get("/somewhere").host("evil.example", 1).request(), response.response());

        assertThat(passed).isTrue();
        assertThat(response.status).isZero();
    }

    @Test
    void servlet_askedPastTheContext_isUnauthorizedAllTheSame() throws Exception {
        for (String path : new String[] {"/oauth", "/x/../oauth", "/x/../oauth/client/spotify/forget"}) {
            var response = new FakeResponse();

            house.servlet.service(FakeRequest.get(path).as("karaf").request(), response.response());

            assertThat(response.status).as(path).isEqualTo(401);
        }
    }

    @Test
    void realm_thatBreaks_isAnErrorWithoutDetails() {
        house.admin.base = null;

        var answer = house.ask(FakeRequest.get("/oauth").as("karaf"));

        assertThat(answer.status).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("Exception");
    }
}
