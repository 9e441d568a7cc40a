// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.provider;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The API behind the toy provider (RFC 6750): the temperature, warmest in the evening. Thread-safe. */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletName("Toy provider, thermostat API")
@HttpWhiteboardServletPattern("/demo/api")
public final class ThermostatApi extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";

    private final transient Provider provider;

    /** The API that trusts this provider. */
    @Activate
    public ThermostatApi(@Reference Provider provider) {
        this.provider = provider;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var authorization = requireNonNullElse(request.getHeader("Authorization"), "");
        response.setContentType("text/plain;charset=utf-8");
        if (authorization.startsWith(BEARER) && provider.accepts(authorization.substring(BEARER.length()))) {
            response.getWriter()
                    .printf(
                            "Living room: %.1f °C%n",
                            18 + LocalTime.now(ZoneId.systemDefault()).getHour() / 6.0);
        } else {
            response.setStatus(401);
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            response.getWriter().println("401: no valid token");
        }
    }
}
