// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * The JSON API for programs, {@code /oauth/api/v1/}. {@link WebContext} has let the user in by the credentials in this very
 * request; there is no session and no cookie. What acts needs the role admin, JSON as its content type and an origin that is
 * ours or none, so that no foreign page can make a browser send it.
 *
 * <p>Thread-safe.
 */
final class ApiServlet extends HttpServlet {

    /** The face that sign-ins are started through. */
    static final String FACE = "api";

    static final int LONGEST_BODY = 32 * 1024;

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    private static final String JSON = "application/json";

    private final transient Origins origins;
    private final transient Api api;

    ApiServlet(OAuthAdmin admin) {
        this(admin, Surroundings.real());
    }

    ApiServlet(OAuthAdmin admin, Surroundings surroundings) {
        origins = new Origins(admin::baseUri, surroundings.machineName());
        api = new Api(admin);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request).send(request, response);
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        try {
            var visitor = Visitor.of(request);
            return visitor.isPresent() ? routed(request, visitor.get()) : ApiProblem.insteadOf(Gate.unauthorized());
        } catch (AdminException e) {
            return ApiProblem.of(e);
        } catch (RuntimeException e) {
            LOG.error("a request to the API failed", e);
            return ApiProblem.insteadOf(OAuthServlet.broken());
        }
    }

    private Answer routed(HttpServletRequest request, Visitor visitor) throws IOException {
        var asked = ApiRoute.of(request.getRequestURI());
        if (asked.isEmpty()) {
            return ApiProblem.of(HttpServletResponse.SC_NOT_FOUND, "There is nothing here.");
        }
        var route = asked.get().route();
        if (!route.takes(request.getMethod())) {
            return ApiProblem.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Nothing was done.")
                    .with("Allow", route.methods());
        }
        if (request.getQueryString() != null) {
            return Api.malformed("A query means nothing here.");
        }
        return route.acts() ? act(asked.get(), request, visitor) : api.show(asked.get());
    }

    private Answer act(ApiRoute.Match asked, HttpServletRequest request, Visitor visitor) throws IOException {
        if (!visitor.admin()) {
            return ApiProblem.of(HttpServletResponse.SC_FORBIDDEN, "Only the role admin may do this.");
        }
        if (!origins.isOriginOurs(request)) {
            return ApiProblem.of(HttpServletResponse.SC_FORBIDDEN, "A page of another origin asked for this.");
        }
        if (!isJson(request.getContentType())) {
            return ApiProblem.of(
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "Send the content type application/json.");
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return ApiProblem.of(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "At most 32 KiB are read.");
        }
        return JsonBody.read(body)
                .map(sent -> act(asked, sent, visitor))
                .orElseGet(() -> Api.malformed("Send one JSON object in UTF-8, no name twice."));
    }

    private Answer act(ApiRoute.Match asked, Map<String, @Nullable Object> sent, Visitor visitor) {
        var members = asked.route().members();
        if (!sent.keySet().equals(members)) {
            return Api.malformed("The object has to have these members and no others: " + new TreeSet<>(members));
        }
        return api.act(asked, sent, visitor);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }
}
