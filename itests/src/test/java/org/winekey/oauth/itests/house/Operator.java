// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.KarafProcess;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.KeycloakVisitor;
import org.winekey.oauth.itests.support.UploadForm;
import org.winekey.oauth.itests.support.Visitor;

/** The person at the page {@code /oauth}, step by step, without a screen. Not thread-safe. */
final class Operator {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern FORM =
            Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">(.*?)</form>", Pattern.DOTALL);
    private static final Pattern UPLOAD = Pattern.compile(
            "enctype=\"multipart/form-data\" [^>]+><input type=\"hidden\" name=\"token\" value=\"([^\"]+)\">");
    private static final Pattern BUTTON = Pattern.compile("<button name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final Function<String, URI> house;
    private final Visitor visitor = new Visitor();
    private final Supplier<KeycloakVisitor> keycloak;
    private @Nullable KeycloakVisitor atKeycloak;

    /** At the house whose paths this makes addresses of. */
    Operator(Function<String, URI> house, Supplier<KeycloakVisitor> keycloak) {
        this.house = house;
        this.keycloak = keycloak;
        visitor.withBasic(house.apply("/"), KarafProcess.ADMIN, KarafProcess.ADMIN_PASSWORD);
    }

    /** The page as it is. */
    String page() {
        return body(visitor.get(house.apply("/oauth")));
    }

    /** The page of a client as it is. */
    String page(String client) {
        return body(visitor.get(house.apply("/oauth/client/" + client)));
    }

    /** The row of a client on the page, once there is one. */
    String row(String client) {
        var row = Pattern.compile("<tr id=\"client-" + client + "\">(.*?)</tr>", Pattern.DOTALL);
        return Await.value(
                "row of " + client,
                PATIENCE,
                () -> Optional.of(row.matcher(page()))
                        .filter(matcher -> matcher.find())
                        .map(matcher -> matcher.group(1)));
    }

    /** Waits until the row of the client contains this. */
    void awaitRow(String client, String text) {
        Await.until(
                "'" + text + "' in the row of " + client,
                PATIENCE,
                () -> row(client).contains(text));
    }

    /** Presses Authenticate; returns the one-time link it leads to. */
    URI authenticate(String client) {
        return submit(row(client), "/" + client + "/authenticate");
    }

    /** Presses Refresh; returns the text of the page it leads to. */
    String refresh(String client) {
        return body(visitor.get(submit(row(client), "/" + client + "/refresh")));
    }

    /** Opens the device door; returns what its page shows. */
    DeviceDoor device(String client) {
        return DeviceDoor.on(body(visitor.get(submit(row(client), "/" + client + "/device"))));
    }

    /** Accepts what waits for this client, once something does; returns the text of the page this leads to. */
    String accept(String client) {
        awaitRow(client, "waits for acceptance");
        return body(visitor.get(submit(row(client), "/" + client + "/accept")));
    }

    /** Brings a file to be imported; returns the page with its plan. */
    URI upload(String kind, String field, String content) {
        URI page = house.apply("/oauth/import");
        var form = UPLOAD.matcher(body(visitor.get(page)));
        if (!form.find()) {
            throw new AssertionError("no form for files");
        }
        return KeycloakVisitor.location(visitor.post(
                page,
                new UploadForm()
                        .field("token", form.group(1))
                        .field("kind", kind)
                        .file(field, "file.json", content)));
    }

    /** Agrees to the plan of an import; returns the text of the page it leads to. */
    String agree(URI plan) {
        return body(visitor.get(submit(body(visitor.get(plan)), plan.getPath())));
    }

    /** Opens the one-time link and goes on; returns the authorization request it leads to. */
    URI depart(URI link) {
        return submit(body(visitor.get(link)), link.getPath());
    }

    /** Signs in at Keycloak; returns the redirect home, not followed. */
    URI signInAtKeycloak(URI authorization, Keycloak.User user) {
        if (atKeycloak == null) {
            atKeycloak = keycloak.get();
        }
        return atKeycloak.signIn(authorization, user);
    }

    /** Follows the redirect home; returns the text of the page it ends on. */
    String arrive(URI callback) {
        var response = visitor.get(callback);
        return response.statusCode() == 303
                ? visitor.get(KeycloakVisitor.location(response)).body()
                : response.body();
    }

    /** The whole way from the button to the good end. */
    void signIn(String client, Keycloak.User user) {
        String end = arrive(signInAtKeycloak(depart(authenticate(client)), user));
        if (!end.contains("Signed in")) {
            throw new AssertionError("the sign-in ends with: " + end);
        }
    }

    /** The values that only this person's browser may know. */
    Map<String, String> cookies() {
        return visitor.cookies(house.apply("/"));
    }

    /** What the page of an open device door shows. */
    record DeviceDoor(URI address, String code) {
        private static final Pattern CODE = Pattern.compile("<code class=\"user-code\">([^<]+)</code>");
        private static final Pattern ADDRESS = Pattern.compile("<a href=\"(http[^\"]+)\" rel=");

        static DeviceDoor on(String page) {
            var code = CODE.matcher(page);
            var address = ADDRESS.matcher(page);
            if (!code.find() || !address.find()) {
                throw new AssertionError("no code on " + page);
            }
            return new DeviceDoor(URI.create(address.group(1)), code.group(1));
        }

        /** The address with the code in it, as both of our servers make it. */
        URI complete() {
            return URI.create(address + "?user_code=" + code);
        }
    }

    private URI submit(String markup, String actionEnd) {
        var form = FORM.matcher(markup);
        while (form.find()) {
            if (form.group(1).endsWith(actionEnd)) {
                var fields = new LinkedHashMap<String, String>();
                HIDDEN.matcher(form.group(2)).results().forEach(field -> fields.put(field.group(1), field.group(2)));
                BUTTON.matcher(form.group(2))
                        .results()
                        .limit(1)
                        .forEach(button -> fields.put(button.group(1), button.group(2)));
                return KeycloakVisitor.location(visitor.post(house.apply(form.group(1)), fields));
            }
        }
        throw new AssertionError("no form to " + actionEnd + " in " + markup);
    }

    private static String body(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.uri().getPath() + " answers " + response.statusCode());
        }
        return response.body();
    }
}
