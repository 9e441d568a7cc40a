// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link OAuthClient#token()}: a token, or who has to act before there is one. Every kind but
 * {@link Granted} names its audience: a person, time, or the operator.
 *
 * <p>Immutable and thread-safe. No kind carries a secret in its text.
 */
public sealed interface TokenResult {

    /**
     * The token, for callers that have no use for the distinction.
     *
     * @return the access token (never null)
     * @throws OAuthException.SignInRequired when a person must consent
     * @throws OAuthException.Unavailable when waiting helps
     * @throws OAuthException.Misconfigured when the operator must act
     */
    AccessToken orElseThrow();

    /**
     * A usable token.
     *
     * @param token the token (never null)
     */
    record Granted(AccessToken token) implements TokenResult {
        @Override
        public AccessToken orElseThrow() {
            return token;
        }
    }

    /**
     * A person must consent at the provider.
     *
     * @param reason why, in one sentence (never null)
     */
    record SignInRequired(String reason) implements TokenResult {
        @Override
        public AccessToken orElseThrow() {
            throw new OAuthException.SignInRequired(reason);
        }
    }

    /**
     * Waiting helps; nobody has to act.
     *
     * @param reason why, in one sentence (never null)
     * @param retryAt when asking again makes sense (null: not known)
     */
    record Unavailable(String reason, @Nullable Instant retryAt) implements TokenResult {
        @Override
        public AccessToken orElseThrow() {
            throw new OAuthException.Unavailable(reason, Optional.ofNullable(retryAt));
        }
    }

    /**
     * The operator must change a setting.
     *
     * @param key the configuration key to look at (never null)
     * @param reason what is wrong with it and what to do (never null)
     */
    record Misconfigured(String key, String reason) implements TokenResult {
        @Override
        public AccessToken orElseThrow() {
            throw new OAuthException.Misconfigured(key, reason);
        }
    }
}
