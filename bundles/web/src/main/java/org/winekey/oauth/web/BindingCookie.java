// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that ties a sign-in to one browser. Each client has its own, which only its callback sees. It is
 * {@code SameSite=Lax}, because the provider's redirect is a cross-site navigation; written by hand, because the servlet
 * api does not know the attribute.
 */
final class BindingCookie {

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.~-]{1,512}");

    private BindingCookie() {}

    static String set(String client, String binding, Duration life, boolean secure) {
        if (!VALUE.matcher(binding).matches()) {
            throw new IllegalArgumentException("a binding that no cookie can carry");
        }
        return header(client, binding, Math.max(1, life.toSeconds()), secure);
    }

    static String delete(String client, boolean secure) {
        return header(client, "", 0, secure);
    }

    /** The binding that the browser sent; null when there is none, or more than one to choose from. */
    static @Nullable String in(HttpServletRequest request, String client) {
        Cookie[] cookies = request.getCookies();
        List<String> values = (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().equals(name(client)))
                .map(Cookie::getValue)
                .toList();
        return values.size() == 1 ? values.get(0) : null;
    }

    private static String header(String client, String value, long maxAge, boolean secure) {
        return name(client) + "=" + value + "; Path=" + Paths.callback(client) + "; Max-Age=" + maxAge
                + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    private static String name(String client) {
        return "winekey_" + client;
    }
}
