// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client is, for whom that matters, and why. A status is about the whole client: a usable token is handed out
 * whatever the status says.
 *
 * <p>Immutable and thread-safe. The reason never carries a secret.
 */
public final class ClientStatus {

    /** Who has to act. */
    public enum Audience {
        /** Nobody: the client is well. */
        NONE,
        /** Nobody: waiting helps. */
        WAIT,
        /** A person must sign in at the provider. */
        PERSON,
        /** The operator must change a setting or mend the machine. */
        OPERATOR
    }

    /** What is the matter, for programs; the reason says it to people. */
    public enum Code {
        /** A grant is held and works. */
        AUTHORIZED(Audience.NONE),
        /** The service has not seen all configurations yet. */
        STARTING(Audience.WAIT),
        /** The provider or the way to it fails at present. */
        UNAVAILABLE(Audience.WAIT),
        /** The provider asked for patience (RFC 6585 section 4). */
        THROTTLED(Audience.WAIT),
        /**
         * The API rejects even tokens that were refreshed because it rejected others. They are served further, in case
         * only part of it does; forced refreshes back off from one minute to one hour.
         */
        API_REJECTS(Audience.WAIT),
        /**
         * A grant is held and works, but for fewer scopes than the settings ask for (RFC 6749 section 3.3): the person
         * agreed to less, or the settings ask for more by now.
         */
        SCOPE_MISSING(Audience.PERSON),
        /** No grant is held, or the provider ended it. */
        SIGN_IN_REQUIRED(Audience.PERSON),
        /** No configuration of this name exists. */
        NOT_CONFIGURED(Audience.OPERATOR),
        /** The configuration says {@code enabled=false}. */
        DISABLED(Audience.OPERATOR),
        /** A setting is missing or wrong, or the provider refuses it. */
        MISCONFIGURED(Audience.OPERATOR),
        /** The token store cannot be used: its key or folder is missing, or another process holds it. */
        LOCKED(Audience.OPERATOR),
        /** The newest token is in memory only, because the disk refuses it. */
        NOT_DURABLE(Audience.OPERATOR),
        /**
         * Far more refreshes than the client needs were sent lately, as in a crash loop; nothing is sent until the time of
         * the next attempt. A person's refresh and sign-in are never refused by it.
         */
        BUDGET_SPENT(Audience.OPERATOR),
        /**
         * Another system may use the same grant, after a restored backup or a copied disk. Its access token is handed out
         * while it is valid; nothing is refreshed until a person releases it with {@code oauth:release}, or signs in anew.
         */
        QUARANTINED(Audience.OPERATOR);

        private final Audience audience;

        Code(Audience audience) {
            this.audience = audience;
        }

        /**
         * Who has to act on this code.
         *
         * @return the audience (never null)
         */
        public Audience audience() {
            return audience;
        }
    }

    private final Code code;
    private final @Nullable String key;
    private final String reason;
    private final @Nullable Instant retryAt;

    private ClientStatus(Code code, @Nullable String key, String reason, @Nullable Instant retryAt) {
        this.code = requireNonNull(code, "code");
        this.key = key;
        this.reason = requireNonNull(reason, "reason");
        this.retryAt = retryAt;
    }

    /**
     * A status with a reason alone.
     *
     * @param code what is the matter (never null)
     * @param reason the same for people, one sentence (never null)
     * @return the status (never null)
     */
    public static ClientStatus of(Code code, String reason) {
        return new ClientStatus(code, null, reason, null);
    }

    /**
     * This status, pointing at a configuration key.
     *
     * @param key the key to look at (never null)
     * @return a new status (never null)
     */
    public ClientStatus withKey(String key) {
        return new ClientStatus(code, requireNonNull(key, "key"), reason, retryAt);
    }

    /**
     * This status, with the time of the next attempt.
     *
     * @param retryAt when the service tries again by itself (null: not known)
     * @return a new status (never null)
     */
    public ClientStatus withRetryAt(@Nullable Instant retryAt) {
        return new ClientStatus(code, key, reason, retryAt);
    }

    /**
     * Who has to act.
     *
     * @return the audience of the code (never null)
     */
    public Audience audience() {
        return code.audience();
    }

    /**
     * What is the matter.
     *
     * @return the code (never null)
     */
    public Code code() {
        return code;
    }

    /**
     * The configuration key to look at.
     *
     * @return the key (never null, empty: no single key is the cause)
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /**
     * Why, in one sentence for people.
     *
     * @return the reason (never null)
     */
    public String reason() {
        return reason;
    }

    /**
     * When the service tries again by itself.
     *
     * @return the time (never null, empty: it does not, or that is not known)
     */
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientStatus that
                && code == that.code
                && Objects.equals(key, that.key)
                && reason.equals(that.reason)
                && Objects.equals(retryAt, that.retryAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, key, reason, retryAt);
    }

    @Override
    public String toString() {
        return code + (key == null ? "" : "(" + key + ")") + ": " + reason;
    }
}
