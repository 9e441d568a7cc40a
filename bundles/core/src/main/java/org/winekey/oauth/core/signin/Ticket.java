// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.AuthorizationResponse.PastedAddress;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;

/**
 * A started sign-in that has brought no tokens yet. Immutable.
 *
 * @param registration the registration the person is asked to consent for; its secret is not kept in the ticket
 * @param starter who started it
 * @param startedAt wall clock, for people
 * @param restarts how many times the service was restarted under it
 * @param own the link for the starter's browser
 * @param elsewhere the link for another device
 * @param trips the redirect doors, the preferred one first, each once for either link
 * @param poll the device door; null while it is shut
 */
record Ticket(
        Registration.Identity registration,
        Starter starter,
        Instant startedAt,
        int restarts,
        Link own,
        Link elsewhere,
        List<Trip> trips,
        @Nullable Poll poll) {

    /** Refuses nulls and copies the trips. */
    Ticket {
        requireNonNull(registration, "registration");
        requireNonNull(starter, "starter");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(own, "own");
        requireNonNull(elsewhere, "elsewhere");
        trips = List.copyOf(trips);
    }

    /** The link that a browser with these bindings may use (empty: not a link of this ticket, or another browser's). */
    Optional<Link> link(String nonce, Set<String> bindings) {
        var asked = Secret.of(nonce);
        return own.admits(asked, bindings)
                ? Optional.of(own)
                : Optional.of(elsewhere).filter(link -> link.admits(asked, bindings));
    }

    /** The redirect doors through which the starter's browser may leave now; another device has none besides. */
    List<Way> ways() {
        return ways(false);
    }

    /** The redirect doors through which a browser may leave now that used this link. */
    List<Way> ways(boolean isElsewhere) {
        return isClaimed()
                ? List.of()
                : trips.stream()
                        .filter(trip -> trip.elsewhere() == isElsewhere && trip.isUsable())
                        .map(Trip::way)
                        .toList();
    }

    /** The doors that may still bring tokens. */
    Set<Door> doors() {
        var doors = ways().stream().map(Way::door).collect(Collectors.toSet());
        if (poll != null && !isClaimed()) {
            doors.add(Door.DEVICE);
        }
        return doors;
    }

    /** Whether an answer was accepted and its code may be on the way. */
    boolean isClaimed() {
        return trips.stream().anyMatch(trip -> trip.stage() == Trip.Stage.CLAIMED);
    }

    /** Whether the starter may be at the provider: with a device code, or with the browser that used the own link. */
    boolean isStarterAway() {
        return poll != null
                || trips.stream().anyMatch(trip -> !trip.elsewhere() && trip.stage() == Trip.Stage.DEPARTED);
    }

    /** Whether nothing can come of it any more. */
    boolean isOver() {
        return poll == null && trips.stream().allMatch(trip -> trip.stage() == Trip.Stage.BURNED);
    }

    /** Whether a relay's answer may have been forwarded to this address. */
    boolean isForwardedTo(PastedAddress address) {
        return trips.stream().anyMatch(trip -> address.answers(trip.way().redirectUri()));
    }

    /** This ticket after a browser left on a trip. */
    Ticket departed(Trip left, Link used, Trip.Sent sent) {
        var moved = trips(left::isSameAs, trip -> trip.departed(sent));
        return left.elsewhere() ? moved.with(own, used) : moved.with(used, elsewhere);
    }

    /** This ticket with this trip, and what it settles, at another stage. */
    Ticket at(Trip settled, Trip.Stage stage) {
        return trips(settled::settles, trip -> trip.at(stage));
    }

    /** This ticket with the device door open (null: shut). */
    Ticket polling(@Nullable Poll next) {
        return new Ticket(registration, starter, startedAt, restarts, own, elsewhere, trips, next);
    }

    /** This ticket in the next run of the service: a code that may have been sent is not sent again. */
    Ticket restarted() {
        var kept = trips.stream()
                .map(trip -> trip.stage() == Trip.Stage.CLAIMED ? trip.at(Trip.Stage.BURNED) : trip)
                .toList();
        return new Ticket(registration, starter, startedAt, restarts + 1, own, elsewhere, kept, poll);
    }

    private Ticket with(Link nextOwn, Link nextElsewhere) {
        return new Ticket(registration, starter, startedAt, restarts, nextOwn, nextElsewhere, trips, poll);
    }

    private Ticket trips(Predicate<Trip> which, UnaryOperator<Trip> change) {
        var changed = trips.stream()
                .map(trip -> which.test(trip) ? change.apply(trip) : trip)
                .toList();
        return new Ticket(registration, starter, startedAt, restarts, own, elsewhere, changed, poll);
    }

    @Override
    public String toString() {
        return "Ticket["
                + trips.stream()
                        .map(trip -> trip.door() + (trip.elsewhere() ? " elsewhere " : " ") + trip.stage())
                        .toList()
                + ", " + startedAt + "]";
    }
}
