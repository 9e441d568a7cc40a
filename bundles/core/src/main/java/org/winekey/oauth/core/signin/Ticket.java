// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;

/**
 * A started sign-in that has not been answered. What a browser must present (nonce, state, binding) is kept as a hash
 * only. Immutable.
 *
 * @param registration the registration the person was asked to consent for; its secret is not kept in the ticket
 * @param redirectUri where the answer comes home, byte for byte
 * @param starter who started it
 * @param startedAt wall clock, for people
 * @param restarts how many times the service was restarted under it
 * @param stage how far it is
 * @param nonceHash fingerprint of the one-time link's nonce
 * @param trip what left with the browser; null until it left
 */
record Ticket(
        Registration.Identity registration,
        String redirectUri,
        Starter starter,
        Instant startedAt,
        int restarts,
        Stage stage,
        String nonceHash,
        @Nullable Trip trip) {

    /** Refuses nulls. */
    Ticket {
        requireNonNull(registration, "registration");
        requireNonNull(redirectUri, "redirectUri");
        requireNonNull(starter, "starter");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(stage, "stage");
        requireNonNull(nonceHash, "nonceHash");
    }

    /** How far a sign-in is; each step is durable before it has an effect. */
    enum Stage {
        /** The link was made and nobody used it. */
        OFFERED,
        /** A browser left for the provider. */
        DEPARTED,
        /** An answer was accepted, and its code may have been sent. */
        CLAIMED
    }

    /**
     * What left with the browser.
     *
     * @param stateHash fingerprint of {@code state}
     * @param bindingHash fingerprint of the cookie
     * @param verifier the code verifier (RFC 7636)
     */
    record Trip(String stateHash, String bindingHash, CodeVerifier verifier) {}

    /** This ticket after a browser left with it. */
    Ticket departed(Trip trip) {
        return new Ticket(registration, redirectUri, starter, startedAt, restarts, Stage.DEPARTED, nonceHash, trip);
    }

    /** This ticket after its answer was accepted. */
    Ticket claimed() {
        return new Ticket(registration, redirectUri, starter, startedAt, restarts, Stage.CLAIMED, nonceHash, trip);
    }

    /** This ticket in the next run of the service. */
    Ticket restarted() {
        return new Ticket(registration, redirectUri, starter, startedAt, restarts + 1, stage, nonceHash, trip);
    }

    /** Whether this text is the nonce of the link, and the link is unused. */
    boolean isOfferedAs(String nonce) {
        return stage == Stage.OFFERED && Secret.sameFingerprint(nonceHash, Secret.of(nonce));
    }

    /** What left with the browser, if one left and no answer was accepted since. */
    Optional<Trip> underway() {
        return stage == Stage.DEPARTED ? Optional.ofNullable(trip) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Ticket[" + stage + ", " + startedAt + "]";
    }
}
