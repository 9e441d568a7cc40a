// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON API can be asked. A GET reads and is for viewers, a POST acts and is for administrators; each path has one
 * method. Decided from the path as it was sent, without decoding, as {@link Route} does.
 */
enum ApiRoute {
    DESCRIPTION("GET", "/openapi.json"),
    CLIENTS("GET", "/clients"),
    CLIENT("GET", "/clients/{client}"),
    EXPLANATION("GET", "/clients/{client}/explanation"),
    SIGN_IN("POST", "/clients/{client}/sign-in"),
    REFRESH("POST", "/clients/{client}/refresh"),
    INTROSPECT("POST", "/clients/{client}/introspect"),
    FORGET("POST", "/clients/{client}/forget"),
    REVOKE("POST", "/clients/{client}/revoke"),
    ACCEPT("POST", "/clients/{client}/accept", "id"),
    DECLINE("POST", "/clients/{client}/decline", "id"),
    PLAN("POST", "/clients/{client}/plan", "changes"),
    PENDING("GET", "/pending"),
    PROVIDERS("GET", "/providers"),
    COUNTERS("GET", "/counters"),
    SELF_TEST("POST", "/self-test");

    static final String ROOT = "/oauth/api/v1";

    private static final List<ApiRoute> ALL = List.of(values());
    private static final String CLIENT_IN_PATH = "{client}";

    private final String method;
    private final String template;
    private final String member;
    private final Pattern path;

    ApiRoute(String method, String template) {
        this(method, template, "");
    }

    ApiRoute(String method, String template, String member) {
        this.method = method;
        this.template = template;
        this.member = member;
        this.path = Pattern.compile(Arrays.stream(template.split(Pattern.quote(CLIENT_IN_PATH), -1))
                .map(Pattern::quote)
                .reduce((before, after) -> before + "(?<client>" + Paths.CLIENT + ")" + after)
                .orElseThrow());
    }

    /**
     * A route with the client that the path names.
     *
     * @param client empty where the path names none
     */
    record Match(ApiRoute route, String client) {}

    /** What the path is for (empty: nothing). */
    static Optional<Match> of(@Nullable String requestUri) {
        if (requestUri == null || !isBelow(requestUri)) {
            return Optional.empty();
        }
        String asked = requestUri.substring(ROOT.length());
        return ALL.stream().flatMap(route -> route.match(asked).stream()).findFirst();
    }

    /** Whether programs are talking to us, who can do nothing with a page. */
    static boolean isBelow(@Nullable String requestUri) {
        return requestUri != null && requestUri.startsWith(ROOT + "/");
    }

    /** The methods it takes, as the header {@code Allow} lists them. */
    String methods() {
        return acts() ? method : method + ", HEAD";
    }

    boolean takes(String asked) {
        return List.of(methods().split(", ")).contains(asked);
    }

    /** Whether it is more than looking. */
    boolean acts() {
        return method.equals("POST");
    }

    /** The path below the root, as the description writes it. */
    String template() {
        return template;
    }

    /** The members of the object that has to be sent along. */
    Set<String> members() {
        return member.isEmpty() ? Set.of() : Set.of(member);
    }

    private Optional<Match> match(String asked) {
        Matcher matcher = path.matcher(asked);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Match(this, template.contains(CLIENT_IN_PATH) ? matcher.group("client") : ""));
    }
}
