// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.ServletException;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.web.OAuthServlet;

/** The real servlet between a browser and a service, both played. Not thread-safe. */
final class FakeContainer {

    private final List<Arrival> arrivals = new ArrayList<>();
    private final OAuthServlet servlet = new OAuthServlet(play(OAuthAdmin.class, (self, method, arguments) -> {
        if (method.getName().equals("baseUri")) {
            return Optional.empty();
        }
        Claim.that(method.getName().equals("arrive"), "a callback calls " + method.getName());
        arrivals.add((Arrival) arguments[0]);
        return new SignInOutcome(SignInOutcome.Kind.NO_SUCH_SIGN_IN, "spotify", "no such sign-in");
    }));

    /** What a browser gets, and what the service is handed. */
    record Exchange(int status, Map<String, String> headers, String body, List<Arrival> arrivals) {}

    Exchange get(String path, String query) {
        arrivals.clear();
        var answer = new Played();
        try {
            servlet.service(request(path, query), answer.response());
        } catch (IOException | ServletException e) {
            throw new AssertionError("the servlet throws", e);
        }
        return new Exchange(answer.status, answer.headers, answer.body.toString(), List.copyOf(arrivals));
    }

    private static HttpServletRequest request(String path, String query) {
        var values = new HashMap<String, Object>(Map.of(
                "getMethod",
                "GET",
                "getRequestURI",
                path,
                "getQueryString",
                query,
                "getScheme",
                "http",
                "isSecure",
                false,
                "getHeaders",
                Collections.emptyEnumeration()));
        values.putAll(Map.of("getRemoteAddr", "192.168.1.99", "getServerName", "192.168.1.5", "getServerPort", 8181));
        return play(HttpServletRequest.class, (self, method, arguments) -> values.get(method.getName()));
    }

    private static <T> T play(Class<T> part, InvocationHandler how) {
        return part.cast(Proxy.newProxyInstance(FakeContainer.class.getClassLoader(), new Class<?>[] {part}, how));
    }

    private static final class Played {
        final Map<String, String> headers = new HashMap<>();
        final StringBuilder body = new StringBuilder();
        int status;

        HttpServletResponse response() {
            return play(HttpServletResponse.class, (self, method, arguments) -> {
                switch (method.getName()) {
                    case "setStatus" -> status = (int) arguments[0];
                    case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                    case "getOutputStream" -> {
                        return stream();
                    }
                    default -> Claim.that(!method.getName().equals("sendError"), "the container writes the page");
                }
                return null;
            });
        }

        private ServletOutputStream stream() {
            return new ServletOutputStream() {
                @Override
                public void write(int one) {
                    body.append((char) (one & 0xFF));
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
