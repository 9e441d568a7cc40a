// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
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

    /**
     * The registration that the next token is asked for with. The tokens and the secret of a grant go only where the
     * registration that got it says; settings of the same identity may bring a new secret or another way to authenticate.
     *
     * @param held null: none, and the settings need nobody's consent
     */
    static Registration registration(ClientTerms terms, @Nullable Held held) {
        return terms instanceof ClientTerms.Ready ready && (held == null || !oldRevision(terms, held))
                ? ready.registration()
                : requireNonNull(held).grant().registration();
    }

    /**
     * The registration that got a grant, for what concerns this grant alone; settings of the same identity may bring a new
     * secret or another way to authenticate.
     */
    static Registration ownRegistration(ClientTerms terms, Held held) {
        var own = held.grant().registration();
        return terms instanceof ClientTerms.Ready ready
                        && ready.registration().identity().equals(own.identity())
                ? ready.registration()
                : own;
    }

    /** Whether a person has to sign in before the settings apply to what is held, since they are another registration. */
    static boolean oldRevision(ClientTerms terms, Held held) {
        var granted = held.grant().registration().identity();
        return terms instanceof ClientTerms.Ready ready
                && ready.registration().grantType().needsPerson()
                && !ready.registration().identity().equals(granted);
    }

    private static Registration registration(ClientTerms terms) {
        return ((ClientTerms.Ready) terms).registration();
    }
}
