// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.AuthorizationResponse.PastedAddress;
import org.winekey.oauth.core.protocol.CallbackPath;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.secret.Secret;

/**
 * One redirect door of a ticket, through one of its links. Immutable.
 *
 * @param way the door and its redirect URI, byte for byte
 * @param elsewhere whether it is for browsers at the link for another device
 * @param stage how far it is
 * @param sent what left with the browser; null until one left
 */
record Trip(
        Way way, boolean elsewhere, Stage stage, @Nullable Sent sent) {

    /** How far a trip is; each step is durable before it has an effect. */
    enum Stage {
        /** Nobody left this way. */
        OPEN,
        /** A browser left for the provider. */
        DEPARTED,
        /** An answer was accepted, and its code may have been sent. */
        CLAIMED,
        /** Its answer was used up and brought no tokens. */
        BURNED
    }

    /**
     * What left with the browser; what it must bring back is kept as a hash only.
     *
     * @param stateHash fingerprint of {@code state}
     * @param verifier the code verifier (RFC 7636)
     */
    record Sent(String stateHash, CodeVerifier verifier) {}

    /** Refuses nulls. */
    Trip {
        requireNonNull(way, "way");
        requireNonNull(stage, "stage");
    }

    /** The trips that nobody made yet: one for each link, so that neither browser takes the other's place. */
    static Stream<Trip> open(Way way) {
        return Stream.of(new Trip(way, false, Stage.OPEN, null), new Trip(way, true, Stage.OPEN, null));
    }

    Door door() {
        return way.door();
    }

    /** The same at another stage. */
    Trip at(Stage next) {
        return new Trip(way, elsewhere, next, sent);
    }

    /** The same after a browser left. */
    Trip departed(Sent luggage) {
        return new Trip(way, elsewhere, Stage.DEPARTED, luggage);
    }

    /** Whether both are the same door through the same link, at whatever stage. */
    boolean isSameAs(Trip other) {
        return door() == other.door() && elsewhere == other.elsewhere;
    }

    /**
     * Whether what becomes of this trip becomes of the other one. The starter's link settles a door for both; the link for
     * another device, which a guest may hold, settles nothing but itself.
     */
    boolean settles(Trip other) {
        return door() == other.door() && (!elsewhere || other.elsewhere);
    }

    /** Whether a browser may leave this way, the first time or again. */
    boolean isUsable() {
        return stage == Stage.OPEN || stage == Stage.DEPARTED;
    }

    /** Whether an answer with this state is being waited for. */
    boolean awaits(Secret state) {
        return stage == Stage.DEPARTED && sent != null && Secret.sameFingerprint(sent.stateHash(), state);
    }

    /**
     * Whether its answer comes home under this name, the last part of the callback's path: the client's own, or that of a
     * callback which clients share.
     */
    boolean comesHomeTo(String name, String client) {
        return name.equals(way.door() == Door.CALLBACK ? CallbackPath.name(way.redirectUri(), client) : client);
    }

    /** Whether a browser that ended on this address can have come from this trip. */
    boolean endsAt(PastedAddress address, Ticket ticket) {
        return address.answers(way.redirectUri()) || (door() == Door.RELAY && ticket.isForwardedTo(address));
    }
}
