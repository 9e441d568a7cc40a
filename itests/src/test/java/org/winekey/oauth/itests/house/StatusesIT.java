// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Pictures;
import org.winekey.oauth.itests.support.Processes;

/** Each status that a client can have for longer than a moment, brought about by real parts and shown to people. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StatusesIT {
    private static final Map<String, String> ELSEWHERE = Map.of(
            "client_id", "1234",
            "authorization_endpoint", "https://provider.example/authorize",
            "token_endpoint", "https://provider.example/token");

    /** As the list says them, in one house at one time. */
    private static final List<String> TOGETHER = List.of(
            "✓ Authorized",
            "… Waiting for the provider",
            "… Waiting: the provider asked for patience",
            "… Waiting: the API rejects fresh tokens",
            "→ Sign-in needed",
            "→ Works, but not for all that was asked",
            "! A setting is wrong",
            "! Disabled",
            "! Too many refreshes",
            "! In quarantine");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final House HOUSE = new House("statuses");
    private static final Path STORE = HOUSE.karaf().home().resolve("oauth");
    private static final Path KEY = HOUSE.karaf().home().resolve("etc/org.winekey.oauth.key");
    private static final TokenRelay RELAY = new TokenRelay(HOUSE.keycloak().tokenEndpoint());
    private static final BusyProvider BUSY = new BusyProvider();
    private static Resident person;
    private static Browser browser;

    @BeforeAll
    static void start() {
        HOUSE.karaf().boundByFileModes();
        HOUSE.client("alarm", with(Keycloak.BASIC, "token_endpoint", RELAY.uri().toString()));
        HOUSE.client("boiler", Keycloak.BASIC);
        // Its tokens live for seconds.
        HOUSE.client("charger", with(Keycloak.SHORT, "refresh_budget", "1/P1D"));
        // A scope of Keycloak's that no token of it ever names.
        HOUSE.client("roof", with(Keycloak.BASIC, "scope", "openid roles"));
        HOUSE.client("lamp", ELSEWHERE);
        HOUSE.client("heater", ELSEWHERE);
        HOUSE.client("attic", with(Keycloak.BASIC, "enabled", "false"));
        HOUSE.client("garden", Map.of("provider", "netatmo"));
        HOUSE.client("grid", fetching("http://127.0.0.1:9/token"));
        HOUSE.client("heating", BUSY.settings());
        HOUSE.start();
        HOUSE.karaf().awaitShell();
        List.of("alarm", "boiler", "charger", "roof")
                .forEach(client -> HOUSE.operator().signIn(client, ANNA));
        person = Resident.admin(HOUSE);
        browser = person.browser();
    }

    @AfterAll
    static void stop() {
        person.close();
        HOUSE.close();
        RELAY.close();
        BUSY.close();
        Processes.writable(STORE, true);
    }

    private static Map<String, String> with(Keycloak.Client registration, String key, String value) {
        return ClientFile.at(
                HOUSE.keycloak(), registration, Map.of(".client_secret", registration.secretOrFail(), key, value));
    }

    private static Map<String, String> fetching(String tokenEndpoint) {
        return Map.of(
                "client_id", "1234",
                ".client_secret", "x",
                "token_endpoint", tokenEndpoint,
                "grant_types", "client_credentials");
    }

    private static void await(String client, String status) {
        browser.awaitTrue(
                client + ": " + status,
                driver -> browser.element("#client-" + client).getText().contains(status));
    }

    /** What PG3 leaves, of a sign-in that another system may still use. */
    private static Path foreign() throws IOException {
        return Files.writeString(
                HOUSE.karaf().home().resolve("foreign.json").toAbsolutePath(),
                "{\"oauthTokens\": {\"access_token\": \"a\", \"refresh_token\": \"r\", \"expires_in\": 60}}");
    }

    /** The API refuses the token, and its successor too. */
    private static void rejectTwice(String client) {
        var first = HOUSE.probe().awaitToken(client);
        HOUSE.probe().rejected(client);
        Await.until(
                "a successor", PATIENCE, () -> !HOUSE.probe().awaitToken(client).equals(first));
        HOUSE.probe().rejected(client);
    }

    @Test
    void clients_inEveryStatus_sayWhoActs() throws IOException {
        HOUSE.probe().token("heating");
        HOUSE.karaf().shell("oauth:import-tokens --yes --client heater " + foreign());
        rejectTwice("boiler");

        browser.go(HOUSE.karaf().uri("/oauth")).element("h1");

        browser.awaitTrue("all of them", driver -> TOGETHER.stream().allMatch(browser.text()::contains));
        browser.driver().executeScript("document.body.style.zoom = 0.6");
        Pictures.take(browser, "page-statuses", 950);
        browser.driver().executeScript("scrollTo(0, document.body.scrollHeight)");
        Pictures.take(browser, "page-statuses-more", 950);
        diskRefuses();
        keyIsGone();
    }

    private static void diskRefuses() {
        RELAY.meanwhile(() -> Processes.writable(STORE, false));
        HOUSE.karaf().shell("oauth:refresh alarm");

        await("alarm", "! Token not on disk");
        browser.driver().executeScript("scrollTo(0, 0)");
        Pictures.take(browser, "page-not-durable", 760);

        Processes.writable(STORE, true);
        await("alarm", "✓ Authorized");
    }

    private static void keyIsGone() throws IOException {
        HOUSE.karaf().stop();
        Files.move(KEY, STORE.resolveSibling("key-elsewhere"));
        HOUSE.start();
        person.logInAt(HOUSE.karaf().uri("/"));

        browser.go(HOUSE.karaf().uri("/oauth"));

        await("alarm", "! Token store locked");
        Pictures.take(browser, "page-locked", 760);
    }
}
