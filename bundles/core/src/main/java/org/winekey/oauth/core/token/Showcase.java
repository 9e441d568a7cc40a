// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Granted;

/**
 * What one client shows at present. The lane puts a new {@link View} there at the end of each task; what has to go before
 * the lane gets to it is taken out by whoever knows. Thread-safe; reading never blocks.
 */
final class Showcase {

    private final Object writing = new Object();

    // Read first and alone by every caller. This one and the next three are written under the lock only.
    private volatile @Nullable Granted usable;
    private volatile @Nullable Granted fallback;
    private volatile @Nullable TokenResult standing = View.refusal(new ClientTerms.Starting());
    private volatile KeeperReport report = KeeperReport.of(
            ClientStatus.of(ClientStatus.Code.STARTING, "the configurations were not all delivered yet"));

    private @Nullable TokenResult withdrawn; // guarded by writing
    private @Nullable AccessToken doubted; // guarded by writing

    /** The token to hand out (null: there is none). */
    @Nullable
    Granted usable() {
        return usable;
    }

    /** The answer when there is no usable token (null: ask and wait). */
    @Nullable
    TokenResult standing() {
        return standing;
    }

    /** The newest token that has not expired, be it rejected (null: none). */
    @Nullable
    Granted newest() {
        var granted = usable;
        return granted != null ? granted : fallback;
    }

    KeeperReport report() {
        return report;
    }

    /**
     * Shows what is now, but for what was taken out meanwhile.
     *
     * @return what callers are answered now (null: they have to wait)
     */
    @Nullable
    TokenResult show(View view) {
        synchronized (writing) {
            var answer = shown(view);
            // Last: who sees the report finds the token gone that it no longer speaks of.
            report = view.report();
            return answer;
        }
    }

    private @Nullable TokenResult shown(View view) {
        if (withdrawn != null) {
            return withdrawn;
        }
        if (view.usable() != null && view.usable().token() == doubted) {
            // Guards against handing out a rejected token again before the lane gets to hear of it.
            return null;
        }
        fallback = view.fallback();
        standing = view.standing();
        usable = view.usable();
        return view.usable() != null ? view.usable() : view.standing();
    }

    /** Takes every token out and shows an answer instead, whatever the lane says, until that is {@link #reopen}ed. */
    void withdraw(TokenResult answer) {
        synchronized (writing) {
            withdrawn = answer;
            usable = null;
            fallback = null;
            standing = answer;
        }
    }

    /** The lane has got to what this answer stands for; without effect when another one has taken its place. */
    void reopen(TokenResult answer) {
        synchronized (writing) {
            withdrawn = withdrawn == answer ? null : withdrawn;
        }
    }

    /** What is remembered may be over: whoever asks next waits for the lane to look. */
    void doubt() {
        synchronized (writing) {
            if (withdrawn == null) {
                standing = null;
            }
        }
    }

    /** The same for a token that is there, or comes back before the lane looks. */
    void doubt(AccessToken token) {
        synchronized (writing) {
            doubted = token;
            if (withdrawn == null && (usable == null || usable.token() == token)) {
                standing = null;
                usable = null;
            }
        }
    }

    /** The lane knows of the doubt. */
    void believe() {
        synchronized (writing) {
            doubted = null;
        }
    }
}
