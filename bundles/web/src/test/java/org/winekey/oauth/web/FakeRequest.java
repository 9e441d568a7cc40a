// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;

/** A request as a container hands it over; a call that no test prepared for fails. */
final class FakeRequest {

    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    private FakeRequest(String method, String target) {
        int question = target.indexOf('?');
        values.put("getMethod", method);
        values.put("getRequestURI", question < 0 ? target : target.substring(0, question));
        values.put("getQueryString", question < 0 ? null : target.substring(question + 1));
        values.put("getScheme", "http");
        values.put("isSecure", false);
        values.put("getLocalPort", 8181);
        values.put("getLocalAddr", "192.168.1.5");
        values.put("getContentType", null);
        from("192.168.1.99").host("192.168.1.5", 8181).body("");
    }

    static FakeRequest get(String target) {
        return new FakeRequest("GET", target);
    }

    static FakeRequest method(String method, String target) {
        return new FakeRequest(method, target);
    }

    static FakeRequest post(String target, String body) {
        var request = new FakeRequest("POST", target);
        request.values.put("getContentType", "application/x-www-form-urlencoded");
        return request.body(body);
    }

    FakeRequest as(String user) {
        return password(user, user);
    }

    FakeRequest password(String user, String password) {
        String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return header("Authorization", "Basic " + both);
    }

    FakeRequest header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    FakeRequest contentType(String type) {
        values.put("getContentType", type);
        return this;
    }

    FakeRequest cookie(String name, String value) {
        cookies.add(new Cookie(name, value));
        return this;
    }

    FakeRequest host(String name, int port) {
        values.put("getServerName", name);
        values.put("getServerPort", port);
        return this;
    }

    FakeRequest arrivedAt(String address) {
        values.put("getLocalAddr", address);
        return this;
    }

    FakeRequest from(String address) {
        values.put("getRemoteAddr", address);
        return this;
    }

    FakeRequest overTls() {
        values.put("getScheme", "https");
        values.put("isSecure", true);
        return this;
    }

    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get(((String) arguments[0]).toLowerCase(Locale.ROOT));
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
                    default -> value(method.getName());
                });
    }

    private Object value(String name) {
        if (!values.containsKey(name)) {
            throw new AssertionError("the servlet calls " + name);
        }
        return values.get(name);
    }

    private FakeRequest body(String body) {
        var bytes = new ByteArrayInputStream(body.getBytes(UTF_8));
        values.put("getInputStream", new ServletInputStream() {
            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        });
        return this;
    }
}
