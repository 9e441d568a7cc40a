// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support.login;

import java.security.Principal;

/** A role, whose class is called as the page knows it. */
record RolePrincipal(String name) implements Principal {
    @Override
    public String getName() {
        return name;
    }
}
