// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.testing.FakeOAuthService;

/** The unit test of an integration: the service is a fake, the provider's API a server of the JDK. */
@Timeout(20)
class ThermostatTest {

    private final FakeOAuthService oauth = new FakeOAuthService();
    private final Thermostat thermostat = new Thermostat(oauth);
    private HttpServer api;

    @BeforeEach
    void startApi() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/demo/api", exchange -> {
            var body = ("21 °C for " + exchange.getRequestHeaders().getFirst("Authorization")).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
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
    void page_signedIn_showsWhatTheApiSaysToItsToken() throws IOException {
        oauth.client("thermostat").signIn("temperature");

        assertThat(page()).isEqualTo("21 °C for Bearer token-1");
    }

    @Test
    void page_afterTheTokenEnded_takesTheNextOne() throws IOException {
        oauth.client("thermostat").signIn("temperature").expire();

        assertThat(page()).isEqualTo("21 °C for Bearer token-2");
    }

    @Test
    void page_withoutSignIn_saysThatAPersonIsNeeded() {
        assertThatThrownBy(this::page).isInstanceOf(OAuthException.SignInRequired.class);
    }

    @Test
    void page_whileTheProviderIsAway_saysThatWaitingHelps() {
        oauth.client("thermostat").signIn().expire().unavailable("no network", null);

        assertThatThrownBy(this::page).isInstanceOf(OAuthException.Unavailable.class);
    }

    private String page() throws IOException {
        var request = mock(HttpServletRequest.class);
        var response = mock(HttpServletResponse.class);
        var shown = new ByteArrayOutputStream();
        when(request.getLocalPort()).thenReturn(api.getAddress().getPort());
        when(response.getOutputStream()).thenReturn(new ServletOutputStream() {
            @Override
            public void write(int octet) {
                shown.write(octet);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        });
        thermostat.doGet(request, response);
        return shown.toString(UTF_8);
    }
}
