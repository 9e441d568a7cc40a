// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.net.URI;

/**
 * The way to the provider. Both the URI (it carries {@code state}) and the binding are secrets of the one browser they
 * are sent to.
 *
 * @param client the client name (never null)
 * @param authorizationUri the authorization request (RFC 6749 section 4.1.1) to redirect to (never null)
 * @param binding value of the cookie that the callback and this link will ask for (never null; the same as before when the
 *     browser came back to leave through another door)
 */
public record Departure(String client, URI authorizationUri, String binding) {
    @Override
    public String toString() {
        return "Departure[" + client + ", ***]";
    }
}
