// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A person at Keycloak's own pages. Keeps the single sign-on session between visits, as a browser does. Not
 * thread-safe.
 */
public final class KeycloakVisitor extends Visitor {
    private static final Pattern SIGN_IN_FORM =
            Pattern.compile("<form[^>]*id=\"kc-form-login\"[^>]*action=\"([^\"]+)\"", Pattern.DOTALL);
    private static final Pattern ANY_FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"", Pattern.DOTALL);
    private static final Pattern HIDDEN_CODE = Pattern.compile("name=\"code\" value=\"([^\"]+)\"");
    private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL);
    private static final Pattern MARKUP = Pattern.compile("<(script|style).*?</\\1>|<[^>]*>", Pattern.DOTALL);
    private static final int STEPS = 10;

    private final String keycloak;

    /** A person without a session, for the Keycloak at this base URI. */
    public KeycloakVisitor(URI keycloak) {
        this.keycloak = keycloak.getAuthority();
    }

    KeycloakVisitor(URI keycloak, SSLContext context) {
        super(context);
        this.keycloak = keycloak.getAuthority();
    }

    /**
     * Signs in as this user, unless the session of an earlier visit suffices, and returns the redirect back to the
     * client, which may carry a code or an error, without following it.
     *
     * @throws AssertionError when Keycloak shows a page of its own instead, with the text of the page
     */
    public URI signIn(URI authorization, Keycloak.User user) {
        HttpResponse<String> page = get(authorization);
        boolean submitted = false;
        for (int step = 0; step < STEPS; step++) {
            if (isRedirect(page)) {
                URI next = location(page);
                if (!keycloak.equals(next.getAuthority())) {
                    return next;
                }
                page = get(next);
            } else {
                Matcher form = SIGN_IN_FORM.matcher(page.body());
                if (submitted || !form.find()) {
                    throw new AssertionError("Keycloak shows " + page.statusCode() + ": " + text(page.body()));
                }
                submitted = true;
                page = post(action(page, form), Map.of("username", user.name(), "password", user.password()));
            }
        }
        throw new AssertionError(
                "Keycloak redirects in circles at " + page.uri().getPath());
    }

    /** Signs in on another device and grants what this address shows; returns the text of the page at the end. */
    public String approve(URI verification, Keycloak.User user) {
        var credentials = Map.of("username", user.name(), "password", user.password());
        var page = submit(followed(get(verification)), SIGN_IN_FORM, credentials);
        var code = HIDDEN_CODE.matcher(page.body());
        if (!code.find()) {
            throw new AssertionError("Keycloak does not ask for consent: " + text(page.body()));
        }
        return text(submit(page, ANY_FORM, Map.of("code", code.group(1), "accept", "Yes"))
                .body());
    }

    private HttpResponse<String> submit(HttpResponse<String> page, Pattern form, Map<String, String> fields) {
        Matcher found = form.matcher(page.body());
        if (!found.find()) {
            throw new AssertionError("Keycloak shows " + page.statusCode() + ": " + text(page.body()));
        }
        return followed(post(action(page, found), fields));
    }

    private HttpResponse<String> followed(HttpResponse<String> page) {
        for (int step = 0; isRedirect(page) && step < STEPS; step++) {
            page = get(location(page));
        }
        return page;
    }

    /** Returns the redirect Keycloak answers without asking the person anything. */
    public URI visit(URI authorization) {
        return location(get(authorization));
    }

    private static boolean isRedirect(HttpResponse<String> page) {
        return page.statusCode() >= 300 && page.statusCode() < 400;
    }

    private static URI action(HttpResponse<String> page, Matcher form) {
        return page.uri().resolve(form.group(1).replace("&amp;", "&"));
    }

    private static String text(String html) {
        Matcher title = TITLE.matcher(html);
        String body = html.substring(Math.max(0, html.indexOf("<body")));
        String plain =
                MARKUP.matcher(body).replaceAll(" ").replaceAll("\\s+", " ").strip();
        return (title.find() ? title.group(1).strip() + " - " : "") + plain.substring(0, Math.min(400, plain.length()));
    }
}
