// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.Starter;

class OAuthServletTest {

    private static final String REFRESH = "/oauth/client/spotify/refresh";

    private final House house = new House();

    @BeforeEach
    void oneClient() {
        house.admin.reports = List.of(FakeReport.authorized("spotify"));
    }

    private FakeResponse list() {
        return house.ask(FakeRequest.get("/oauth").as("karaf"));
    }

    /** One answer of every kind we can give. */
    private Stream<FakeResponse> answers() {
        String go = "/oauth/go/" + FakeAdmin.NONCE;
        String token = house.ask(FakeRequest.get(go)).formToken(go);
        var arrived = house.ask(FakeRequest.get("/oauth/callback/spotify?code=a&state=b"));
        return Stream.of(
                list(),
                arrived,
                house.ask(FakeRequest.get(arrived.header("Location"))),
                house.ask(FakeRequest.get(go)),
                house.ask(FakeRequest.post(go, "token=" + token)),
                house.ask(FakeRequest.get(go)),
                house.ask(FakeRequest.get("/oauth/go/style.css")),
                house.ask(FakeRequest.get("/oauth/go/live.js")),
                house.ask(FakeRequest.get("/oauth/live").as("karaf")),
                house.ask(FakeRequest.get("/oauth/client/spotify").as("karaf")),
                house.ask(FakeRequest.get("/oauth/client/spotify/forget").as("karaf")),
                house.press("/oauth", REFRESH, "karaf"),
                house.ask(FakeRequest.post(REFRESH, "").as("karaf")),
                house.ask(FakeRequest.get("/oauth")),
                house.ask(FakeRequest.get("/oauth/nothing").as("karaf")),
                house.ask(FakeRequest.get("/oauth").as("guest")),
                house.ask(FakeRequest.method("TRACE", "/oauth").as("karaf")),
                house.ask(FakeRequest.get("/oauth").host("evil.example", 80)),
                house.ask(FakeRequest.get("/oauth/callback/spotify?code=%")));
    }

