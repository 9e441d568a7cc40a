// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.Test;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Winehouse;

/** What programs and machines that watch see: the JSON API over the real web server, JMX, and the audit log. */
public class Operations extends ContainerTest {
    private static final String ROOT = "/oauth/api/v1";
    private static final Pattern LINK = Pattern.compile("\"uri\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    public void api_ofAViewer_reads() {
        configure("read", settings(Keycloak.BASIC));

        var answer = get("/clients/read", House.VIEWER, House.VIEWER_PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("\"name\":\"read\"", "\"code\":\"SIGN_IN_REQUIRED\"");
        assertThat(get("/openapi.json", House.VIEWER, House.VIEWER_PASSWORD).body())
                .contains("\"openapi\": \"3.1.0\"");
    }

    @Test
    public void api_ofAViewerWhoActs_isRefused() {
        configure("untouched", settings(Keycloak.BASIC));

        var answer = post("/clients/untouched/forget", House.VIEWER, House.VIEWER_PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    public void api_withoutOrWithWrongPassword_answers401WithoutAPage() {
        assertThat(RawHttp.send("GET", ROOT + "/clients").status()).isEqualTo(401);
        assertThat(RawHttp.send("POST", ROOT + "/self-test").status()).isEqualTo(401);

        var answer = get("/clients", House.ADMIN, "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{").contains("UNAUTHENTICATED");
    }

    @Test
    public void api_ofAnAdministrator_signsInRefreshesAndIsWrittenDown() {
        var client = configure("driven", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);

        var link = LINK.matcher(post("/clients/driven/sign-in", House.ADMIN, House.ADMIN_PASSWORD)
                .body());
        assertThat(link.find()).isTrue();
        person.arrive(person.consent(person.leave(URI.create(link.group(1)))));
        var token = granted(client).value();
        var refreshed = post("/clients/driven/refresh", House.ADMIN, House.ADMIN_PASSWORD);

        assertThat(refreshed.body()).contains("\"code\":\"AUTHORIZED\"").doesNotContain(token);
        assertThat(get("/counters", House.ADMIN, House.ADMIN_PASSWORD).body()).contains("\"driven\":{\"refreshes\":1");
        assertThat(shown("driven", "Status")).isEqualTo("AUTHORIZED");
        assertThat(shown("driven", "Refreshes")).isEqualTo(1L);
        Await.until(
                "the audit log says it",
                SOON,
                () -> log().contains("act who=admin face=api bundle=org.winekey.oauth.web what=refresh client=driven"
                        + " outcome=AUTHORIZED"));
        assertThat(log()).contains("grant client=driven change=SIGNED_IN");
    }

    private HttpResponse<String> get(String path, String user, String password) {
        return send(HttpRequest.newBuilder(Winehouse.uri(ROOT + path)), user, password);
    }

    private HttpResponse<String> post(String path, String user, String password) {
        var request = HttpRequest.newBuilder(Winehouse.uri(ROOT + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        return send(request, user, password);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String user, String password) {
        var basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        try {
            return http.send(request.header("Authorization", "Basic " + basic).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Object shown(String client, String attribute) {
        try {
            var name = new ObjectName("org.winekey.oauth:type=Clients,name=" + client);
            return ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private static String log() {
        try {
            return Files.readString(Path.of(System.getProperty("karaf.data"), "log", "karaf.log"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
