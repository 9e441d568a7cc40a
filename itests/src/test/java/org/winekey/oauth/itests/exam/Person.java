// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.KeycloakVisitor;
import org.winekey.oauth.itests.support.Visitor;
import org.winekey.oauth.itests.support.Winehouse;

/**
 * An administrator with a browser, who has an account at Keycloak: walks every step of a sign-in, one by one or all at
 * once. Not thread-safe.
 */
final class Person {
    private static final Pattern QUERY = Pattern.compile("[?&](\\w+)=([^&]*)");

    private final Keycloak.User user;
    private final KeycloakVisitor atKeycloak;
    private final Visitor here = new Visitor().withBasic(Winehouse.uri("/"), House.ADMIN, House.ADMIN_PASSWORD);
    private final List<String> seen = new ArrayList<>();

    Person(Keycloak keycloak, Keycloak.User user) {
        this.user = user;
        this.atKeycloak = keycloak.newVisitor();
    }

    /** From the button to the result, which is good; returns the page at the end. */
    HttpResponse<String> signIn(String client) {
        var end = arrive(consent(leave(pressAuthenticate(client))));
        assertThat(end.body()).contains("Signed in");
        return end;
    }

    /** Presses the button of the page and returns the one-time link it leads to. */
    URI pressAuthenticate(String client) {
        var button = PostForm.in(listPage(), "/client/" + client + "/authenticate");
        var answer = kept(button.send(here));
        assertThat(answer.statusCode()).isEqualTo(303);
        return Visitor.location(answer);
    }

    HttpResponse<String> listPage() {
        var page = kept(here.get(Winehouse.uri("/oauth")));
        assertThat(page.statusCode()).isEqualTo(200);
        return page;
    }

    /** Opens the one-time link, reads the page, presses its button; returns the authorization request. */
    URI leave(URI link) {
        var page = kept(here.get(link));
        assertThat(page.statusCode()).as("page of the one-time link").isEqualTo(200);
        var answer = kept(PostForm.in(page, link.getPath()).send(here));
        assertThat(answer.statusCode()).isEqualTo(303);
        return Visitor.location(answer);
    }

    /** Signs in at Keycloak; returns the redirect URI with the authorization response, not followed. */
    URI consent(URI authorization) {
        return atKeycloak.signIn(authorization, user);
    }

    /** Lets the browser follow the authorization response; returns the page it ends on. */
    HttpResponse<String> arrive(URI response) {
        var redirect = kept(follow(response));
        assertThat(redirect.statusCode())
                .as("the callback answers with a redirect")
                .isEqualTo(303);
        return kept(here.get(Visitor.location(redirect)));
    }

    /** The answer of the callback itself. */
    HttpResponse<String> follow(URI response) {
        return here.get(response);
    }

    Visitor browser() {
        return here;
    }

    /** Everything that came to this browser from us: status, headers, body. */
    String everythingSeen() {
        return String.join("\n", seen);
    }

    /** A query parameter as it stands in the URI. */
    static String parameter(URI uri, String name) {
        return QUERY.matcher(uri.toString())
                .results()
                .filter(pair -> pair.group(1).equals(name))
                .map(pair -> pair.group(2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in a query"));
    }

    private HttpResponse<String> kept(HttpResponse<String> answer) {
        seen.add(answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body());
        return answer;
    }
}
