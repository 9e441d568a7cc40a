// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;

/**
 * What callers and faces see of a client at one moment. Immutable.
 *
 * @param usable the token to hand out; null: there is none
 * @param fallback a token that was rejected but has not expired, for those whose patience ends before the new one is here
 * @param standing the answer when there is no usable token; null: ask and wait
 * @param report for faces
 * @param held whether a grant is held that was not ended for good; null: not known yet
 * @param grant what is held; null: nothing
 */
record View(
        @Nullable Granted usable,
        @Nullable Granted fallback,
        @Nullable TokenResult standing,
        KeeperReport report,
        @Nullable Boolean held,
        @Nullable Held grant) {

    private static final TokenResult FORGOTTEN_TOKEN = new Unavailable("the token was forgotten just now", null);
    private static final TokenResult FORGOTTEN_SIGN_IN = new SignInRequired("the sign-in was forgotten");

    /** The answer while the grant is being forgotten. */
    static TokenResult forgotten(ClientTerms terms) {
        return Source.needNobody(terms) ? FORGOTTEN_TOKEN : FORGOTTEN_SIGN_IN;
    }

    /** The answers that depend on the settings alone. */
    static @Nullable TokenResult refusal(ClientTerms terms) {
        if (terms instanceof ClientTerms.Starting) {
            return new Unavailable("starting", null);
        }
        if (terms instanceof ClientTerms.Absent) {
            return new Misconfigured("oauth.client", "no configuration of this name exists; create one");
        }
        return terms instanceof ClientTerms.Disabled
                ? new Misconfigured("enabled", "this client is disabled; set it to true")
                : null;
    }

    /** That a grant is still in quarantine, because the disk refuses. */
    static ClientStatus notReleased(String batch, IOException why) {
        return ClientStatus.of(
                Code.QUARANTINED,
                "not released, the token store cannot be written ("
                        + why.getClass().getSimpleName() + "); try again: oauth:release " + batch);
    }
}
