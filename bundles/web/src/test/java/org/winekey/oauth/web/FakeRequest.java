// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/** A request as a container hands it over; a call that no test prepared for fails. */
final class FakeRequest {

    private final Map<String, List<String>> headers = new HashMap<>();
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

    /** A form with files; the container has read it when it is asked for the parts. */
    static FakeRequest upload(String target) {
        var request = new FakeRequest("POST", target);
        request.values.put("getContentType", "multipart/form-data; boundary=x");
        request.values.put("getContentLengthLong", 1000L);
        request.values.put("getParts", new ArrayList<Part>());
        return request;
    }

    FakeRequest part(String name, String content) {
        return part(name, null, content.getBytes(UTF_8));
    }

    FakeRequest part(String name, @Nullable String file, byte[] content) {
        @SuppressWarnings("unchecked")
        var parts = (List<Part>) values.get("getParts");
        parts.add((Part) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {Part.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getName" -> name;
                    case "getSubmittedFileName" -> file;
                    case "getInputStream" -> new ByteArrayInputStream(content);
                    case "delete" -> null;
                    default -> throw new AssertionError("the servlet calls " + method.getName());
                }));
        return this;
    }

    /** What the header says of the length. */
    FakeRequest length(long length) {
        values.put("getContentLengthLong", length);
        return this;
    }

    /** The container cannot read the parts, and says so like this. */
    FakeRequest unreadable(Throwable problem) {
        values.put("getParts", problem);
        return this;
    }

    /** How much of the body nobody has read. */
    int unread() {
        try {
            return ((ServletInputStream) values.get("getInputStream")).available();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    FakeRequest as(String user) {
        return password(user, user);
    }

    FakeRequest password(String user, String password) {
        String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return header("Authorization", "Basic " + both);
    }

    FakeRequest header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), List.of(value));
        return this;
    }

    /** A header that comes in several lines. */
    FakeRequest lines(String name, String... values) {
        headers.put(name.toLowerCase(Locale.ROOT), List.of(values));
        return this;
    }

    private List<String> linesOf(Object name) {
        return headers.getOrDefault(((String) name).toLowerCase(Locale.ROOT), List.of());
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
                    case "getHeader" ->
                        linesOf(arguments[0]).stream().findFirst().orElse(null);
                    case "getHeaders" -> Collections.enumeration(linesOf(arguments[0]));
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getCookies" -> cookies.isEmpty() ? null : cookies.toArray(new Cookie[0]);
                    default -> value(method.getName());
                });
    }

    private Object value(String name) throws Throwable {
        if (values.get(name) instanceof Throwable problem) {
            throw problem;
        }
        if (!values.containsKey(name)) {
            throw new AssertionError("the servlet calls " + name);
        }
        return values.get(name);
    }

    FakeRequest body(String body) {
        var bytes = new ByteArrayInputStream(body.getBytes(UTF_8));
        values.put("getInputStream", new ServletInputStream() {
            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int most) {
                return bytes.read(into, from, most);
            }

            @Override
            public int available() {
                return bytes.available();
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
