// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordVersion;

/** A grant with its place in the store, and the answer that callers get, built once. Immutable. */
record Held(RecordVersion version, Grant grant, Granted granted) {

    private static final int ROTATION_UNUSED = 3;

    static Held of(RecordVersion version, Grant grant) {
        return new Held(version, grant, new Granted(Grants.accessToken(grant)));
    }

    /** The next write of the same consent, with new tokens. */
    Held renewed(Grant next) {
        return of(version.next(), next);
    }

    /** The next write of the same consent, marked as ended; the access token is the same object as before. */
    Held ended(Grant.Ended ended) {
        return new Held(version.next(), Grants.withEnded(grant, ended), granted);
    }

    /** The next write of the same consent, with a refresh token out of an answer that was otherwise unusable. */
    Held salvaged(Secret refreshToken) {
        return new Held(version.next(), Grants.salvaged(grant, refreshToken), granted);
    }

    /** Whether the next token can be had without a person. */
    boolean refreshable() {
        return grant.renewable() != null || isFetched();
    }

    /** Whether the client's own credentials brought it. */
    boolean isFetched() {
        return !grant.registration().grantType().needsPerson();
    }

    /** Whether the provider has kept the refresh token so often that a lost answer costs nothing. */
    boolean neverRotates() {
        return grant.keptRefreshTokens() >= ROTATION_UNUSED;
    }

    boolean endedForGood() {
        var ended = grant.ended();
        return ended != null && ended.confirmed();
    }
}
