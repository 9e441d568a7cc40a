// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bearer access token (RFC 6749 section 1.4, RFC 6750). {@link #value()} is the one way to its text; {@link #toString()}
 * shows none of it.
 *
 * <p>Immutable and thread-safe.
 */
public final class AccessToken {

    private final String value;
    private final @Nullable Instant expiresAt;
    private final Set<String> scopes;

    private AccessToken(String value, @Nullable Instant expiresAt, Set<String> scopes) {
        this.value = requireNonNull(value, "value");
        this.expiresAt = expiresAt;
        this.scopes = Set.copyOf(scopes);
    }

    /**
     * Makes a token, for instance in the unit test of an integration.
     *
     * @param value the text of the token (never null)
     * @param expiresAt when it expires (null: the provider did not say)
     * @param scopes the granted scopes (never null, may be empty)
     * @return the token (never null)
     */
    public static AccessToken of(String value, @Nullable Instant expiresAt, Set<String> scopes) {
        return new AccessToken(value, expiresAt, scopes);
    }

    /**
     * The text to send in the {@code Authorization} header (RFC 6750 section 2.1), and nowhere else.
     *
     * @return the token (never null)
     */
    public String value() {
        return value;
    }

    /**
     * When the token expires by the wall clock of this machine.
     *
     * @return the time (never null, empty: the provider did not say)
     */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /**
     * The scopes that were granted (RFC 6749 section 3.3).
     *
     * @return an immutable set (never null, may be empty)
     */
    public Set<String> scopes() {
        return scopes;
    }

    @Override
    public String toString() {
        return "AccessToken[***, expiresAt=" + expiresAt + "]";
    }
}
