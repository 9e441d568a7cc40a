// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import java.time.Instant;
import java.util.Optional;

/**
 * What {@link TokenResult#orElseThrow()} throws: one unchecked type for each audience. The message never carries a
 * secret.
 */
public abstract sealed class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private OAuthException(String message) {
        super(message);
    }

    /** A person must consent at the provider. */
    public static final class SignInRequired extends OAuthException {
        private static final long serialVersionUID = 1L;

        /**
         * Says why a person is needed.
         *
         * @param reason one sentence (never null)
         */
        public SignInRequired(String reason) {
            super(reason);
        }
    }

    /** Waiting helps. */
    public static final class Unavailable extends OAuthException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // an Optional is not serializable, and nobody serializes this exception
        private final Optional<Instant> retryAt;

        /**
         * Says why there is no token now.
         *
         * @param reason one sentence (never null)
         * @param retryAt when asking again makes sense (never null, may be empty)
         */
        public Unavailable(String reason, Optional<Instant> retryAt) {
            super(reason);
            this.retryAt = retryAt;
        }

        /**
         * When asking again makes sense.
         *
         * @return the time (never null, empty: not known)
         */
        public Optional<Instant> retryAt() {
            return retryAt;
        }
    }

    /** The operator must change a setting. */
    public static final class Misconfigured extends OAuthException {
        private static final long serialVersionUID = 1L;

        private final String key;

        /**
         * Names the key and what is wrong with it.
         *
         * @param key the configuration key (never null)
         * @param reason one sentence with the remedy (never null)
         */
        public Misconfigured(String key, String reason) {
            super(key + ": " + reason);
            this.key = key;
        }

        /**
         * The configuration key to look at.
         *
         * @return the key (never null)
         */
        public String key() {
            return key;
        }
    }
}
