// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.core.protocol.Grant;

/** What a person's consent brought, held against what was asked for. Stateless. */
final class Consented {

    /** Asks for a refresh token; many servers do not name it among the scopes that they granted (OpenID Connect Core section 11). */
    private static final String OFFLINE_ACCESS = "offline_access";

    private Consented() {}

    /**
     * How a client is that holds a grant and lacks nothing else.
     *
     * @param grant what is held
     * @param asked the scopes that the present settings ask for
     * @param otherRevision whether the settings describe another registration by now
     */
    static ClientStatus status(Grant grant, List<String> asked, boolean otherRevision) {
        if (otherRevision) {
            return ClientStatus.of(
                    Code.AUTHORIZED,
                    "signed in with earlier settings (client_id "
                            + grant.registration().clientId() + "); the next sign-in uses the new ones");
        }
        var missing = missing(grant, asked);
        if (!missing.isEmpty()) {
            return ClientStatus.of(
                            Code.SCOPE_MISSING,
                            "signed in, but without " + String.join(" ", missing)
                                    + "; sign in again and agree to it, or take it out of the settings")
                    .withKey("scope");
        }
        return ClientStatus.of(Code.AUTHORIZED, grant.renewable() == null ? withoutRefreshToken() : "signed in");
    }

    private static Set<String> missing(Grant grant, List<String> asked) {
        var missing = new LinkedHashSet<>(asked);
        missing.removeAll(grant.scopes());
        if (grant.refreshToken() != null) {
            missing.remove(OFFLINE_ACCESS);
        }
        return missing;
    }

    private static String withoutRefreshToken() {
        return "signed in, but the provider gave no refresh token, so somebody has to sign in each time the token ends;"
                + " many providers give one for the scope " + OFFLINE_ACCESS
                + ", some for parameters.access_type=offline"
                + " with parameters.prompt=consent, as their documentation says";
    }
}
