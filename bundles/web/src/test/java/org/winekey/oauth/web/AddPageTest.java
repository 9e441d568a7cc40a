// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.Starter;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class AddPageTest {

    private static final String MUSIC = "/oauth/new/music";
    private static final String SECRET = "cnry-typed-secret";

    private final House house = new House();

    private FakeResponse get(String path) {
        return house.ask(FakeRequest.get(path).as("karaf"));
    }

    private FakeResponse create(String more) {
        String form = "token=" + House.formToken("karaf", MUSIC) + "&name=kitchen&vars.region=eu&" + more;
        return house.ask(FakeRequest.post(MUSIC, form).as("karaf"));
    }

    @Test
    void providers_areOffered_brokenOnesWithTheirProblem() {
        assertThat(get("/oauth/new").body())
                .contains("<a href=\"/oauth/new/music\">Music &lt;Box&gt;</a>", "Another provider")
                .contains("it is broken")
                .doesNotContain("/oauth/new/odd");
    }

    @Test
    void name_isAskedForFirst_withTheVariables() {
        assertThat(get(MUSIC).body())
                .contains("name=\"name\" value=\"music\"", "name=\"vars.house\"", "<option>eu</option>")
                .doesNotContain("client_secret");
    }

    @Test
    void redirectUri_isShownBeforeAnythingIsSaved() {
        assertThat(get(MUSIC + "?name=kitchen&vars.region=eu&vars.house=mine").body())
                .contains("Register an app.", "https://music.example/docs")
                .contains("<code>http://127.0.0.1:8181/oauth/callback/kitchen</code>")
                .contains("name=\"vars.house\" value=\"mine\"", "name=\"client_secret\" type=\"password\" value=\"\"");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void variable_thatIsWrong_isAskedForAgain() {
        assertThat(get(MUSIC + "?name=kitchen&vars.house=wrong").body())
                .contains(
                        "role=\"alert\"",
                        "vars.house: is &lt;wrong&gt;; write it right",
                        "name=\"name\" value=\"kitchen\"")
                .doesNotContain("client_secret");
    }

    @Test
    void client_created_isTold() {
        var answer = create("client_id=id-1&scope=read&unasked=x&client_secret=" + SECRET);

        assertThat(house.admin.users).containsExactly(new Starter("page", "karaf"));
        assertThat(house.admin.calls)
                .containsExactly(
                        "create kitchen {client_id=id-1, provider=music, scope=read, vars.region=eu} 17 characters");
        assertThat(get(answer.header("Location")).body()).contains("kitchen is created.", "etc/kitchen.cfg");
    }

    @Test
    @Tag("R-095")
    void client_withAMistake_isAskedForAgainAndTheSecretIsNotEchoed() {
        var answer = create("client_id=wrong&scope=read&client_secret=" + SECRET);

        assertThat(answer.body())
                .contains("client_id: is &lt;wrong&gt;; write it right", "aria-invalid=\"true\"")
                .contains("name=\"scope\" value=\"read\"")
                .doesNotContain(SECRET);
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void otherProvider_asksForItsEndpoints() {
        assertThat(get("/oauth/new/-?name=mine").body())
                .contains("name=\"issuer\"", "name=\"authorization_endpoint\"", "name=\"token_endpoint\"");
        assertThat(get("/oauth/new/nobody").status).isEqualTo(404);
        assertThat(get("/oauth/new/odd").status).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth/new", MUSIC, "/oauth/client/spotify/edit"})
    void viewer_seesNoForm(String path) {
        assertThat(house.ask(FakeRequest.get(path).as("vera")).status).isEqualTo(403);
        assertThat(house.ask(FakeRequest.get(path)).status).isEqualTo(401);
    }
}
