// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.provider;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The token endpoint (RFC 6749 section 3.2) for codes and refresh tokens. Thread-safe. */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletName("Toy provider, token endpoint")
@HttpWhiteboardServletPattern("/demo/token")
public final class TokenEndpoint extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Provider provider;

    /** The endpoint of this provider. */
    @Activate
    public TokenEndpoint(@Reference Provider provider) {
        this.provider = provider;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var good = switch (parameter(request, "grant_type")) {
            case "authorization_code" ->
                provider.redeems(
                        parameter(request, "code"),
                        parameter(request, "redirect_uri"),
                        parameter(request, "code_verifier"));
            case "refresh_token" -> provider.refreshes(parameter(request, "refresh_token"));
            default -> false;
        };
        response.setStatus(good ? 200 : 400);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(good ? provider.tokens() : "{\"error\":\"invalid_grant\"}");
    }

    private static String parameter(HttpServletRequest request, String name) {
        return requireNonNullElse(request.getParameter(name), "");
    }
}
