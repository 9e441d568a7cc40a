// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.winekey.oauth.admin.Starter;

/**
 * A user whom {@link Gate} has let in, for the length of one request.
 *
 * @param name the user name (never null)
 * @param admin whether the user may change anything
 */
record Visitor(String name, boolean admin) {

    private static final String ATTRIBUTE = Visitor.class.getName();

    static Optional<Visitor> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Visitor visitor ? Optional.of(visitor) : Optional.empty();
    }

    void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    Starter starter() {
        return starter("page");
    }

    Starter starter(String face) {
        return new Starter(face, name);
    }
}
