// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Pictures;

/** The pages as people meet them: on a desk, on a phone, in the dark, by keyboard. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PagesForPeopleIT {
    private static final String SECRET = "cnry-secret-typed-on-the-page";
    private static final Map<String, String> ELSEWHERE = Map.of(
            "client_id", "1234",
            "authorization_endpoint", "https://provider.example/authorize",
            "token_endpoint", "https://provider.example/token");

    /** Every page that an administrator sees without a sign-in under way. */
    private static final List<String> PAGES = List.of(
            "/oauth",
            "/oauth/client/thermostat",
            "/oauth/client/lamp",
            "/oauth/client/thermostat/edit",
            "/oauth/client/thermostat/forget",
            "/oauth/new",
            "/oauth/new/netatmo",
            "/oauth/new/netatmo?name=station",
            "/oauth/new/-?name=mine",
            "/oauth/import",
            "/oauth/nothing");

    private static final House HOUSE = new House("people");
    private static Resident person;
    private static Browser browser;

    @BeforeAll
    static void start() {
        HOUSE.client("thermostat", Keycloak.BASIC, Map.of(".client_secret", Keycloak.BASIC.secretOrFail()));
        HOUSE.client("lamp", ELSEWHERE);
        HOUSE.client("garden", Map.of("provider", "netatmo"));
        HOUSE.client(
                "grid",
                Map.of(
                        "client_id", "1234",
                        ".client_secret", "x",
                        "token_endpoint", "http://127.0.0.1:9/token",
                        "grant_types", "client_credentials"));
        HOUSE.start();
        HOUSE.operator().signIn("thermostat", ANNA);
        person = Resident.admin(HOUSE);
        browser = person.browser();
    }

    @AfterAll
    static void stop() {
        person.close();
        HOUSE.close();
    }

    private static void go(String path) {
        browser.go(HOUSE.karaf().uri(path)).element("h1");
    }

    private static String cfg(String client) throws IOException {
        Path file = HOUSE.karaf().home().resolve("etc/org.winekey.oauth.client-" + client + ".cfg");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Looks at every page; nothing is wrong with it for whoever listens, and the browser has nothing to complain of. */
    private static void inspect(String screen) {
        for (String path : PAGES) {
            browser.traffic();
            go(path);
            Looks.good(browser, path + " " + screen);
            if (!path.equals("/oauth/nothing")) {
                assertThat(browser.traffic().complaints()).as(path).isEmpty();
            }
        }
    }

    @Test
    void pages_onADesk_areGoodForEverybody() {
        inspect("on a desk");

        go("/oauth");
        assertThat(browser.text())
                .contains("Authorized", "Sign-in needed", "A setting is wrong", "Waiting for the provider")
                .contains("You must sign in.", "The operator must fix client_id.");
        Pictures.take(browser, "page-list", 640);
        go("/oauth/client/thermostat");
        Pictures.take(browser, "page-client", 760);
        go("/oauth/new/netatmo?name=station");
        Pictures.take(browser, "page-add", 760);
    }

    @Test
    void pages_onAPhone_areGoodForEverybody() {
        browser.phone(390, 844);
        try {
            inspect("on a phone");
            go("/oauth/client/thermostat");
            Pictures.take(browser, "page-phone");
        } finally {
            browser.phone(0, 0);
        }
    }

    @Test
    void pages_inTheDark_areGoodForEverybody() {
        browser.dark(true);
        try {
            inspect("in the dark");
            go("/oauth");
            Pictures.take(browser, "page-dark", 640);
        } finally {
            browser.dark(false);
        }
    }

    @Test
    void pages_inGerman_areGoodForEverybody() {
        browser.language("de");
        try {
            inspect("in German");
            go("/oauth");
            assertThat(browser.element("html").getDomAttribute("lang")).isEqualTo("de");
            assertThat(browser.text()).contains("Sie müssen sich anmelden.", "Der Betreiber muss client_id richten.");
            Pictures.take(browser, "page-german", 640);
        } finally {
            browser.language("en");
        }
    }

    @Test
    void list_whenAClientComes_showsItWithoutReloadAndKeepsTheFocus() {
        go("/oauth");
        browser.driver().executeScript("window.same = true");
        browser.element("#client-lamp th a").sendKeys(Keys.SHIFT);

        HOUSE.client("later", ELSEWHERE);

        browser.awaitText("later");
        assertThat(browser.driver().executeScript("return window.same")).isEqualTo(true);
        assertThat(browser.driver().executeScript("return document.activeElement.textContent"))
                .isEqualTo("lamp");
    }

    @Test
    void client_addedAndChangedOnThePage_isAFileWithoutItsSecret() throws IOException {
        go("/oauth/new");
        browser.click("a[href='/oauth/new/netatmo']").type("#f-name", "station").click("main form button");
        assertThat(browser.element("dd code").getText()).endsWith("/oauth/callback/station");

        browser.type("#f-client_id", "id-1").type("#f-client_secret", SECRET).click("main form button");
        browser.awaitText("station is created.").element("#client-station");
        assertThat(cfg("station"))
                .contains("client_id = id-1", "provider = netatmo")
                .doesNotContain(SECRET);

        go("/oauth/client/station/edit");
        browser.type("input[name='set.client_id']", "id-2").click("main form button");
        browser.awaitText("What that does").click("main form button");
        browser.awaitText("The settings of station are saved.");
        browser.awaitTrue("the file changes with it", driver -> contains("station", "id-2"));
        assertThat(cfg("station")).doesNotContain(SECRET);
    }

    /** A file on the machine of the browser. */
    private static Path file(String name, String content) throws IOException {
        var file = Path.of("target/house/people-files", name).toAbsolutePath();
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void settings_ofAPg3Plugin_areImportedOnThePage() throws IOException {
        var ring = file("ring.json", """
                {"name": "Door Bell", "client_id": "ring-1", "client_secret": "%s", "cloudlink": true,
                 "auth_endpoint": "https://provider.example/authorize", "token_endpoint": "https://provider.example/token"}
                """.formatted(SECRET));
        browser.traffic();
        go("/oauth");
        browser.click("a[href='/oauth/import']").element("#f-file").sendKeys(ring.toString());
        browser.click("section[aria-labelledby=settings] button").awaitText("What the import would do");
        Looks.good(browser, "plan of settings on a desk");
        Pictures.take(browser, "page-import", 900);
        assertThat(browser.text())
                .contains("ring.json", "door-bell (new)", "cloudlink", "/oauth/callback/door-bell")
                .contains("is sealed in the token store", "will go to");

        browser.click("button[value=import]")
                .awaitText("door-bell is imported.")
                .element("#client-door-bell");

        browser.element("#client-door-bell th a").click();
        browser.awaitText("Sign-in needed");
        assertThat(browser.source()).doesNotContain(SECRET);
        assertThat(browser.traffic().complaints()).isEmpty();
    }

    @Test
    void signIns_ofHomeAssistant_areImportedOnThePageOfAPhone() throws IOException {
        HOUSE.client("heater", ELSEWHERE);
        var entries =
                file("core.config_entries", """
                {"key": "core.config_entries", "data": {"entries": [{"entry_id": "01JWX", "domain": "heater", "data":
                 {"auth_implementation": "mine", "token": {"access_token": "%s", "refresh_token": "%s",
                 "expires_in": 3600, "expires_at": %d}}}]}}
                """.formatted(SECRET, SECRET, System.currentTimeMillis() / 1000 + 3600));
        var credentials = file("application_credentials", """
                {"key": "application_credentials", "data": {"items": [
                 {"id": "mine", "domain": "heater", "client_id": "1234", "client_secret": "%s"}]}}
                """.formatted(SECRET));
        go("/oauth");
        browser.element("#client-heater");
        browser.phone(390, 844);
        try {
            browser.traffic();
            go("/oauth/import");
            browser.element("#f-files").sendKeys(entries + "\n" + credentials);
            browser.click("section[aria-labelledby=sign-ins] button").awaitText("What the import would do");
            Looks.good(browser, "plan of sign-ins on a phone");
            assertThat(browser.text())
                    .contains("Home Assistant", "01JWX", "heater", "into quarantine", "core.config_entries");

            browser.click("button[value=import]").awaitText("heater came over.").awaitText("oauth:release import-");

            Looks.good(browser, "outcome of the import on a phone");
            browser.awaitTrue(
                    "in quarantine",
                    driver -> browser.element("#client-heater").getText().contains("In quarantine"));
            assertThat(browser.source()).doesNotContain(SECRET);
            assertThat(browser.traffic().complaints()).isEmpty();
        } finally {
            browser.phone(0, 0);
        }
    }

    @Test
    void files_thatCannotBeTaken_areRefusedOnAPage() throws IOException {
        go("/oauth/import");
        browser.element("#f-file").sendKeys(file("other.json", "[]").toString());
        browser.click("section[aria-labelledby=settings] button").awaitText("other.json");
        Looks.good(browser, "files that are nothing");
        assertThat(browser.element("#error").getText()).startsWith("other.json ");

        browser.element("#f-file")
                .sendKeys(file("long.json", "x".repeat(6 * 1024 * 1024)).toString());
        browser.click("section[aria-labelledby=settings] button").awaitText("longer than 4 MB");
    }

    @Test
    @Tag("R-095")
    void files_brought_makeNoFileInTheController() throws IOException {
        var ring =
                file("ring-too.json", "{\"name\": \"Ring\", \"client_id\": \"ring-1\"" + " ".repeat(2_000_000) + "}");
        bring(ring);

        // Only now: what a container makes for its first form is there.
        try (var watch = FileSystems.getDefault().newWatchService()) {
            watchAll(HOUSE.karaf().home(), watch);
            bring(ring);
            assertThat(made(watch)).isEmpty();
            browser.click("button[value=drop]").awaitText("Nothing was changed.");
        }
    }

    private static void bring(Path file) {
        go("/oauth/import");
        browser.element("#f-file").sendKeys(file.toString());
        browser.click("section[aria-labelledby=settings] button").awaitText("What the import would do");
    }

    private static void watchAll(Path folder, WatchService watch) throws IOException {
        try (var below = Files.walk(folder)) {
            for (var each : below.filter(Files::isDirectory).toList()) {
                each.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            }
        }
    }

    private static List<String> made(WatchService watch) {
        return Stream.iterate(watch.poll(), Objects::nonNull, key -> watch.poll())
                .flatMap(key -> key.pollEvents().stream())
                .map(event -> String.valueOf(event.context()))
                .toList();
    }

    private static boolean contains(String client, String text) {
        try {
            return cfg(client).contains(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
