// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The public client application of MSAL4J; what it sends to its authority goes to our endpoint. */
public final class Msal4j implements Subject {

    private static final String AUTHORITY = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/";
    private static final Set<String> SCOPES = Set.of("play");
    private static final String EXTRA = ",\"id_token\":\"" + base64("{\"alg\":\"none\"}") + "."
            + base64("{\"sub\":\"anna\",\"oid\":\"anna\",\"tid\":\"home\",\"preferred_username\":\"anna\"}") + "."
            + base64("none") + "\",\"client_info\":\"" + base64("{\"uid\":\"anna\",\"utid\":\"home\"}") + "\"}";

    /** It remembers refusals for the whole process, by client. */
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final URI tokenEndpoint;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "msal4j");
        thread.setDaemon(true);
        return thread;
    });
    private final PublicClientApplication application;
    private final String cache;
    private final SilentParameters silently;

    /** Signs in. */
    public Msal4j(URI tokenEndpoint) throws IOException {
        this.tokenEndpoint = tokenEndpoint;
        application = PublicClientApplication.builder(Tokens.CLIENT_ID + CLIENTS.incrementAndGet())
                .authority(AUTHORITY)
                .instanceDiscovery(false)
                .executorService(threads)
                .httpClient(this::send)
                .build();
        var code = AuthorizationCodeParameters.builder("code", URI.create("http://127.0.0.1/callback"))
                .scopes(SCOPES)
                .build();
        IAccount account = application.acquireToken(code).join().account();
        silently = SilentParameters.builder(SCOPES, account).build();
        cache = application.tokenCache().serialize().replaceAll("(\"expires_on\" *: *\")[0-9]+", "$11000000000");
    }

    @Override
    public String name() {
        return "msal4j";
    }

    @Override
    public void expire() {
        application.tokenCache().deserialize(cache);
    }

    @Override
    public Object token() throws IOException {
        try {
            return application.acquireTokenSilently(silently).join();
        } catch (CompletionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private IHttpResponse send(HttpRequest request) throws IOException {
        if (request.httpMethod() != HttpMethod.POST) {
            throw new IOException("unexpected: " + request.url());
        }
        var connection = (HttpURLConnection) tokenEndpoint.toURL().openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write(request.body().getBytes(UTF_8));
        var status = connection.getResponseCode();
        var stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        var body = new String(stream.readAllBytes(), UTF_8);
        var response = new HttpResponse().statusCode(status);
        response.addHeaders(connection.getHeaderFields());
        return response.body(status < 400 ? body.substring(0, body.length() - 1) + EXTRA : body);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
