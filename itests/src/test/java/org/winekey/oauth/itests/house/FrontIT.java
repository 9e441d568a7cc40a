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

    private static final House HOUSE = new House("front");
    private static Nginx proxy;
    private static Nginx space;
    private static Resident person;

    @BeforeAll
    static void start() {
        HOUSE.client(CLIENT, Keycloak.POST).start();
        proxy = Nginx.inFrontOf(HOUSE.karaf().httpPort(), HOST, Path.of("target/house/nginx"));
        space = Nginx.serving(relay(), SPACE, Path.of("target/house/web-space"));
        HOUSE.keycloak()
                .alsoRedirectTo(
                        Keycloak.POST,
                        List.of(
                                proxy.uri("/oauth/callback/" + CLIENT).toString(),
                                space.uri("/?c=" + CLIENT).toString()));
        person = Resident.admin(HOUSE, Nginx.switches(HOST, SPACE, "*.local").toArray(String[]::new));
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
        URI home = HOUSE.karaf().uri("/oauth/callback/" + CLIENT);

        for (String host : List.of("127.0.0.1", "localhost", machine() + ".local")) {
            var origin = URI.create("http://" + host + ":" + HOUSE.karaf().httpPort());
            person.logInAt(origin);

            URI authorization = person.leave(CLIENT);

            assertThat(authorization.getRawQuery()).as(host).contains("redirect_uri=" + encoded(home));
            assertThat(person.visit(consent(authorization))).as(host).contains("Signed in");
            assertThat(person.browser().where().getAuthority()).isEqualTo(home.getAuthority());
        }
    }

    @Test
    @Tag("R-010")
    @Tag("R-035")
    void signIn_behindAnHttpsProxy_comesHomeThroughTheProxy() {
        comesHomeTo(proxy.uri("").toString());
        person.browser()
                .driver()
                .executeCdpCommand(
                        "Network.setExtraHTTPHeaders",
                        Map.of(
                                "headers",
                                Map.of("X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example")));
        URI home = proxy.uri("/oauth/callback/" + CLIENT);

        for (URI origin : List.of(proxy.uri(""), HOUSE.karaf().uri(""))) {
            person.logInAt(origin);

            URI authorization = person.leave(CLIENT);

            assertThat(authorization.getRawQuery()).contains("redirect_uri=" + encoded(home));
            assertThat(person.visit(consent(authorization))).contains("Signed in");
            assertThat(person.browser().where().getAuthority()).isEqualTo(home.getAuthority());
        }
        assertThat(HOUSE.probe().awaitToken(CLIENT).isGranted()).isTrue();
    }

    @Test
    @Tag("R-023")
    void signIn_overTheRelay_comesHomeFromIt() {
        comesHomeTo("");
        HOUSE.karaf().etc("org.winekey.oauth.cfg", "relay_uri = " + space.uri("/") + "\n");
        HOUSE.operator().awaitRow(CLIENT, space.uri("/?c=" + CLIENT).toString());
        person.logInAt(HOUSE.karaf().uri(""));

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
        var stranger = URI.create(proxy.uri("/oauth").toString().replace(HOST, "other.local"));
        person.browser().traffic();

        person.browser().go(stranger);

        assertThat(person.browser().traffic().statuses(stranger)).containsExactly(421);
    }

    /** Sets base_uri and waits until the page speaks of the address. */
    private static void comesHomeTo(String base) {
        HOUSE.karaf().etc("org.winekey.oauth.cfg", base.isEmpty() ? "" : "base_uri = " + base + "\n");
        String home = base.isEmpty() ? HOUSE.karaf().uri("").toString() : base;
        Await.until(
                "the page tells the redirect URI at " + home,
                Duration.ofSeconds(30),
                () -> HOUSE.operator().row(CLIENT).contains(home + "/oauth/callback/" + CLIENT));
    }

    private static URI consent(URI authorization) {
        return HOUSE.keycloak().newVisitor().signIn(authorization, ANNA);
    }

    private static String machine() throws UnknownHostException {
        return InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
    }

    private static String encoded(URI address) {
        return URLEncoder.encode(address.toString(), StandardCharsets.UTF_8);
    }
}
