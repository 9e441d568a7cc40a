// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.servlet.ServletException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.admin.Starter;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ImportPageTest {

    private static final String IMPORT = "/oauth/import";
    private static final String CONTENT = "{\"client_secret\": \"cnry-in-the-file\"}";

    private final House house = new House();

    private FakeRequest upload(String kind) {
        return FakeRequest.upload(IMPORT)
                .part("token", House.formToken("karaf", IMPORT))
                .part("kind", kind);
    }

    private FakeRequest settings() {
        return upload("settings").part("file", "C:\\fakepath\\ring.json", CONTENT.getBytes(UTF_8));
    }

    private FakeRequest signIns() {
        return upload("sign-ins")
                .part("files", "core.config_entries", CONTENT.getBytes(UTF_8))
                .part("files", "application_credentials", CONTENT.getBytes(UTF_8));
    }

    private String planned(FakeRequest upload) {
        var answer = house.ask(upload.as("karaf"));
        assertThat(answer.status).as(answer.body()).isEqualTo(303);
        return answer.header("Location");
    }

    private FakeResponse get(String path) {
        return house.ask(FakeRequest.get(path).as("karaf"));
    }

    private FakeResponse decide(String path, String step, String user) {
        return house.ask(FakeRequest.post(path, "token=" + House.formToken(user, path) + "&step=" + step)
                .as(user));
    }

    private String afterwards(FakeResponse answer) {
        return get(answer.header("Location")).body();
    }

    private void assertWiped() {
        assertThat(house.admin.sent)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.content()).containsOnly(0));
    }

    @Test
    void page_asksForFilesOfEitherKind() {
        assertThat(get("/oauth").body()).contains("<a class=\"button\" href=\"/oauth/import\">Import</a>");
        assertThat(get(IMPORT).body())
                .contains(
                        "enctype=\"multipart/form-data\"",
                        "type=\"file\" required>",
                        "type=\"file\" required multiple>")
                .contains("name=\"entry\"", "name=\"replace\"");
    }

    @Test
    void settings_planned_showWhatTheShellShows() {
        var page = get(planned(settings().part("name", " bell "))).body();

        assertThat(page)
                .contains("<code>ring.json</code>", "<code>bell</code> (new)", "<code>client_id</code>")
                .contains("The sign-in goes on.", "is sealed in the token store", "/oauth/callback/bell", "a note")
                .contains("will go to &lt;evil.example&gt;")
                .contains("value=\"import\"");
        assertThat(house.admin.calls).containsExactly("planImport ring.json (37 bytes) bell");
    }

    @Test
    void settings_agreedTo_areImportedOnceInTheNameOfTheUser() {
        String plan = planned(settings());

        var answer = decide(plan, "import", "karaf");

        assertThat(house.admin.users).containsExactly(new Starter("page", "karaf"));
        assertThat(house.admin.calls)
                .containsExactly(
                        "planImport ring.json (37 bytes) null", "importSettings ring.json ring [" + CONTENT + "]");
        assertThat(afterwards(answer)).contains("ring is imported.");
        assertWiped();
        assertThat(decide(plan, "import", "karaf").status).isEqualTo(404);
        assertThat(get(plan).status).isEqualTo(404);
    }

    @Test
    void settings_thatWouldNotWork_cannotBeImported() {
        String plan = planned(settings().part("name", "wrong"));

        assertThat(get(plan).body())
                .contains("is &lt;wrong&gt;; write it right")
                .doesNotContain("value=\"import\"");
        decide(plan, "import", "karaf");
        assertThat(house.admin.calls).hasSize(1);
        assertWiped();
    }

    @Test
    void signIns_planned_showWhatTheShellShows() {
        var page = get(planned(signIns()
                        .part("entry", "spotify.1")
                        .part("client", "spotify")
                        .part("replace", "yes")))
                .body();

        assertThat(house.admin.calls)
                .containsExactly("planImportTokens TokenImport[files=[core.config_entries (37 bytes),"
                        + " application_credentials (37 bytes)], entry=spotify.1, client=spotify, replace=true]");
        assertThat(page)
                .contains("Home &lt;Assistant&gt;", "<code>core.config_entries</code>")
                .contains("<code>spotify.&lt;1&gt;</code>", "It is &lt;taken&gt;.", "created", "No client is named")
                .contains("make sure that the other system is off");
    }

    @ParameterizedTest
    @CsvSource({
        "RESTORED, The import is done., spotify came over., good",
        "UNCHANGED, The import is done., spotify stays as it is., good",
        "FAILED, Not every sign-in came over., spotify failed: <span lang=\"en\">It is &lt;here&gt;</span>., bad"
    })
    void signIns_agreedTo_tellHowTheyAreReleased(Outcome outcome, String title, String result, String style) {
        house.admin.imported = outcome;
        String plan = planned(signIns().part("replace", "yes"));

        assertThat(afterwards(decide(plan, "import", "karaf")))
                .contains("note " + style, title, result)
                .contains("<code>oauth:release import-1</code>");
        assertWiped();
    }

    @Test
    void signIns_thatStayAsTheyAre_cannotBeImported() {
        assertThat(get(planned(signIns())).body())
                .contains("nothing that could be imported")
                .doesNotContain("value=\"import\"");
    }

    @Test
    void import_dropped_changesNothing() {
        assertThat(afterwards(decide(planned(settings()), "drop", "karaf"))).contains("Nothing was changed.");
        assertThat(house.admin.calls).hasSize(1);
        assertWiped();
    }

    @Test
    @Tag("R-095")
    void content_ofTheFiles_isNowhere() {
        String plan = planned(settings());
        var shown = get(plan).everything();
        var done = decide(plan, "import", "karaf").everything();

        assertThat(plan + shown + done).doesNotContain("cnry-in-the-file");
        assertThat(house.admin.sent.toString()).doesNotContain("cnry-in-the-file");
    }

    @Test
    void files_ofAnotherUser_areNotThere() {
        String plan = planned(settings());

        assertThat(house.ask(FakeRequest.get(plan).as("kai")).status).isEqualTo(404);
        assertThat(decide(plan, "import", "kai").status).isEqualTo(404);
        assertThat(get(plan).status).isEqualTo(200);
        assertThat(house.admin.calls).hasSize(1);
    }

    @Test
    void files_afterTenMinutes_areWipedWithTheNextRequest() {
        String plan = planned(settings());
        house.pass(Duration.ofMinutes(11));

        house.ask(FakeRequest.get("/oauth/go/style.css"));

        assertWiped();
        assertThat(get(plan).status).isEqualTo(404);
    }

    @Test
    void files_tooManyOrAtTheStop_areWiped() {
        String first = planned(settings());
        for (int more = 0; more < ImportPage.MOST; more++) {
            planned(settings());
        }
        assertThat(get(first).status).isEqualTo(404);
        assertThat(house.admin.sent.get(0).content()).containsOnly(0);
        assertThat(house.admin.sent.get(1).content()).isEqualTo(CONTENT.getBytes(UTF_8));

        house.servlet.close();

        assertWiped();
    }

    @Test
    void files_thatComeAfterTheStop_areNotKept() {
        house.servlet.close();

        String plan = planned(settings());

        assertThat(get(plan).status).isEqualTo(404);
        assertWiped();
    }

    @Test
    void files_thatCannotBeUsed_areAskedForAgain() {
        house.admin.unavailable = Optional.of("ring.json holds <nothing>");

        var answer = house.ask(settings().part("name", "bell").as("karaf"));

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body())
                .contains("role=\"alert\"", "ring.json holds &lt;nothing&gt;", "name=\"name\" value=\"bell\"")
                .doesNotContain("cnry");
        assertWiped();
    }

    @Test
    void files_none_areAskedFor() {
        var answer = house.ask(upload("settings").part("file", "", new byte[0]).as("karaf"));

        assertThat(answer.body()).contains("choose one");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    void import_thatIsRefused_isToldAndTheFilesAreWiped() {
        String plan = planned(settings());
        house.admin.unavailable = Optional.of("the settings <changed>");

        var answer = decide(plan, "import", "karaf");

        assertThat(answer.status).isEqualTo(409);
        assertThat(answer.body()).contains("the settings &lt;changed&gt;", "href=\"/oauth/import\"");
        assertWiped();
    }

    @Test
    @Tag("R-105")
    void upload_ofAForeignPage_isRefused() {
        var noToken = FakeRequest.upload(IMPORT).part("kind", "settings").part("file", "x", CONTENT.getBytes(UTF_8));
        var tokenOfAnother = FakeRequest.upload(IMPORT)
                .part("token", House.formToken("kai", IMPORT))
                .part("file", "x", CONTENT.getBytes(UTF_8));

        for (var request : new FakeRequest[] {
            noToken,
            tokenOfAnother,
            settings().header("Origin", "https://evil.example").unreadable(new AssertionError("read")),
            settings().contentType("text/plain").unreadable(new AssertionError("read")),
        }) {
            var answer = house.ask(request.as("karaf"));
            assertThat(answer.status).isEqualTo(403);
            assertThat(answer.body()).contains("This form is not valid any more");
        }
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    @Tag("R-105")
    void upload_elsewhere_isNoForm() {
        String path = "/oauth/client/spotify/forget";
        var answer = house.ask(FakeRequest.upload(path)
                .part("token", House.formToken("karaf", path))
                .unreadable(new AssertionError("read"))
                .as("karaf"));

        assertThat(answer.status).isEqualTo(403);
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    @Tag("R-108")
    void upload_ofAViewerOrAStranger_isNotRead() {
        var read = new AssertionError("read");

        assertThat(house.ask(settings().unreadable(read).as("vera")).status).isEqualTo(403);
        assertThat(house.ask(settings().unreadable(read)).status).isEqualTo(401);
        assertThat(house.ask(FakeRequest.get(IMPORT).as("vera")).status).isEqualTo(403);
        assertThat(house.ask(FakeRequest.get(IMPORT + "/AAAAAAAAAAAAAAAAAAAAAA").as("vera")).status)
                .isEqualTo(403);
    }

    @Test
    void upload_thatIsTooLong_isReadToItsEndAndDropped() {
        var request =
                settings().length(Upload.LONGEST + 1L).body("x".repeat(100_000)).unreadable(new AssertionError("kept"));

        var answer = house.ask(request.as("karaf"));

        assertThat(answer.status).isEqualTo(413);
        assertThat(answer.body()).contains("longer than 4 MB");
        assertThat(request.unread()).isZero();
    }

    static Stream<Throwable> problems() {
        return Stream.of(
                new IOException("cnry-1"),
                new ServletException("cnry-2"),
                new IllegalStateException("cnry-3"),
                new IllegalArgumentException("cnry-4"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void upload_thatIsNotWellFormed_isTold(Throwable problem) {
        var answer = house.ask(settings().unreadable(problem).as("karaf"));

        assertThat(answer.status).isEqualTo(400);
        assertThat(answer.body()).contains("These files cannot be taken").doesNotContain("cnry");
    }

    @Test
    void upload_ofTooManyParts_isRefused() {
        var request = settings();
        for (int more = 0; more < 64; more++) {
            request.part("x" + more, "y");
        }

        assertThat(house.ask(request.as("karaf")).status).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.99, http://127.0.0.1:8181, true",
        "192.168.1.99, https://wine.example, false",
        "127.0.0.1, http://127.0.0.1:8181, false",
        "[0:0:0:0:0:0:0:1], http://127.0.0.1:8181, false",
    })
    void connection_thatOthersCanRead_isWarnedOf(String from, String base, boolean warned) {
        house.admin.base = Optional.of(URI.create(base));

        var page = house.ask(FakeRequest.get(IMPORT).from(from).as("karaf")).body();

        assertThat(page.contains("is not encrypted")).isEqualTo(warned);
    }
}
