// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo;

import java.io.IOException;
import java.net.URL;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.winekey.oauth.OAuthService;

/** Shows the temperature at {@code /demo}, and exists only while a person consents. */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletName("Thermostat")
@HttpWhiteboardServletPattern("/demo")
@SatisfyingConditionTarget("(osgi.condition.id=oauth.thermostat.authorized)")
public final class Thermostat extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient OAuthService oauth;

    @Activate
    public Thermostat(@Reference OAuthService oauth) {
        this.oauth = oauth;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = oauth.client("thermostat").token().orElseThrow();
        // Not the server port: that one is what the browser says, and the token goes there.
        var api = new URL("http", "127.0.0.1", request.getLocalPort(), "/demo/api").openConnection();
        api.setRequestProperty("Authorization", "Bearer " + token.value());
        api.getInputStream().transferTo(response.getOutputStream());
    }
}
