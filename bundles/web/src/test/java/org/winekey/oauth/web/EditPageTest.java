// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** What the page of a plan names it. */
    private String plan(String form) {
        var id = Pattern.compile("name=\"plan\" value=\"([A-Za-z0-9_-]{22})\"")
                .matcher(post(EDIT, form).body());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private FakeResponse save(String plan) {
        return post(EDIT, "plan=" + plan);
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
                .contains("name=\"plan\"", "<button>Save</button>")
                .doesNotContain("id-2", "https://a.example", "set.");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void change_confirmed_isSaved() {
        var answer = save(plan("set.client_id=id-2&set.scope="));

        assertThat(house.admin.users).containsExactly(new Starter("page", "karaf"));
        assertThat(house.admin.calls).containsExactly("set spotify client_id id-2", "set spotify scope null");
        assertThat(afterwards(answer)).contains("The settings of spotify are saved.");
    }

    @Test
    void change_thatIsWrong_cannotBeSaved() {
        assertThat(post(EDIT, "set.client_id=wrong").body())
                .contains("<code>client_id</code>", "is &lt;wrong&gt;; write it right")
                .doesNotContain("name=\"plan\"");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key=.client_secret&value=cnry-1",
                "key=client_secret&value=cnry-1",
                "key=+Client_Secret&value=cnry-1",
                "key=.cnry-1&value=",
                "set..client_secret=cnry-1",
                "set.client_id=id-2&key=.tls_key_store_password&value=cnry-1"
            })
    void secret_enteredAsAnotherKey_isNotSentBackAndLedToItsField(String form) {
        var answer = post(EDIT, form);

        assertThat(answer.body())
                .contains("role=\"alert\"", "is a secret", "href=\"#f-secret\"", "id=\"f-secret\"")
                .doesNotContain("cnry-1", "name=\"plan\"");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void maskedValue_planned_isSavedWithoutBeingSentBack() {
        var plan = plan("key=token_parameters.api_key&value=cnry-2");
        var page = post(EDIT, "key=token_parameters.api_key&value=cnry-2").body();

        save(plan);

        assertThat(page).contains("token_parameters.api_key").doesNotContain("cnry-2");
        assertThat(house.admin.calls).containsExactly("set spotify token_parameters.api_key cnry-2");
    }

    @Test
    void plan_confirmedTwice_isSavedOnce() {
        var plan = plan("set.client_id=id-2");

        save(plan);
        var again = save(plan);

        assertThat(again.body()).contains("not kept any more", "name=\"set.client_id\"");
        assertThat(house.admin.calls).containsExactly("set spotify client_id id-2");
    }

    @Test
    void plan_ofSomebodyElseOrAnotherClientOrTooOld_isNotSaved() {
        var plan = plan("set.client_id=id-2");
        var other = "/oauth/client/radio/edit";

        house.ask(FakeRequest.post(EDIT, "token=" + House.formToken("kai", EDIT) + "&plan=" + plan)
                .as("kai"));
        post(other, "plan=" + plan);
        house.pass(Duration.ofMinutes(11));
        save(plan);

        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void plans_beyondTheMost_pushOutTheOldest() {
        var first = plan("set.client_id=id-2");
        for (int i = 0; i < EditPage.MOST; i++) {
            plan("set.client_id=id-3");
        }

        save(first);

        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void plans_afterTheEnd_areGone() {
        var before = plan("set.client_id=id-2");
        house.servlet.close();
        var after = plan("set.client_id=id-2");

        save(before);
        save(after);

        assertThat(house.admin.calls).isEmpty();
    }
}
