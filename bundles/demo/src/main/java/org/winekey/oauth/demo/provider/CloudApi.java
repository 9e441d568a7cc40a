// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.provider;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.util.Map;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Another API behind the toy provider (RFC 6750): devices, a subscription and who the user is. Thread-safe. */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletName("Toy provider, cloud API")
@HttpWhiteboardServletPattern("/demo/cloud/*")
public final class CloudApi extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";
    private static final Map<String, String> ANSWERS = Map.of(
            "GET /devices", "[\"lamp\",\"heater\"]",
            "DELETE /subscription", "{\"subscribed\":false}",
            "GET /user/info", "{\"name\":\"Anna\"}");

    private final transient Provider provider;

    /** The API that trusts this provider. */
    @Activate
    public CloudApi(@Reference Provider provider) {
        this.provider = provider;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var authorization = requireNonNullElse(request.getHeader("Authorization"), "");
        var answer = ANSWERS.get(request.getMethod() + " " + request.getPathInfo());
        response.setContentType("application/json");
        if (!authorization.startsWith(BEARER) || !provider.accepts(authorization.substring(BEARER.length()))) {
            response.setStatus(401);
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        } else if (answer == null) {
            response.setStatus(404);
        } else {
            response.getWriter().write(answer);
        }
    }
}
