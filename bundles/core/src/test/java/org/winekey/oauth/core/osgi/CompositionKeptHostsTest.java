// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.core.seam.HttpTransport;

/** Hosts that the provider names: {@code http()} sends there what a closed list admits, and nothing anywhere else. */
class CompositionKeptHostsTest extends ComposedHouse {

    private String instance = "https://eu.api.invalid";

    @Override
    CompletableFuture<HttpTransport.Outcome> provider(HttpTransport.Call call) {
        var body =
                "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                        + "\"instance_url\":\"" + instance + "\"}";
        return CompletableFuture.completedFuture(new HttpTransport.Answered(
                200, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8)));
    }

    private static Map<String, Object> settings(String allowed) {
        var raw = goodWith("api_hosts", "{kept.instance_url}");
        raw.put("response_keep", "instance_url");
        raw.put("kept_hosts", allowed);
        return raw;
    }

    private static Throwable sent(HttpClient http, String uri) {
        return catchThrowable(
                () -> http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding()));
    }

    @Test
    void http_beforeTheSignIn_saysWhatIsMissing() {
        startWithSpotify();
        deliver(PID, settings("*.api.invalid"));

        assertThat(sent(client("org.example.lamp").http(), "https://eu.api.invalid/me"))
                .isInstanceOfSatisfying(OAuthException.Misconfigured.class, refusal -> {
                    assertThat(refusal.key()).isEqualTo("api_hosts");
                    assertThat(refusal).hasMessageContaining("kept_hosts");
                });
    }

    @Test
    void http_afterTheSignIn_sendsToTheHostThatTheProviderNamed_alone() {
        startWithSpotify();
        deliver(PID, settings("*.api.invalid"));
        signIn();
        var http = client("org.example.lamp").http();

        // No name server knows it: the request left.
        assertThat(sent(http, "https://eu.api.invalid/me")).isNotInstanceOf(OAuthException.class);
        assertThat(sent(http, "https://us.api.invalid/me")).isInstanceOf(OAuthException.Misconfigured.class);
    }

    @Test
    void http_hostThatTheListDoesNotAdmit_getsNothing() {
        instance = "https://evil.invalid";
        startWithSpotify();
        deliver(PID, settings("*.api.invalid"));
        signIn();
        var http = client("org.example.lamp").http();

        assertThat(sent(http, "https://evil.invalid/me")).isInstanceOf(OAuthException.Misconfigured.class);
        deliver(PID, settings("evil.invalid.api.invalid"));
        assertThat(sent(http, "https://evil.invalid/me")).isInstanceOf(OAuthException.Misconfigured.class);
    }
}
