// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import org.winekey.oauth.core.protocol.Registration;

/** Where the next access token of a client comes from. */
enum Source {
    /** A refresh token. */
    REFRESH,
    /** The client's own credentials. */
    OWN_CREDENTIALS,
    /** Nowhere, until a person signs in or releases the grant. */
    PERSON;

    /**
     * Settings that need nobody's consent work at once, whatever is held. Otherwise what is held goes on, until a person
     * signs in with other settings.
     */
    static Source of(ClientTerms terms, Holding holding) {
        if (needNobody(terms)) {
            return holding.loaded() && !holding.removing() ? OWN_CREDENTIALS : PERSON;
        }
        var held = holding.held();
        if (held == null || !holding.refreshable()) {
            return PERSON;
        }
        return held.isFetched() ? OWN_CREDENTIALS : REFRESH;
    }

    /** Whether the settings are complete and a token needs nobody's consent. */
    static boolean needNobody(ClientTerms terms) {
        return terms instanceof ClientTerms.Ready ready
                && !ready.registration().grantType().needsPerson();
    }

    /** Whether such settings would bring another token than the one that is held. */
    static boolean bringsAnother(ClientTerms terms, Holding holding) {
        var held = holding.held();
        return needNobody(terms)
                && (held == null || !held.grant().registration().equals(registration(terms)));
    }

    /** Whether what is held is not what such settings stand for: another client or another server, or a person. */
    static boolean disowns(ClientTerms terms, Holding holding) {
        var held = holding.held();
        return needNobody(terms)
                && held != null
                && !held.grant()
                        .registration()
                        .identity()
                        .equals(registration(terms).identity());
    }

    private static Registration registration(ClientTerms terms) {
        return ((ClientTerms.Ready) terms).registration();
    }
}
