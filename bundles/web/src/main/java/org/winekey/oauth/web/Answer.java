// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A response before it is sent. Every one carries the protective headers, and none is written by the container, whose
 * error pages repeat what they were asked.
 *
 * @param status the status code
 * @param headers headers beyond the length, names as sent (never null)
 * @param body the text, in the language of who reads it (never null, may be empty)
 */
record Answer(int status, Map<String, String> headers, Html body) {

    /** Status of RFC 9110 section 15.5.20, which the servlet api has no name for. */
    static final int MISDIRECTED = 421;

    /** Status of RFC 6585 section 4, which the servlet api has no name for. */
    static final int TOO_MANY_REQUESTS = 429;

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; frame-ancestors 'none';" + " base-uri 'none'; form-action ";
    private static final String SCRIPTED = "; script-src 'self'; connect-src 'self'";

    Answer {
        headers = Map.copyOf(headers);
    }

    /** A page whose forms lead to ourselves at most. */
    static Answer page(int status, Html html) {
        return of(status, "text/html; charset=utf-8", html);
    }

    static Answer of(int status, String contentType, Html body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", contentType);
        headers.put("Content-Security-Policy", POLICY + "'self'");
        headers.put("X-Frame-Options", "DENY");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept-Language");
        return new Answer(status, headers, body);
    }

    /** Sends the browser elsewhere with a GET. 303 and not 307, which would repeat the form there (RFC 9700 section 4.12). */
    static Answer seeOther(String location) {
        return of(HttpServletResponse.SC_SEE_OTHER, "text/plain; charset=utf-8", Html.nothing())
                .with("Location", location);
    }

    Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    /**
     * For a page with a form. Under {@code no-referrer} a browser sends {@code Origin: null} with the form, which we
     * could not tell from a foreign one.
     *
     * @param formTargets sources of the directive {@code form-action}: Chromium applies it to every redirect that
     *     follows the form, not to its first target alone
     */
    Answer withForm(String formTargets) {
        return with("Referrer-Policy", "same-origin").with("Content-Security-Policy", POLICY + formTargets);
    }

    /** For a page that keeps itself fresh: it may run the one script of ours, and ask ourselves. */
    Answer withScript() {
        var policy = headers.getOrDefault("Content-Security-Policy", POLICY);
        return with("Content-Security-Policy", policy.replace("; form-action", SCRIPTED + "; form-action"));
    }

    /** The same, unless the browser has it already (RFC 9110 section 13.1.2). */
    Answer unlessKnown(HttpServletRequest request) {
        var sum = new CRC32();
        sum.update(body.in(Texts.asked(request.getHeader("Accept-Language"))).getBytes(UTF_8));
        var tag = "\"" + Long.toHexString(sum.getValue()) + "\"";
        boolean known = tag.equals(request.getHeader("If-None-Match"));
        return (known ? new Answer(HttpServletResponse.SC_NOT_MODIFIED, headers, Html.nothing()) : this)
                .with("ETag", tag);
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] bytes =
                body.in(Texts.asked(request.getHeader("Accept-Language"))).getBytes(UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (!request.getMethod().equals("HEAD")) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
        // A container that sees a refused request without an answer on its way sends a 403 of its own.
        response.flushBuffer();
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
