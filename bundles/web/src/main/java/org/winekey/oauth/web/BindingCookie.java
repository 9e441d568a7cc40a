// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;

/**
 * The cookie that ties a sign-in to one browser. Each client has its own. It is
 * {@code SameSite=Lax}, because the provider's redirect is a cross-site navigation; written by hand, because the servlet
 * api does not know the attribute.
 */
final class BindingCookie {

    private static final String PREFIX = "winekey_";
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

    /** The bindings that the browser sent, whichever client they were set for. */
    static Set<String> in(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().startsWith(PREFIX))
                .map(Cookie::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String header(String client, String value, long maxAge, boolean secure) {
        return name(client) + "=" + value + "; Path=" + Paths.LIST + "; Max-Age=" + maxAge + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    private static String name(String client) {
        return PREFIX + client;
    }
}
