// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Nginx;
import org.winekey.oauth.itests.support.Pictures;

/** Where a person opens the page, against where the sign-in comes home: address, names of the machine, https proxy. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FrontIT {
    private static final String CLIENT = "front";
    private static final String HOST = "house.example";
    private static final String SPACE = "relay.example";
    private static final String AT_HOME = "at-home";

    /** Stands for the address of the machine in its network: the browser is told that this is here. */
    private static final String ADDRESS = "192.168.7.7";

    private static final House HOUSE = new House("front");
    private static Nginx proxy;
    private static Nginx space;
    private static Resident person;

    @BeforeAll
    static void start() throws Exception {
        HOUSE.client(CLIENT, Keycloak.POST)
                .client(
                        AT_HOME,
                        Keycloak.POST,
                        Map.of(".client_secret", Keycloak.POST.secretOrFail(), "allow_insecure", "true"))
                .start();
        proxy = Nginx.inFrontOf(HOUSE.karaf().httpPort(), HOST, Path.of("target/house/nginx"));
        space = Nginx.serving(relay(), SPACE, Path.of("target/house/web-space"));
        HOUSE.keycloak()
                .alsoRedirectTo(
                        Keycloak.POST,
                        List.of(
                                proxy.uri("/oauth/callback/" + CLIENT).toString(),
                                space.uri("/?c=" + CLIENT).toString(),
                                at(ADDRESS) + "/oauth/callback/" + AT_HOME,
                                at(machine()) + "/oauth/callback/" + AT_HOME));
        person = Resident.admin(
                HOUSE, Nginx.switches(HOST, SPACE, "*.local", ADDRESS).toArray(String[]::new));
    }

    /** The relay as somebody hosts it for this house alone. */
    private static Path relay() {
        return Relay.copy(
                Path.of("target/house/relay"), "{\"origin\": \"" + HOUSE.karaf().uri("") + "\"}");
    }

    @AfterAll
    static void stop() {
        person.close();
        proxy.close();
        space.close();
        HOUSE.close();
    }

    @Test
    @Tag("R-010")
    @Tag("R-104")
    void signIn_underEveryNameOfTheMachine_comesHomeToTheOneAddress() throws Exception {
        comesHomeTo("");

        for (String host : List.of("127.0.0.1", "localhost", machine())) {
            signIn(CLIENT, at(host), HOUSE.karaf().uri(""));
        }
    }

    @Test
    @Tag("R-010")
    @Tag("R-034")
    void signIn_underEveryName_comesHomeToTheAddressOrNameInTheNetwork() throws Exception {
        for (URI home : List.of(at(ADDRESS), at(machine()))) {
            comesHomeTo(home.toString(), AT_HOME);

            for (URI origin : List.of(at("127.0.0.1"), at("localhost"), at(machine()), home)) {
                signIn(AT_HOME, origin, home);
            }
        }
        assertThat(HOUSE.probe().awaitToken(AT_HOME).isGranted()).isTrue();
    }

    @Test
    @Tag("R-010")
    @Tag("R-035")
    void signIn_behindAnHttpsProxy_comesHomeThroughTheProxy() throws Exception {
        comesHomeTo(proxy.uri("").toString());
        person.browser()
                .driver()
                .executeCdpCommand(
                        "Network.setExtraHTTPHeaders",
                        Map.of(
                                "headers",
                                Map.of("X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example")));

        for (URI origin : List.of(proxy.uri(""), at("127.0.0.1"), at("localhost"), at(machine()))) {
            signIn(CLIENT, origin, proxy.uri(""));
        }
        assertThat(HOUSE.probe().awaitToken(CLIENT).isGranted()).isTrue();
    }

    @Test
    @Tag("R-023")
    void signIn_overTheRelay_comesHomeFromIt() throws Exception {
        comesHomeTo("");
        HOUSE.karaf().etc("org.winekey.oauth.cfg", "relay_uri = " + space.uri("/") + "\n");
        HOUSE.operator().awaitRow(CLIENT, space.uri("/?c=" + CLIENT).toString());
        person.logInAt(at(machine()));

        person.authenticate(CLIENT);
        URI authorization = person.goOn("button[value='RELAY']");
        assertThat(authorization.getRawQuery()).contains("redirect_uri=" + encoded(space.uri("/?c=" + CLIENT)));
        person.browser().go(consent(authorization)).awaitText("Go on only if you just started this");
        assertThat(person.browser().where()).isEqualTo(space.uri("/"));
        assertThat(person.browser().text())
                .contains(HOUSE.karaf().uri("/oauth/callback/" + CLIENT).toString());
        Pictures.take(person.browser(), "door-relay", 500);
        person.browser().click("#go").awaitText("Signed in");

        assertThat(person.browser().history()).noneMatch(address -> address.contains("code="));
        assertThat(HOUSE.probe().awaitToken(CLIENT).isGranted()).isTrue();
    }

    @Test
    @Tag("R-104")
    void page_askedThroughTheProxyForAnotherHost_answers421() {
        comesHomeTo(proxy.uri("").toString());
        isMisdirected(URI.create(proxy.uri("/oauth").toString().replace(HOST, "other.local")));

        comesHomeTo("");

        isMisdirected(proxy.uri("/oauth"));
    }

    private static void isMisdirected(URI page) {
        person.browser().traffic();

        person.browser().go(page);

        assertThat(person.browser().traffic().statuses(page)).containsExactly(421);
    }

    /** Presses Authenticate on the page at this origin, and is led home to that one, wherever it began. */
    private static void signIn(String client, URI origin, URI home) {
        person.logInAt(origin);

        URI authorization = person.leave(client);

        String callback = home + "/oauth/callback/" + client;
        assertThat(authorization.getRawQuery()).as("%s", origin).contains("redirect_uri=" + encoded(callback));
        assertThat(person.visit(consent(authorization))).as("%s", origin).contains("Signed in");
        assertThat(person.browser().where().getAuthority()).isEqualTo(home.getAuthority());
    }

    /** Sets base_uri and waits until the page speaks of the address. */
    private static void comesHomeTo(String base) {
        comesHomeTo(base, CLIENT);
    }

    private static void comesHomeTo(String base, String client) {
        HOUSE.karaf().etc("org.winekey.oauth.cfg", base.isEmpty() ? "" : "base_uri = " + base + "\n");
        String home = base.isEmpty() ? HOUSE.karaf().uri("").toString() : base;
        Await.until(
                "the page tells the redirect URI at " + home,
                Duration.ofSeconds(30),
                () -> HOUSE.operator().row(client).contains(home + "/oauth/callback/" + client));
    }

    private static URI consent(URI authorization) {
        return HOUSE.keycloak().newVisitor().signIn(authorization, ANNA);
    }

    /** The page in clear under this host. */
    private static URI at(String host) {
        return URI.create("http://" + host + ":" + HOUSE.karaf().httpPort());
    }

    private static String machine() throws UnknownHostException {
        return InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "") + ".local";
    }

    private static String encoded(Object address) {
        return URLEncoder.encode(address.toString(), StandardCharsets.UTF_8);
    }
}
