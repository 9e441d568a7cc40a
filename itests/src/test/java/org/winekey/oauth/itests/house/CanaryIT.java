// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Canaries;
import org.winekey.oauth.itests.support.Canaries.Hit;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.Keycloak;

/**
 * A search for every secret of a whole life (sign-ins, refreshes, errors, shell, web console) wherever a stranger could
 * look, with everything logged at TRACE that we or our libraries log.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CanaryIT {
    private static final String CLIENT = "canary";
    private static final String SECRET_FILE = "keycloak-secret";
    private static final Pattern PARAMETER = Pattern.compile("[?&](code|state)=([^&]+)");

    private static final House HOUSE = new House("canary");
    private static final TokenRelay RELAY = new TokenRelay(HOUSE.keycloak().tokenEndpoint());
    private static final Map<String, String> SECRETS = new LinkedHashMap<>(Keycloak.canaries());

    @BeforeAll
    static void live() {
        configure();
        HOUSE.start();
        signIns();
        refreshes();
        errors();
        shell();
        webConsole();
        imports();
        SECRETS.put("password of Karaf's admin", KarafProcess.ADMIN_PASSWORD);
        SECRETS.putAll(RELAY.secrets());
        HOUSE.probe().tokens().forEach(token -> SECRETS.put("token handed out " + SECRETS.size(), token));
    }

    @AfterAll
    static void stop() {
        HOUSE.close();
        RELAY.close();
    }

    @Test
    @Tag("R-095")
    void search_afterAWholeLife_findsNothing() {
        HOUSE.probe().dump();

        // What was never seen cannot be found: each kind has to be among the secrets.
        assertThat(SECRETS.keySet().stream().map(name -> name.replaceFirst(" \\d+$", "")))
                .contains("access_token", "refresh_token", "code", "code_verifier", "state", "one-time link")
                .contains("token handed out", "cookie");
        assertThat(HOUSE.karaf().log()).contains("TRACE");
        assertThat(HOUSE.probe().dump().get(1)).content().contains("org.winekey.oauth:type=");
        assertThat(search()).isEmpty();
    }

    @Test
    void search_secretLeftByABundle_findsEveryPlace() {
        String secret = "cnry-planted-" + Long.toHexString(System.nanoTime());
        HOUSE.probe().plant(secret);
        HOUSE.karaf().etc("planted.cfg", "key = " + secret + "\n");
        HOUSE.karaf().terminal("echo " + secret);
        HOUSE.probe().dump();
        var canaries = new Canaries(Map.of("planted", secret));

        assertThat(places().stream()
                        .filter(place -> !canaries.in(place).isEmpty())
                        .map(place -> place.getFileName().toString()))
                .contains("services.txt", "events.txt", "data", "etc", ".karaf");
        assertThat(canaries.in(HOUSE.karaf().logFile())).isNotEmpty();
    }

    @Test
    void search_plantedCopies_findsEveryKindInEveryForm() {
        HOUSE.probe().dump();
        var canaries = new Canaries(SECRETS);

        for (Path original : representatives()) {
            Path copy = Path.of("target/house/canary-planted").resolve(original.getFileName());
            var expected = Planting.into(copy, original, SECRETS);
            assertThat(canaries.in(copy)).as(copy.toString()).containsAll(expected);
        }
    }

    private static void configure() {
        HOUSE.client(
                CLIENT,
                Keycloak.BASIC,
                Map.of("token_endpoint", RELAY.uri().toString(), ".client_secret", "$[secret:" + SECRET_FILE + "]"));
        HOUSE.karaf().etc(SECRET_FILE, Keycloak.BASIC.secretOrFail());
        Logging.everythingOf(HOUSE.karaf());
    }

    private static void signIns() {
        var operator = HOUSE.operator();
        for (int times = 0; times < 2; times++) {
            URI link = operator.authenticate(CLIENT);
            noteLink(link);
            URI authorization = operator.depart(link);
            operator.cookies().values().forEach(cookie -> note("cookie", cookie));
            URI callback = operator.signInAtKeycloak(authorization, ANNA);
            noteParameters(callback);
            assertThat(operator.arrive(callback)).contains("Signed in");
            // Again, as the back button does it, and from a browser that never left.
            operator.arrive(callback);
            HOUSE.operator().arrive(callback);
        }
        HOUSE.probe().awaitToken(CLIENT);
    }

    private static void refreshes() {
        HOUSE.karaf().awaitShell();
        HOUSE.karaf().shell("oauth:refresh " + CLIENT);
        HOUSE.probe().rejected(CLIENT);
        HOUSE.probe().awaitToken(CLIENT);
    }

    private static void errors() {
        RELAY.be(TokenRelay.Mood.REPEATING);
        HOUSE.karaf().shell("oauth:refresh " + CLIENT);
        RELAY.be(TokenRelay.Mood.REFUSING);
        HOUSE.karaf().shell("oauth:refresh " + CLIENT);
        var operator = HOUSE.operator();
        URI callback = operator.signInAtKeycloak(operator.depart(operator.authenticate(CLIENT)), ANNA);
        noteParameters(callback);
        operator.arrive(callback);
        HOUSE.karaf().shell("oauth:status " + CLIENT);
        HOUSE.karaf().shell("oauth:why " + CLIENT);
        RELAY.be(TokenRelay.Mood.HONEST);
        operator.arrive(URI.create(callback.toString().replaceFirst("code=", "code=no")));
    }

    private static void shell() {
        URI link = Shell.authorize(HOUSE, CLIENT);
        noteLink(link);
        noteParameters(Shell.complete(HOUSE, link, ANNA));
    }

    private static void webConsole() {
        HOUSE.karaf().shell("feature:install webconsole");
        var console = HOUSE.karaf().uri("/system/console/configMgr");
        var visitor = HOUSE.keycloak().newVisitor();
        visitor.withBasic(console, KarafProcess.ADMIN, KarafProcess.ADMIN_PASSWORD);
        Await.until(
                "web console", Duration.ofMinutes(1), () -> visitor.get(console).statusCode() == 200);
        var pid = Pattern.compile("org\\.winekey\\.oauth\\.client~" + CLIENT)
                .matcher(visitor.get(console).body());
        assertThat(pid.find()).isTrue();
        visitor.post(URI.create(console + "/" + pid.group()), Map.of());
    }

    /** On the page: one that is done, one that is left there, and one that cannot be read. */
    private static void imports() {
        var settings = "{\"name\": \"imported\", \"client_id\": \"i\", \"client_secret\": \"%s\", \"auth_endpoint\":"
                + " \"https://provider.example/a\", \"token_endpoint\": \"https://provider.example/t\"}";
        var operator = HOUSE.operator();
        operator.agree(operator.upload("settings", "file", settings.formatted(inAFile("client secret"))));
        operator.upload("settings", "file", settings.formatted(inAFile("secret of one that was left")));
        var tokens = "{\"oauthTokens\": {\"access_token\": \"%s\", \"refresh_token\": \"%s\"}}";
        operator.upload("sign-ins", "files", tokens.formatted(inAFile("access token"), inAFile("refresh token")));
        // Karaf looks for new files every second.
        operator.awaitRow("imported", "client_id");
    }

    private static String inAFile(String what) {
        String secret = "cnry-in-a-file-" + Long.toHexString(System.nanoTime());
        note(what + " in a file", secret);
        return secret;
    }

    private static Set<Hit> search() {
        var canaries = new Canaries(SECRETS);
        return places().stream()
                .flatMap(place -> place.endsWith("etc") ? children(place).stream() : Stream.of(place))
                .filter(place -> !place.endsWith(SECRET_FILE) && !place.endsWith("users.properties"))
                .flatMap(place -> canaries.in(place).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Everything below Karaf's folder but the programs, and what the probe could see. */
    private static List<Path> places() {
        return Stream.concat(
                        children(HOUSE.karaf().home()).stream()
                                .filter(child -> !Set.of("lib", "system")
                                        .contains(child.getFileName().toString())),
                        HOUSE.probe().dump().stream())
                .toList();
    }

    private static List<Path> representatives() {
        Path home = HOUSE.karaf().home();
        return Stream.concat(
                        Stream.of(
                                HOUSE.karaf().logFile(),
                                HOUSE.karaf().consoleFile(),
                                home.resolve("etc/org.winekey.oauth.client-" + CLIENT + ".cfg"),
                                Shell.history(HOUSE),
                                children(home.resolve("oauth")).stream()
                                        .filter(Files::isRegularFile)
                                        .findFirst()
                                        .orElseThrow()),
                        HOUSE.probe().dump().stream())
                .toList();
    }

    private static void note(String name, String value) {
        if (!SECRETS.containsValue(value)) {
            SECRETS.put(name + " " + SECRETS.size(), value);
        }
    }

    private static void noteLink(URI link) {
        note("one-time link", link.getPath().replaceFirst(".*/", ""));
    }

    private static void noteParameters(URI callback) {
        PARAMETER
                .matcher("?" + callback.getRawQuery())
                .results()
                .forEach(found -> note(found.group(1), found.group(2)));
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
