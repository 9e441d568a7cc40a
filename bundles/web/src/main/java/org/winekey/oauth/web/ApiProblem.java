// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.LinkedHashMap;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;

/** What went wrong, for programs (RFC 9457). */
final class ApiProblem {

    static final String CONTENT_TYPE = "application/problem+json";

    private ApiProblem() {}

    static Answer of(AdminException e) {
        int status = switch (e.problem()) {
            case NO_SUCH_CLIENT, NO_SUCH_BATCH, NO_SUCH_SIGN_IN -> HttpServletResponse.SC_NOT_FOUND;
            case NO_GRANT, MISCONFIGURED, BACKUP_UNUSABLE, FILE_UNUSABLE -> HttpServletResponse.SC_CONFLICT;
            case UNAVAILABLE, NOT_PERMITTED -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        };
        String message = e.getMessage();
        return of(status, e.problem().name(), message == null ? "" : message, e.key());
    }

    static Answer of(int status, String detail) {
        return of(status, problem(status), detail, Optional.empty());
    }

    /** The refusal of a request that programs made, without the page for people. */
    static Answer insteadOf(Answer page) {
        var answer = of(page.status(), detail(page.status()));
        for (String header : new String[] {"WWW-Authenticate", "Retry-After"}) {
            String value = page.headers().get(header);
            answer = value == null ? answer : answer.with(header, value);
        }
        return answer;
    }

    private static Answer of(int status, String problem, String detail, Optional<String> key) {
        var members = new LinkedHashMap<String, Object>();
        members.put("status", status);
        members.put("problem", problem);
        members.put("detail", detail);
        members.put("key", key);
        return Answer.of(status, CONTENT_TYPE, Html.notHtml(JsonText.of(members)));
    }

    private static String problem(int status) {
        return switch (status) {
            case HttpServletResponse.SC_BAD_REQUEST -> "MALFORMED";
            case HttpServletResponse.SC_UNAUTHORIZED -> "UNAUTHENTICATED";
            case HttpServletResponse.SC_FORBIDDEN -> "FORBIDDEN";
            case HttpServletResponse.SC_NOT_FOUND -> "NO_SUCH_PATH";
            case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
            case HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE -> "TOO_LARGE";
            case HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE -> "NOT_JSON";
            case Answer.MISDIRECTED -> "NOT_THIS_ADDRESS";
            case Answer.TOO_MANY_REQUESTS -> "TOO_MANY_FAILED_LOGINS";
            default -> "BROKEN";
        };
    }

    private static String detail(int status) {
        return switch (status) {
            case HttpServletResponse.SC_UNAUTHORIZED ->
                "Send name and password of a user of this controller (HTTP Basic).";
            case HttpServletResponse.SC_FORBIDDEN ->
                "This needs a user of the JAAS realm \"karaf\" with the role admin or viewer.";
            case Answer.MISDIRECTED ->
                "This controller does not answer to the name in the address. Use one of its own addresses, its host name,"
                        + " or the address in the setting base_uri.";
            case Answer.TOO_MANY_REQUESTS -> "Too many failed logins came from this address.";
            default -> "The log says what.";
        };
    }
}
