// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;

/** A response that remembers what was sent. */
final class FakeResponse {

    final Map<String, String> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status;
    boolean committed;

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                FakeResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setStatus" -> status = (int) arguments[0];
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "setContentLength" -> headers.put("Content-Length", arguments[0].toString());
                        case "flushBuffer" -> committed = true;
                        case "getOutputStream" -> {
                            return stream();
                        }
                        default -> throw new AssertionError("the servlet calls " + method.getName());
                    }
                    return null;
                });
    }

    String body() {
        return bytes.toString(UTF_8);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Everything a browser gets to see. */
    String everything() {
        return status + " " + headers + "\n" + body();
    }

    /** The hidden token of the form that leads to this path. */
    String formToken(String path) {
        Matcher matcher = Pattern.compile("action=\"" + Pattern.quote(path) + "\"><input type=\"hidden\" name=\"token\""
                        + " value=\"([^\"]+)\">")
                .matcher(body());
        if (!matcher.find()) {
            throw new AssertionError("no form leads to " + path + " in\n" + body());
        }
        return matcher.group(1);
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public void write(int one) {
                bytes.write(one);
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