    @Test
    @Tag("R-013")
    @Tag("R-029")
    void answer_ofEveryKind_carriesTheProtectiveHeaders() {
        assertThat(answers()).allSatisfy(answer -> {
            assertThat(answer.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none';");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).isIn("no-store", "no-cache");
            assertThat(answer.header("Referrer-Policy")).isIn("no-referrer", "same-origin");
        });
    }

    @Test
    @Tag("R-039")
    @Tag("R-032")
    void answer_ofEveryKind_hasNoInlineScriptAndNoInlineStyle() {
        assertThat(answers())
                .allSatisfy(answer -> assertThat(answer.body()
                                .toLowerCase(Locale.ROOT)
                                .replace("<script src=\"/oauth/go/live.js\" defer></script>", ""))
                        .doesNotContain("<script")
                        .doesNotContain("javascript:")
                        .doesNotContain("<style")
                        .doesNotContain(" style=")
                        .doesNotContainPattern("<[^>]* on[a-z]+=")
                        .doesNotContain("postmessage"));
    }

    @Test
    void pages_loadNothingButTheStyleSheetAndTheScript() {
        assertThat(answers().filter(answer -> answer.body().startsWith("<!DOCTYPE html>")))
                .allSatisfy(answer -> assertThat(answer.body())
                        .containsOnlyOnce("<link ")
                        .contains("<link rel=\"stylesheet\" href=\"/oauth/go/style.css\">")
                        .doesNotContainPattern("src=(?!\"/oauth/go/live.js\")")
                        .contains("<html lang=\"en\">", "<h1>", "name=\"viewport\""));
    }

    @Test
    void list_ofAClientWithAGrant_showsWhatAPersonNeeds() {
        assertThat(list().body())
                .contains("spotify", "\u2713 Authorized", "status none", "A grant is held.")
                .contains("account-of-spotify", "former-account", "accounts.example.org")
                .contains("<code>http://127.0.0.1:8181/oauth/callback/spotify</code>")
                .contains(
                        "anna &lt;anna@example.org&gt;",
                        "1 Jan 2026 11:00:00",
                        "1 Jan 2026 10:48:00",
                        "1 Mar 2026 09:00:00")
                .contains(">Authenticate</button>", ">Refresh</button>", ">Forget</a>");
    }

    @ParameterizedTest
    @EnumSource(ClientStatus.Code.class)
    void status_ofEachCode_isToldInWords(ClientStatus.Code code) {
        var status = ClientStatus.of(code, "Because <it> is so.")
                .withKey("client_id")
                .withRetryAt(Instant.parse("2026-01-01T12:00:00Z"));
        house.admin.reports = List.of(FakeReport.with("spotify", status));

        assertThat(list().body())
                .contains(
                        Wording.of(code).toString(), "Because &lt;it&gt; is so.", "<code>client_id</code>", "12:00:00")
                .doesNotContain("Refresh</button>");
    }

    @Test
    void notices_ofAClient_areListed() {
        house.admin.reports = List.of(new FakeReport(
                "spotify",
                ClientStatus.of(ClientStatus.Code.AUTHORIZED, "Fine."),
                true,
                List.of("secret-in-clear <x>")));

        assertThat(list().body()).contains("<li>secret-in-clear &lt;x&gt;</li>");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void list_ofAClientThatNeedsNobody_offersNoSignIn(boolean hasGrant) {
        house.admin.reports = List.of(FakeReport.needingNobody("weather", hasGrant));

        assertThat(list().body()).contains(">Refresh</button>").doesNotContain("Authenticate</button>");
        assertThat(list().body().contains(">Forget</a>")).isEqualTo(hasGrant);
    }

    @Test
    void forget_ofAClientThatNeedsNobody_announcesNoSignIn() {
        house.admin.reports = List.of(FakeReport.needingNobody("weather", true));

        assertThat(house.ask(FakeRequest.get("/oauth/client/weather/forget").as("karaf"))
                        .body())
                .contains("fetched when it is asked for")
                .doesNotContain("sign in anew");
    }

    @Test
    void list_withoutClients_saysHowToAddOne() {
        house.admin.reports = List.of();

        assertThat(list().body()).contains("org.winekey.oauth.client");
    }

    @Test
    void authenticate_pressed_leadsToTheOneTimeLink() {
        var answer = house.press("/oauth", "/oauth/client/spotify/authenticate", "karaf");

        assertThat(answer.status).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("http://127.0.0.1:8181/oauth/go/" + FakeAdmin.NONCE);
        assertThat(house.admin.calls).containsExactly("begin spotify page karaf");
    }

    @Test
    void policy_ofTheList_letsTheButtonReachBaseUriAlone() {
        assertThat(list().header("Content-Security-Policy")).endsWith("form-action 'self' http://127.0.0.1:8181");
        assertThat(list().header("Referrer-Policy")).isEqualTo("same-origin");

        house.admin.base = Optional.of(URI.create("https://[fd00::1]:8443"));
        assertThat(list().header("Content-Security-Policy")).endsWith("form-action 'self' https:");

        house.admin.base = Optional.empty();
        assertThat(list().header("Content-Security-Policy")).endsWith("form-action 'self'");
    }

    @Test
    void act_ofAUser_isDoneInTheirName() {
        house.press("/oauth", REFRESH, "karaf");
        house.press("/oauth/client/spotify/forget", "/oauth/client/spotify/forget", "kai");
        house.press("/oauth/client/spotify/revoke", "/oauth/client/spotify/revoke", "kai");

        assertThat(house.admin.users)
                .containsExactly(new Starter("page", "karaf"), new Starter("page", "kai"), new Starter("page", "kai"));
    }

    @Test
    void refresh_pressed_tellsTheStatusOnTheList() {
        var answer = house.press("/oauth", REFRESH, "karaf");
        var list = house.ask(FakeRequest.get(answer.header("Location")).as("karaf"));

        assertThat(answer.status).isEqualTo(303);
        assertThat(answer.header("Location")).matches("/oauth\\?note=[A-Za-z0-9_-]{22}");
        assertThat(list.body()).contains("spotify is well.", "A fresh token was obtained.");
        assertThat(house.admin.calls).containsExactly("refresh spotify");
    }

    @Test
    void forget_asksOnItsOwnPageBeforeItForgets() {
        var page = house.ask(FakeRequest.get("/oauth/client/spotify/forget").as("karaf"));
        assertThat(page.body()).contains("Forget spotify?", "Keep it");
        assertThat(house.admin.calls).isEmpty();

        house.press("/oauth/client/spotify/forget", "/oauth/client/spotify/forget", "karaf");
        assertThat(house.admin.calls).containsExactly("forget spotify");
    }

    @ParameterizedTest
    @Tag("R-105")
    @ValueSource(strings = {"authenticate", "refresh"})
    void get_ofAnAction_changesNothing(String action) {
        var answer =
                house.ask(FakeRequest.get("/oauth/client/spotify/" + action).as("karaf"));

        assertThat(answer.status).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    @Tag("R-105")
    void form_thatIsNotOurs_changesNothing() {
        String token = "token=" + list().formToken(REFRESH);
        String forgetToken = "token="
                + house.ask(FakeRequest.get("/oauth/client/spotify/forget").as("karaf"))
                        .formToken("/oauth/client/spotify/forget");
        String foreign = "token=" + new FormTokens(new byte[32]).token("karaf", REFRESH);
        var forms = List.of(
                FakeRequest.post(REFRESH, ""),
                FakeRequest.post(REFRESH, forgetToken),
                FakeRequest.post(REFRESH, foreign),
                FakeRequest.post(REFRESH, token + "&" + token),
                FakeRequest.post(REFRESH + "?" + token, ""),
                FakeRequest.post(REFRESH + "?a=b", token),
                FakeRequest.post(REFRESH, token).contentType("text/plain"),
                FakeRequest.post(REFRESH, token).contentType(null),
                FakeRequest.post(REFRESH, token).header("Origin", "http://evil.example"),
                FakeRequest.post(REFRESH, token).header("Origin", "null"));

        assertThat(forms)
                .allSatisfy(
                        form -> assertThat(house.ask(form.as("karaf")).status).isEqualTo(403));
        assertThat(house.admin.calls).isEmpty();
        assertThat(house.ask(FakeRequest.post(REFRESH, token)
                                .header("Origin", "http://192.168.1.5:8181")
                                .as("karaf"))
                        .status)
                .isEqualTo(303);
    }

    @Test
    @Tag("R-105")
    void form_ofAnotherUser_changesNothing() {
        String token = "token=" + list().formToken(REFRESH);

        assertThat(house.ask(FakeRequest.post(REFRESH, token).as("kai")).status).isEqualTo(403);
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    @Tag("R-108")
    void viewer_withAValidForm_startsNothing() {
        for (String action : new String[] {"authenticate", "refresh", "forget"}) {
            String path = "/oauth/client/spotify/" + action;
            String token = "token=" + House.formToken("vera", path);

            assertThat(house.ask(FakeRequest.post(path, token).as("vera")).status)
                    .isEqualTo(403);
        }
        assertThat(house.admin.calls).isEmpty();
        assertThat(house.ask(FakeRequest.post(REFRESH, "token=" + House.formToken("karaf", REFRESH))
                                .as("karaf"))
                        .status)
                .isEqualTo(303);
    }

    @Test
    @Tag("R-102")
    void bundle_usesNoTypeThatCarriesAToken() throws Exception {
        var classes = Path.of(OAuthServlet.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        try (var files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.getFileName().toString().endsWith(".class"))
                            .filter(file -> !file.getFileName().toString().contains("Test")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, ISO_8859_1))
                            .doesNotContain("winekey/oauth/AccessToken", "winekey/oauth/TokenResult"));
        }
    }

    @ParameterizedTest
    @Tag("R-014")
    @ValueSource(strings = {"//evil.example", "/\\evil.example", "https:evil", "%2f%2fevil", "%0d%0aLocation:x"})
    void redirect_whateverARequestTries_staysOnOurPaths(String target) {
        for (String name : new String[] {"note", "return", "redirect_uri", "url", "next"}) {
            var list =
                    house.ask(FakeRequest.get("/oauth?" + name + "=" + target).as("karaf"));
            var arrived = house.ask(FakeRequest.get("/oauth/callback/spotify?state=s&code=c&" + name + "=" + target));

            assertThat(list.headers).doesNotContainKey("Location");
            assertThat(list.body()).doesNotContain("evil");
            assertThat(arrived.header("Location")).matches("/oauth/go/done/[A-Za-z0-9_-]{22}");
        }
    }

    @Test
    void failure_ofAnAction_isToldEscaped() {
        house.admin.reports = List.of(FakeReport.authorized("unknown"));

        var answer = house.press("/oauth", "/oauth/client/unknown/authenticate", "karaf");

        assertThat(answer.status).isEqualTo(404);
        assertThat(answer.body()).contains("There is no client &lt;unknown&gt;.");
    }

    @Test
    void defect_behindThePage_isAnErrorWithoutDetails() {
        house.admin.reports = List.of(FakeReport.authorized("broken"));

        var answer = house.press("/oauth", "/oauth/client/broken/refresh", "karaf");

        assertThat(answer.status).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("a defect").doesNotContain("Exception");
    }

    @Test
    void styleSheet_isServedAndRecognised() {
        var sheet = house.ask(FakeRequest.get("/oauth/go/style.css"));
        var again = house.ask(FakeRequest.get("/oauth/go/style.css").header("If-None-Match", sheet.header("ETag")));

        assertThat(sheet.status).isEqualTo(200);
        assertThat(sheet.header("Content-Type")).isEqualTo("text/css; charset=utf-8");
        assertThat(sheet.body()).contains("prefers-color-scheme: dark", "focus-visible");
        assertThat(again.status).isEqualTo(304);
    }

    @Test
    void list_seenFromAnotherAddressThanBaseUri_saysWhereSignInsLead() {
        assertThat(list().body()).contains("Sign-ins lead over");

        house.admin.base = Optional.of(URI.create("http://192.168.1.5:8181"));
        assertThat(list().body()).doesNotContain("Sign-ins lead over");
    }

    @Test
    @Tag("R-076")
    void revoke_asksFirstAndWarnsThatOtherGrantsMayEndToo() {
        var page = house.ask(FakeRequest.get("/oauth/client/spotify/revoke").as("karaf"));

        assertThat(page.body()).contains("every grant of that user", "Keep it");
        assertThat(house.admin.calls).isEmpty();
    }

    @Test
    @Tag("R-076")
    void revoke_confirmed_tellsWhatTheProviderSaid() {
        var answer = house.press("/oauth/client/spotify/revoke", "/oauth/client/spotify/revoke", "karaf");
        String page = house.ask(FakeRequest.get(answer.header("Location")).as("karaf"))
                .body();

        assertThat(house.admin.calls).containsExactly("revoke spotify");
        assertThat(page).contains("spotify is revoked.", "the provider ended the grant");
    }

    @Test
    void form_thatIsTooLong_isRefusedAndNotCut() {
        String start = "token=" + House.formToken("karaf", REFRESH) + "&x=";

        var whole = house.ask(FakeRequest.post(REFRESH, start + "x".repeat(32 * 1024 - start.length()))
                .as("karaf"));
        var cut = house.ask(FakeRequest.post(REFRESH, start + "x".repeat(32 * 1024 + 1 - start.length()))
                .as("karaf"));

        assertThat(whole.status).isEqualTo(303);
        assertThat(cut.status).isEqualTo(413);
        assertThat(cut.body()).contains("too long", "Nothing was done.");
        assertThat(house.admin.calls).containsExactly("refresh spotify");
    }

    @Test
    void form_thatIsTooLongAndForeign_isNotRead() {
        var request = FakeRequest.post(REFRESH, "x".repeat(64 * 1024))
                .header("Origin", "http://evil.example")
                .as("karaf");

        assertThat(house.ask(request).status).isEqualTo(403);
        assertThat(request.unread()).isEqualTo(64 * 1024);
    }
}
