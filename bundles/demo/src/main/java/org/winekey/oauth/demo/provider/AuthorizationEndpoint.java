// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The sign-in page (RFC 6749 section 3.1): two buttons, no password. Thread-safe. */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletName("Toy provider, sign-in page")
@HttpWhiteboardServletPattern("/demo/authorize")
public final class AuthorizationEndpoint extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern REDIRECT_URI =
            Pattern.compile("http://(127\\.0\\.0\\.1|localhost):\\d{1,5}/oauth/callback/[a-z0-9-]{1,63}");
    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Toy provider</title></head>
            <body><h1>Toy provider</h1>
            <p>May your controller read the temperature of your living room?</p>
            <form method="post"><button name="answer" value="allow">Allow</button>
            <button name="answer" value="deny">Decline</button></form></body></html>
            """;

    private final transient Provider provider;

    /** The page of this provider. */
    @Activate
    public AuthorizationEndpoint(@Reference Provider provider) {
        this.provider = provider;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isComplete(request, response)) {
            response.setContentType("text/html;charset=utf-8");
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.getWriter().write(PAGE);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isComplete(request, response)) {
            return;
        }
        var redirectUri = request.getParameter("redirect_uri");
        var answer = "allow".equals(request.getParameter("answer"))
                ? "code=" + encode(provider.code(redirectUri, request.getParameter("code_challenge")))
                : "error=access_denied&error_description=" + encode("You declined at the toy provider.");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(
                "Location",
                redirectUri + "?" + answer + "&state=" + encode(requireNonNullElse(request.getParameter("state"), "")));
    }

    private static boolean isComplete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var redirectUri = request.getParameter("redirect_uri");
        if (redirectUri == null || !REDIRECT_URI.matcher(redirectUri).matches()) {
            response.sendError(400, "redirect_uri must be a callback on this machine");
            return false;
        }
        if (!"S256".equals(request.getParameter("code_challenge_method"))
                || request.getParameter("code_challenge") == null) {
            response.sendError(400, "a code challenge with the method S256 is needed (RFC 7636)");
            return false;
        }
        return true;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
