// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.HostileSite;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.UploadForm;
import org.winekey.oauth.itests.support.Visitor;

/** A page of somebody else's, open in the browser of the administrator, who is logged in here. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PageAttacksIT {
    /** The one that keeps a page fresh, as Chromium writes it. */
    private static final String OUR_SCRIPT = "<script src=\"/oauth/go/live.js\" defer=\"\"></script>";

    private static final String REBOUND = "rebound.example";
    private static final List<String> ACTIONS = List.of("authenticate", "refresh", "forget");
    private static final List<String> ENCODINGS =
            List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data");

    private static final House HOUSE = AttackedHouse.shared();
    private static final HostileSite SITE = HostileSite.start();
    private static Resident victim;
    private static Browser browser;

    @BeforeAll
    static void open() {
        victim = Resident.admin(HOUSE, "--host-resolver-rules=MAP " + REBOUND + " 127.0.0.1");
        browser = victim.browser();
    }

    @AfterAll
    static void close() {
        victim.close();
        SITE.close();
    }

    @Test
    @Tag("R-105")
    void forms_ofForeignPages_changeNothing() {
        HOUSE.operator().signIn("pressed", ANNA);
        var before = HOUSE.probe().awaitToken("pressed");

        for (String action : ACTIONS) {
            for (String encoding : ENCODINGS) {
                SITE.page("/form", form(HOUSE.karaf().uri("/oauth/client/pressed/" + action), encoding));
                for (URI page : List.of(SITE.crossSite("/form"), SITE.sameSite("/form"))) {
                    browser.go(page).click("button").awaitText("This form is not valid any more");
                }
            }
        }

        assertThat(HOUSE.probe().token("pressed")).isEqualTo(before);
    }

    @Test
    @Tag("R-105")
    void uploads_ofForeignPages_areNotRead() {
        SITE.page("/upload", form(HOUSE.karaf().uri("/oauth/import"), "multipart/form-data"));

        for (URI page : List.of(SITE.crossSite("/upload"), SITE.sameSite("/upload"))) {
            browser.go(page).click("button").awaitText("This form is not valid any more");
        }
    }

    @Test
    void uploads_beforeALogin_areRefusedBeforeTheyAreRead() throws IOException {
        var begun = new UploadForm().file("file", "x", "begun").begun();

        assertThat(status("", "Content-Length: 5000000000", begun)).isEqualTo(401);
        assertThat(status(login(), "Content-Length: 5000000000\r\nOrigin: http://evil.example", begun))
                .isEqualTo(403);
    }

    @Test
    void uploads_withoutEnd_areRefusedAtTheirLongest() throws IOException {
        var form = new UploadForm().file("file", "x", "x".repeat(4 * 1024 * 1024 + 1));
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(form.begun().length) + "\r\n").getBytes(UTF_8));
        chunk.writeBytes(form.begun());

        assertThat(status(login(), "Transfer-Encoding: chunked", chunk.toByteArray()))
                .isEqualTo(400);
        assertThat(status(login(), "Content-Length: 9", "malformed".getBytes(UTF_8)))
                .isEqualTo(400);
        assertThat(HOUSE.karaf().log()).doesNotContain("exceeds max", "MultiPart");
    }

    /** What is answered to the beginning of an upload. */
    private static int status(String login, String length, byte[] begun) throws IOException {
        var head = "POST /oauth/import HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\n%s%s\r\n\r\n"
                .formatted(HOUSE.karaf().httpPort(), UploadForm.type(), login, length);
        try (var socket = new Socket("127.0.0.1", HOUSE.karaf().httpPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(begun);
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        }
    }

    private static String login() {
        var both = KarafProcess.ADMIN + ":" + KarafProcess.ADMIN_PASSWORD;
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)) + "\r\n";
    }

    @Test
    @Tag("R-105")
    void addresses_fetchedByForeignPages_changeNothing() {
        HOUSE.operator().signIn("fetched", ANNA);
        var before = HOUSE.probe().awaitToken("fetched");
        var tags = new StringBuilder();
        for (String action : ACTIONS) {
            tags.append("<img src='%1$s' alt=''><iframe src='%1$s'></iframe><script src='%1$s'></script>"
                    .formatted(HOUSE.karaf().uri("/oauth/client/fetched/" + action)));
        }
        SITE.page("/tags", tags + "<p>all asked for</p>");

        browser.go(SITE.sameSite("/tags")).awaitText("all asked for");
        browser.go(SITE.crossSite("/tags")).awaitText("all asked for");

        assertThat(HOUSE.probe().token("fetched")).isEqualTo(before);
    }

    @Test
    @Tag("R-013")
    void pages_inFrames_areNotShown() {
        URI link = victim.authenticate("framed");
        for (String path :
                List.of("/oauth", link.getPath(), "/oauth/go/done/none", "/oauth/callback/framed?code=c&state=s")) {
            SITE.page("/frame", "<iframe src='" + HOUSE.karaf().uri(path) + "'></iframe>");
            browser.traffic();

            for (URI page : List.of(SITE.crossSite("/frame"), SITE.sameSite("/frame"))) {
                browser.go(page);
                var driver = browser.driver();
                String framed = driver.switchTo().frame(0).getPageSource();
                driver.switchTo().defaultContent();
                assertThat(framed).as(path).doesNotContain("Winekey").doesNotContain("<form");
            }
            assertThat(browser.traffic().complaints())
                    .as(path)
                    .anyMatch(complaint -> complaint.contains("frame-ancestors 'none'"));
        }
    }

    @Test
    @Tag("R-036")
    void linkAndCallback_prefetchedPrerenderedAndPreviewed_workAfterwards() {
        URI link = victim.authenticate("fetched-ahead");
        fetchAhead(link);
        new Visitor().get(link);
        browser.go(link);
        URI callback = AttackedHouse.consent(victim.goOn(), ANNA);

        fetchAhead(callback);
        assertThat(HOUSE.probe().token("fetched-ahead").isGranted()).isFalse();

        assertThat(victim.visit(callback)).contains("Signed in");
    }

    @Test
    @Tag("R-104")
    void name_reboundToThisController_reachesNothing() {
        String rebound = "http://" + REBOUND + ":" + HOUSE.karaf().httpPort();
        SITE.page("/rebound", form(URI.create(rebound + "/oauth/client/pressed/forget"), ENCODINGS.get(0)));
        browser.traffic();

        for (String path : List.of("/oauth", "/oauth/callback/pressed?code=c&state=s", "/oauth/go/" + "A".repeat(43))) {
            browser.go(URI.create(rebound + path));
        }
        browser.go(URI.create("http://" + REBOUND + ":" + SITE.port() + "/rebound"))
                .click("button");
        browser.awaitTrue(
                "the form is answered", driver -> browser.where().getPath().endsWith("/forget"));

        assertThat(browser.traffic().responses())
                .filteredOn(response -> response.address().startsWith(rebound + "/oauth"))
                .filteredOn(response -> !response.address().endsWith(".css"))
                .hasSize(4)
                .allMatch(response -> response.status() == 421);
    }

    @Test
    @Tag("R-032")
    void pages_openedByAnother_sendItNoMessage() {
        URI callback = AttackedHouse.consent(victim.leave("framed"), ANNA);
        SITE.page("/opener", opener(List.of(HOUSE.karaf().uri("/oauth"), callback)));

        browser.go(SITE.sameSite("/opener")).click("button");

        HOUSE.probe().awaitToken("framed");
        var windows = new ArrayList<>(browser.driver().getWindowHandles());
        String opener = browser.driver().getWindowHandle();
        windows.remove(opener);
        for (String window : windows) {
            browser.driver().switchTo().window(window);
            browser.awaitTrue("loaded", driver -> browser.source().contains("Winekey"));
            assertThat(browser.source().replace(OUR_SCRIPT, "")).doesNotContain("<script", "postMessage");
            browser.driver().close();
        }
        browser.driver().switchTo().window(opener);
        assertThat(windows).hasSize(2);
        assertThat(browser.text()).contains("messages: 0");
    }

    /** Has a page fetch this ahead in every way there is, and waits until Chromium has done so. */
    private static void fetchAhead(URI address) {
        URI control = SITE.sameSite("/control" + address.getPath());
        SITE.page("/ahead", """
                <!DOCTYPE html><title>search results</title>
                <link rel="prefetch" href="%1$s"><link rel="prefetch" href="%2$s">
                <script type="speculationrules">
                {"prefetch": [{"urls": ["%1$s"], "eagerness": "immediate"}],
                 "prerender": [{"urls": ["%1$s"], "eagerness": "immediate"}]}
                </script>
                <body>
                <script>
                fetch("%1$s", {method: "HEAD", mode: "no-cors", credentials: "include"}).catch(() => 0)
                    .then(() => document.body.append("asked for the head"));
                </script>
                """.formatted(address, control));
        browser.traffic();
        browser.go(SITE.sameSite("/ahead")).awaitText("asked for the head");
        Await.until(
                "Chromium prefetches",
                Duration.ofSeconds(20),
                () -> SITE.visits().stream()
                        .anyMatch(visit -> visit.target().equals(control.getPath())
                                && visit.purpose().contains("prefetch")));
        var asked = new ArrayList<>(browser.traffic().requests());
        Await.until("and prefetched ours", Duration.ofSeconds(20), () -> {
            asked.addAll(browser.traffic().requests());
            return asked.stream()
                            .filter(request -> request.address().equals(address.toString()))
                            .count()
                    >= 2;
        });
    }

    private static String form(URI action, String encoding) {
        return "<form method='post' action='%s' enctype='%s'><input name='token' value='guess'><button>kittens</button></form>"
                .formatted(action, encoding);
    }

    private static String opener(List<URI> pages) {
        var open = new StringBuilder();
        pages.forEach(page -> open.append(
                "let w%2$d = window.open('%1$s'); w%2$d.postMessage('hello', '*');".formatted(page, open.length())));
        return """
                <p>messages: <output>0</output></p><button>more</button>
                <script>
                const count = document.querySelector("output");
                window.addEventListener("message", () => count.textContent = +count.textContent + 1);
                document.querySelector("button").addEventListener("click", () => { %s });
                </script>
                """.formatted(open);
    }
}
