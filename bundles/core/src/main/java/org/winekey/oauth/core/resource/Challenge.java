// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.http.HttpHeaders;
import java.util.regex.Pattern;

/** What an answer of an API says about the token (RFC 6750 section 3). Nothing in it is ever followed. */
final class Challenge {

    private static final int UNAUTHORIZED = 401;
    private static final Pattern INSUFFICIENT_SCOPE =
            Pattern.compile("(?:^|[\\s,])error\\s*=\\s*\"?insufficient_scope\\b", Pattern.CASE_INSENSITIVE);

    private Challenge() {}

    /** Whether a fresh token may help: not when the scope is what is missing. */
    static boolean rejectsToken(int status, HttpHeaders headers) {
        return status == UNAUTHORIZED
                && headers.allValues("WWW-Authenticate").stream()
                        .noneMatch(challenge ->
                                INSUFFICIENT_SCOPE.matcher(challenge).find());
    }
}
