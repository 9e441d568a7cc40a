// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.admin.Starter;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class EditPageTest {

    private static final String EDIT = "/oauth/client/spotify/edit";
    private static final String SECRET = "/oauth/client/spotify/secret";

    private final House house = new House();

    @BeforeEach
    void oneClient() {
        house.admin.reports = List.of(FakeReport.authorized("spotify"));
    }

    private FakeResponse post(String path, String form) {
        return house.ask(FakeRequest.post(path, "token=" + House.formToken("karaf", path) + "&" + form)
                .as("karaf"));
    }

    private String afterwards(FakeResponse answer) {
        return house.ask(FakeRequest.get(answer.header("Location")).as("karaf")).body();
    }

    @Test
    void settings_areShown_secretsNot() {
        var page = house.ask(FakeRequest.get(EDIT).as("karaf")).body();

        assertThat(page)
                .contains("name=\"set.client_id\" value=\"id-1\"", "name=\"set.scope\" value=\"read\"")
                .doesNotContain("set..client_secret", "***");
    }

    @Test
    void change_isPlannedBeforeItIsSaved() {
        var plan = post(EDIT, "set.client_id=id-2&set.scope=read&key=resource&value=https%3A%2F%2Fa.example");

        assertThat(plan.body())
                .contains("The sign-in goes on.", "a note", "<code>client_id</code> <code>resource</code>")
                .contains("name=\"set.client_id\" value=\"id-2\"", "name=\"step\" value=\"save\"")
                .doesNotContain("set.scope");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void change_confirmed_isSaved() {
        var answer = post(EDIT, "step=save&set.client_id=id-2&set.scope=");

        assertThat(house.admin.users).containsExactly(new Starter("page", "karaf"));
        assertThat(house.admin.calls).containsExactly("set spotify client_id id-2", "set spotify scope null");
        assertThat(afterwards(answer)).contains("The settings of spotify are saved.");
    }

    @Test
    void change_thatIsWrong_cannotBeSaved() {
        assertThat(post(EDIT, "set.client_id=wrong").body())
                .contains("<code>client_id</code>", "is &lt;wrong&gt;; write it right")
                .doesNotContain("name=\"step\"");
    }

    @Test
    void nothing_changed_isTold() {
        assertThat(afterwards(post(EDIT, "set.client_id=id-1&set.scope=read"))).contains("Nothing was changed.");
        assertThat(afterwards(post(SECRET, "secret="))).contains("Nothing was changed.");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void secret_entered_isSealed() {
        assertThat(afterwards(post(SECRET, "secret=cnry-secret"))).contains("The secret of spotify is sealed.");
        assertThat(house.admin.users).containsExactly(new Starter("page", "karaf"));
        assertThat(house.admin.calls).containsExactly("seal spotify .client_secret 11");
    }
}
