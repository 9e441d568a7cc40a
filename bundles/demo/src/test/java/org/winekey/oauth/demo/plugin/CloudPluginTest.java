// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.testing.FakeOAuthService;

/** What the sample plugin does for its user, with a fake service and the provider's API on a server of the JDK. */
@Timeout(20)
class CloudPluginTest {

    private final FakeOAuthService oauth = new FakeOAuthService();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer api;
    private int status = 200;

    @BeforeEach
    void startApi() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/cloud", exchange -> {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization"));
            var body = exchange.getRequestURI().getPath().getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
    }

    @AfterEach
    void stopApi() {
        api.stop(0);
    }

    @Test
    void consent_given_findsDevicesAndUser() {
        var plugin = plugin("id", "");
        oauth.listen(plugin);
        assertThat(plugin.notice()).startsWith("Please initiate authentication");

        oauth.client("cloud").signIn("devices");

        assertThat(plugin.notice()).isEqualTo("devices: /cloud/devices, user: /cloud/user/info");
        assertThat(requests)
                .containsExactly("GET /cloud/devices Bearer token-1", "GET /cloud/user/info Bearer token-1");
    }

    @Test
    void api_thatFails_isToldToTheUser() {
        status = 503;
        var plugin = plugin("id", "");
        oauth.listen(plugin);

        oauth.client("cloud").signIn("devices");

        assertThat(plugin.notice()).isEqualTo("GET /devices answered 503");
    }

    @Test
    void unsubscribe_deletesTheSubscription() throws IOException, InterruptedException {
        var client = oauth.client("cloud").signIn("devices");

        new CloudService(client, "http://127.0.0.1:" + api.getAddress().getPort() + "/cloud").unsubscribe();

        assertThat(requests).containsExactly("DELETE /cloud/subscription Bearer token-1");
    }

    @Test
    void customParams_becomeSettingsOfTheClient() {
        plugin("id-of-the-user", "yes");

        assertThat(oauth.client("cloud").settings())
                .containsEntry("client_id", "id-of-the-user")
                .containsEntry("parameters", Map.of("my_auth_param", "yes"))
                .containsEntry("token_parameters", Map.of("my_token_param", "yes"));
    }

    private CloudPlugin plugin(String clientId, String parameter) {
        var params = mock(CloudPlugin.CustomParams.class);
        when(params.provider())
                .thenReturn("http://127.0.0.1:" + api.getAddress().getPort());
        when(params.client__id()).thenReturn(clientId);
        when(params.my__auth__param()).thenReturn(parameter);
        when(params.my__token__param()).thenReturn(parameter);
        return new CloudPlugin(oauth, params);
    }
}
