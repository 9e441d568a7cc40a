// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.Visitor;
import org.winekey.oauth.itests.support.Winehouse;

/** Who gets in: the callback and the one-time link are open, nothing else is. */
public class Perimeter extends ContainerTest {
    private static final String NONCE = "A".repeat(43);
    private static final List<String> CLOSED = List.of(
            "/oauth",
            "/oauth/",
            "/oauth?note=x",
            "/oauth;x=y",
            "/oauth/callback",
            "/oauth/callback/",
            "/oauth/callback/a/b",
            "/oauth/callback/UPPER",
            "/oauth/callback/gate;x=y",
            "/oauth/%63allback/gate",
            "/oauth//callback/gate",
            "/oauth/./callback/gate",
            "/oauth/callback/../client/gate/authenticate",
            "/oauth/callback/%2e%2e/client/gate/authenticate",
            "/oauth/go",
            "/oauth/go/",
            "/oauth/go/short",
            "/oauth/go/" + NONCE + "/x",
            "/oauth/client/gate/authenticate",
            "/oauth/client/gate/refresh",
            "/oauth/client/gate/forget",
            "/oauth/WEB-INF/web.xml",
            "/oauth/OSGI-INF/",
            "/oauth/anything");

    @Test
    @Tag("R-089")
    public void paths_withoutLogin_answer401() {
        for (var path : CLOSED) {
            for (var method : List.of("GET", "POST", "HEAD", "PUT", "DELETE")) {
                var answer = RawHttp.send(method, path);
                assertThat(answer.status()).as(method + " " + path).isEqualTo(401);
                assertThat(answer.header("Location")).as(method + " " + path).isEmpty();
            }
        }
    }

    @Test
    public void paths_withWrongPassword_answer401() {
        var stranger = new Visitor().withBasic(Winehouse.uri("/"), House.ADMIN, "wrong");

        assertThat(stranger.get(Winehouse.uri("/oauth")).statusCode()).isEqualTo(401);
    }

    @Test
    public void callbackAndLink_withoutLogin_areOpen() {
        configure("gate", settings(Keycloak.BASIC));

        assertThat(RawHttp.send("GET", "/oauth/callback/gate?code=x&state=y").status())
                .isEqualTo(303);
        assertThat(RawHttp.send("GET", "/oauth/go/" + NONCE).status()).isEqualTo(404);
    }

    @Test
    @Tag("R-035")
    public void barePaths_withForeignHost_leakNeitherCodeNorState() {
        for (var path : List.of("/oauth", "/oauth/callback", "/oauth/go", "/oauth/callback/gate")) {
            var answer = RawHttp.send("GET", path + "?code=c0de-bare&state=st4te-bare", "Host: evil.example");

            assertThat(answer.header("Location").orElse("")).as(path).doesNotContain("bare", "evil");
            assertThat(answer.head()).as(path).doesNotContain("bare");
            assertThat(answer.body()).as(path).doesNotContain("bare");
        }
    }

    @Test
    @Tag("R-104")
    public void host_foreign_answers421() {
        var port = Winehouse.uri("/").getPort();

        for (var host : List.of("evil.example", "evil.example:" + port, "127.0.0.1.evil.example:" + port)) {
            for (var path : List.of("/oauth", "/oauth/callback/gate?code=x&state=y", "/oauth/go/" + NONCE)) {
                assertThat(RawHttp.send("GET", path, "Host: " + host).status())
                        .as(host + path)
                        .isEqualTo(421);
            }
        }
        assertThat(RawHttp.send("GET", "/oauth", "Host: localhost:" + port).status())
                .isEqualTo(401);
    }

    @Test
    @Tag("R-035")
    public void redirectUri_whateverTheHost_isTheConfiguredOne() {
        configure("hosts", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);

        var link = person.pressAuthenticate("hosts");
        var authorization = person.leave(URI.create(link.toString().replace("127.0.0.1", "localhost")));

        assertThat(Person.parameter(authorization, "redirect_uri"))
                .startsWith("http%3A%2F%2F127.0.0.1%3A" + Winehouse.uri("/").getPort());
    }

    @Test
    @Tag("R-105")
    public void button_withoutTokenOrFromForeignOrigin_startsNothing() {
        configure("forged", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var button = PostForm.in(person.listPage(), "/client/forged/authenticate");
        var damaged = new HashMap<>(button.fields());
        damaged.replaceAll((name, value) -> value + "x");

        assertThat(person.browser().post(button.action(), Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(person.browser().post(button.action(), damaged).statusCode()).isEqualTo(403);
        assertThat(RawHttp.send("POST", button.action().getPath(), "Origin: http://evil.example")
                        .status())
                .isIn(401, 403);
    }

    @Test
    @Tag("R-108")
    public void viewer_seesStatusAndStartsNothing() {
        configure("looked-at", settings(Keycloak.BASIC));
        var viewer = new Visitor().withBasic(Winehouse.uri("/"), House.VIEWER, House.VIEWER_PASSWORD);
        var button = PostForm.in(person(Keycloak.ANNA).listPage(), "/client/looked-at/authenticate");

        var page = viewer.get(Winehouse.uri("/oauth"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("looked-at");
        assertThat(PostForm.find(page, "/authenticate")).isEmpty();
        assertThat(button.send(viewer).statusCode()).isEqualTo(403);
    }

    @Test
    @Tag("R-036")
    public void previewOfLinkAndCallback_usesUpNothing() {
        var client = configure("preview", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var link = person.pressAuthenticate("preview");
        RawHttp.send("HEAD", link.getPath());
        RawHttp.send("GET", link.getPath());

        var response = person.consent(person.leave(link));
        var callback = response.getRawPath() + "?" + response.getRawQuery();
        RawHttp.send("HEAD", callback);
        RawHttp.send("GET", callback, "Sec-Purpose: prefetch");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);

        person.arrive(response);
        granted(client);
    }

    @Test
    public void link_usedOnce_isOfThatBrowserAlone() {
        configure("once", settings(Keycloak.BASIC));
        var person = person(Keycloak.ANNA);
        var link = person.pressAuthenticate("once");
        person.leave(link);

        assertThat(person.browser().get(link).statusCode()).isEqualTo(200);
        assertThat(person(Keycloak.BERT).browser().get(link).statusCode()).isEqualTo(404);
    }
}
