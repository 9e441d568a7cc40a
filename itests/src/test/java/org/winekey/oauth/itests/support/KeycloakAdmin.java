// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Keycloak's admin REST API for one realm. Thread-safe. */
public final class KeycloakAdmin {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient http;
    private final URI base;
    private final String realm;
    private final Map<String, String> credentials;

    KeycloakAdmin(URI base, String realm, String user, String password) {
        this(base, realm, user, password, Visitor.usualContext());
    }

    KeycloakAdmin(URI base, String realm, String user, String password, SSLContext context) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
        this.base = base;
        this.realm = realm;
        credentials =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", user, "password", password);
    }

    /** Reads below {@code /admin/realms/<realm>}: maps, lists, strings, numbers. */
    public @Nullable Object get(String path) {
        return call(path, "GET", null);
    }

    /** The id of the first object of a list below {@code /admin/realms/<realm>}. */
    public String idOfFirst(String path) {
        Object first = get(path) instanceof List<?> found && !found.isEmpty() ? found.get(0) : null;
        return (String) member(first, "id");
    }

    /** Posts JSON below {@code /admin/realms/<realm>}. */
    public void post(String path, Object body) {
        call(path, "POST", body);
    }

    /** Puts JSON below {@code /admin/realms/<realm>}. */
    public void put(String path, Object body) {
        call(path, "PUT", body);
    }

    /** Deletes below {@code /admin/realms/<realm>}. */
    public void delete(String path) {
        call(path, "DELETE", null);
    }

    Map<String, Object> introspect(URI endpoint, Keycloak.Client caller, String token) {
        String pair = encode(caller.id()) + ":" + encode(caller.secretOrFail());
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return JsonText.object(send(HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(Visitor.form(Map.of("token", token))))));
    }

    /** The member of a JSON object that must be there. */
    static Object member(@Nullable Object object, String name) {
        Object value = object instanceof Map<?, ?> map ? map.get(name) : null;
        if (value != null) {
            return value;
        }
        throw new AssertionError("no " + name + " in Keycloak's answer");
    }

    private @Nullable Object call(String path, String method, @Nullable Object body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JsonText.write(body));
        String answer = send(HttpRequest.newBuilder(URI.create(base + "/admin/realms/" + realm + path))
                .header("Authorization", "Bearer " + accessToken())
                .header("Content-Type", "application/json")
                .method(method, publisher));
        return answer.isBlank() ? null : JsonText.read(answer);
    }

    private String accessToken() {
        String answer = send(HttpRequest.newBuilder(base.resolve("/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(Visitor.form(credentials))));
        return (String) member(JsonText.object(answer), "access_token");
    }

    private String send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(request.method() + " " + request.uri().getPath() + ": " + response.statusCode()
                        + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Await.GiveUp("interrupted");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
