// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.AuthorizationRequest;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.PushedAnswer;
import org.winekey.oauth.core.protocol.PushedRequest;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.secret.Secret;

/**
 * Shows the page behind a one-time link and lets browsers leave from it (RFC 6749 section 4.1.1, RFC 7636). The first
 * browser makes a link its own; only that one sees it again. Thread-safe.
 */
final class Departures {

    private static final int SECRET_BYTES = 32;

    private final Tickets tickets;
    private final Registrations registrations;
    private final OptionalScopes scopes;
    private final Means means;
    private final Turns turns = new Turns();

    Departures(Tickets tickets, Registrations registrations, OptionalScopes scopes, Means means) {
        this.tickets = tickets;
        this.registrations = registrations;
        this.scopes = scopes;
        this.means = means;
    }

    /** A browser at a link. */
    private record Visit(Tickets.Open open, Link link, Set<String> bindings) {

        boolean isElsewhere() {
            return link.nonceHash().equals(open.ticket().elsewhere().nonceHash());
        }
    }

    /** What is about to leave with a browser. */
    private record Luggage(Secret state, CodeVerifier verifier, String binding) {}

    Optional<SignInOffer> offer(String nonce, Set<String> bindings) {
        return visit(nonce, bindings).flatMap(this::offer);
    }

    private Optional<SignInOffer> offer(Visit visit) {
        var open = visit.open();
        var ticket = open.ticket();
        return registrations.present(open).map(registration -> {
            var usable = registrations.ways(open.client());
            return new SignInOffer(
                    open.client(),
                    registration.endpoints().forBrowsers().getHost(),
                    scopes.asking(registration).scopes(),
                    ticket.starter(),
                    ticket.startedAt(),
                    ticket.ways(visit.isElsewhere()).stream()
                            .filter(usable::contains)
                            .toList(),
                    visit.isElsewhere(),
                    tickets.expiresAt(open));
        });
    }

    /**
     * Lets a browser leave.
     *
     * @param base where browsers reach this controller; null: not known
     */
    Optional<Departure> depart(String nonce, Door door, Set<String> bindings, @Nullable URI base) {
        return visit(nonce, bindings)
                .flatMap(visit -> trip(visit, door)
                        .flatMap(trip -> registrations
                                .present(visit.open(), trip)
                                .flatMap(registration -> inTurn(visit, trip, registration, base))));
    }

    private Optional<Departure> inTurn(Visit visit, Trip trip, Registration registration, @Nullable URI base) {
        var ticket = ticketId(visit.open());
        turns.begin(ticket, tickets.all().stream().map(Departures::ticketId).toList());
        try {
            return depart(visit, trip, registration, base);
        } finally {
            turns.end(ticket);
        }
    }

    private static String ticketId(Tickets.Open open) {
        return open.version().grantId();
    }

    private static Optional<Trip> trip(Visit visit, Door door) {
        return visit.open().ticket().trips().stream()
                .filter(trip -> trip.door() == door && trip.elsewhere() == visit.isElsewhere() && trip.isUsable())
                .findFirst();
    }

    private Optional<Departure> depart(Visit visit, Trip trip, Registration registration, @Nullable URI base) {
        var luggage = new Luggage(
                state(trip.door(), base),
                CodeVerifier.fresh(means.entropy()),
                visit.link().binding(visit.bindings(), means.entropy().token(SECRET_BYTES)));
        var address = address(registration, luggage);
        try {
            return tickets.change(visit.open(), ticket -> departed(ticket, visit, trip, luggage))
                    .map(departed -> new Departure(departed.client(), address, luggage.binding()));
        } catch (IOException e) {
            throw new AdminException(
                    Problem.UNAVAILABLE, "the sign-in cannot be stored, so it does not go on: " + e.getMessage());
        }
    }

    /** The ticket after this departure (empty: another browser took the link meanwhile, or an answer has come home). */
    private static Optional<Ticket> departed(Ticket ticket, Visit visit, Trip trip, Luggage luggage) {
        var link = visit.isElsewhere() ? ticket.elsewhere() : ticket.own();
        if (!link.equals(visit.link())) {
            return Optional.empty();
        }
        var sent = new Trip.Sent(luggage.state().fingerprint(), luggage.verifier());
        return Optional.of(trip)
                .filter(left -> ticket.ways(left.elsewhere()).contains(left.way()))
                .map(left -> ticket.departed(left, link.boundTo(luggage.binding()), sent));
    }

    /** A relay that serves many houses reads from the state which one it is; everybody else takes it as it comes. */
    private Secret state(Door door, @Nullable URI base) {
        var state = means.entropy().token(SECRET_BYTES);
        return Secret.of(door == Door.RELAY && base != null ? state + "." + house(base) : state);
    }

    private static String house(URI base) {
        var origin = base.getScheme() + "://" + base.getRawAuthority();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(origin.getBytes(UTF_8));
    }

    private URI address(Registration registration, Luggage luggage) {
        var asking = scopes.asking(registration);
        if (registration.endpoints().pushedAuthorization() == null) {
            return AuthorizationRequest.uri(asking, luggage.state(), luggage.verifier());
        }
        var answer = push(asking, luggage);
        if (answer instanceof PushedAnswer.Refused refused && scopes.refused(registration, refused.error())) {
            answer = push(registration, luggage);
        }
        if (answer instanceof PushedAnswer.Pushed pushed) {
            return PushedRequest.uri(registration, pushed);
        }
        throw new AdminException(Problem.UNAVAILABLE, ((PushedAnswer.Refused) answer).text());
    }

    private PushedAnswer push(Registration registration, Luggage luggage) {
        var sent = Redaction.NONE.and(luggage.state()).and(registration.clientSecret());
        var patience = means.patience().get();
        var call = PushedRequest.of(registration, luggage.state(), luggage.verifier(), patience);
        var style = registration.dialect().answers();
        return means.scheduler()
                .await(means.transport().send(call), patience)
                .map(outcome -> PushedAnswer.of(outcome, means.time().now(), sent, style))
                .orElseGet(() -> new PushedAnswer.Refused(
                        TokenVerdict.Kind.UNKNOWN,
                        "the provider did not answer in time; try again in a minute",
                        null,
                        ""));
    }

    private Optional<Visit> visit(String nonce, Set<String> bindings) {
        return tickets.all().stream()
                .flatMap(open ->
                        open.ticket().link(nonce, bindings).stream().map(link -> new Visit(open, link, bindings)))
                .findFirst();
    }

    /** The trips of a new ticket, none made yet. */
    static List<Trip> trips(List<Way> ways) {
        return ways.stream().flatMap(Trip::open).toList();
    }
}
