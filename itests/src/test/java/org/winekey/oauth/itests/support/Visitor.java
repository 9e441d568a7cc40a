// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A person's browser without the screen: keeps cookies, follows no redirect on its own, runs no script.
 *
 * <p>Cookies are kept by host and port and sent whatever their Path and Secure attributes say: Keycloak marks its
 * cookies Secure even on plain http, which Chromium accepts on the loopback address and the JDK's manager does not.
 * Not thread-safe.
 */
public class Visitor {
    private final HttpClient http;
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();
    private final Map<String, String> credentials = new LinkedHashMap<>();

    /** Trusts the authorities that this JDK trusts. */
    public Visitor() {
        this(usualContext());
    }

    /** Speaks TLS with this. */
    Visitor(SSLContext context) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(context)
                .build();
    }

    static SSLContext usualContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends HTTP Basic credentials to this origin from now on. */
    public final Visitor withBasic(URI origin, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        credentials.put(origin.getAuthority(), "Basic " + Base64.getEncoder().encodeToString(pair));
        return this;
    }

    /** One GET. */
    public final HttpResponse<String> get(URI page) {
        return send(request(page).GET());
    }

    /** One GET with a bearer token, as an API is asked. */
    public final HttpResponse<String> getAs(URI api, String token) {
        return send(request(api).header("Authorization", "Bearer " + token).GET());
    }

    /** One POST of form fields, with the Origin header a browser would send. */
    public final HttpResponse<String> post(URI page, Map<String, String> fields) {
        return send(request(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", page.getScheme() + "://" + page.getAuthority())
                .POST(BodyPublishers.ofString(form(fields))));
    }

    /** One POST of a form with files, with the Origin header a browser would send. */
    public final HttpResponse<String> post(URI page, UploadForm form) {
        return send(request(page)
                .header("Content-Type", UploadForm.type())
                .header("Origin", page.getScheme() + "://" + page.getAuthority())
                .POST(BodyPublishers.ofByteArray(form.whole())));
    }

    /** The cookies held for this origin, by name. */
    public final Map<String, String> cookies(URI origin) {
        return Map.copyOf(cookies.getOrDefault(origin.getAuthority(), Map.of()));
    }

    /** Forgets every cookie, as a new private window would. */
    public final void forgetCookies() {
        cookies.clear();
    }

    /** The Location of a redirect, resolved against the page that sent it. */
    public static URI location(HttpResponse<?> response) {
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no redirect but " + response.statusCode()));
        return response.request().uri().resolve(location);
    }

    /** The fields as application/x-www-form-urlencoded. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(URI page) {
        var request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(30));
        String carried = cookies(page).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!carried.isEmpty()) {
            request.header("Cookie", carried);
        }
        @Nullable String basic = credentials.get(page.getAuthority());
        if (basic != null) {
            request.header("Authorization", basic);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            Secrets.noteIn(response.uri().toString());
            response.headers().allValues("Location").forEach(Secrets::noteIn);
            response.headers().allValues("Set-Cookie").forEach(line -> keep(response.uri(), line));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Await.GiveUp("interrupted");
        }
    }

    private void keep(URI page, String line) {
        var jar = cookies.computeIfAbsent(page.getAuthority(), origin -> new LinkedHashMap<>());
        for (HttpCookie cookie : HttpCookie.parse(line)) {
            if (cookie.getMaxAge() == 0) {
                jar.remove(cookie.getName());
            } else {
                jar.put(cookie.getName(), cookie.getValue());
                Secrets.note("cookie", cookie.getValue());
            }
        }
    }
}
