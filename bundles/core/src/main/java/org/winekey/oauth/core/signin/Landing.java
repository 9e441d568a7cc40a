// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.PendingGrant.Why;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.AuthorizationResponse;
import org.winekey.oauth.core.protocol.AuthorizationResponse.PastedAddress;
import org.winekey.oauth.core.protocol.KeptValues;
import org.winekey.oauth.core.protocol.Registration;

/**
 * Checks an answer against its ticket, in the one order that consumes nothing too early: client, state, finisher, issuer,
 * settings; then the trip is claimed, and only then the code is sent. Thread-safe.
 */
final class Landing {

    private final Tickets tickets;
    private final Registrations registrations;
    private final Exchange exchange;
    private final OptionalScopes scopes;
    private final Means means;

    Landing(Polling.Rooms rooms, Exchange exchange) {
        this.tickets = rooms.tickets();
        this.registrations = rooms.registrations();
        this.exchange = exchange;
        this.scopes = rooms.scopes();
        this.means = rooms.means();
    }

    /** An answer and the trip that waits for it. */
    private record Landed(Tickets.Open open, Trip trip, Finisher finisher) {

        String client() {
            return open.client();
        }
    }

    @FunctionalInterface
    private interface Finishers {
        Finisher of(Ticket ticket, boolean elsewhere);
    }

    /** Takes an answer that a browser brought to the callback. */
    SignInOutcome arrive(Arrival arrival) {
        var name = arrival.client();
        return land(
                name,
                arrival.parameters(),
                (open, trip) -> trip.comesHomeTo(name, open.client()),
                (ticket, elsewhere) -> browser(ticket, elsewhere, arrival.bindings(), arrival.address()));
    }

    private static Finisher browser(Ticket ticket, boolean elsewhere, Set<String> bindings, String address) {
        if (elsewhere) {
            return new Finisher(address, Why.OTHER_DEVICE);
        }
        return new Finisher(address, ticket.own().isBoundToOneOf(bindings) ? null : Why.OTHER_BROWSER);
    }

    /** Takes an address that a user pasted. */
    SignInOutcome complete(PastedAddress pasted, Starter user) {
        return land(
                "",
                pasted.parameters(),
                (open, trip) -> trip.endsAt(pasted, open.ticket()),
                (ticket, elsewhere) -> user(ticket, elsewhere, user));
    }

    private static Finisher user(Ticket ticket, boolean elsewhere, Starter user) {
        var name = user.user() + " (" + user.face() + ")";
        if (!ticket.starter().equals(user)) {
            return new Finisher(name, Why.OTHER_USER);
        }
        return new Finisher(name, elsewhere ? Why.OTHER_DEVICE : null);
    }

    private SignInOutcome land(
            String name,
            Map<String, List<String>> parameters,
            BiPredicate<Tickets.Open, Trip> home,
            Finishers finishers) {
        for (var open : tickets.all()) {
            for (var trip : open.ticket().trips()) {
                if (trip.sent() != null && home.test(open, trip)) {
                    var response = AuthorizationResponse.parse(parameters, names(open));
                    var state = response.state();
                    if (state != null && trip.awaits(state)) {
                        return land(
                                new Landed(open, trip, finishers.of(open.ticket(), trip.elsewhere())),
                                response,
                                parameters);
                    }
                }
            }
        }
        return AuthorizationResponse.parse(parameters) instanceof AuthorizationResponse.Malformed malformed
                        && malformed.state() == null
                ? Outcomes.malformed(name, malformed.why())
                : Outcomes.noSuchSignIn(name);
    }

    /** What the provider of a sign-in calls the parameters of its answer. */
    private Map<String, String> names(Tickets.Open open) {
        return registrations
                .present(open)
                .map(now -> now.dialect().requests().authorization().callbackRenamed())
                .orElse(Map.of());
    }

    private SignInOutcome land(Landed landed, AuthorizationResponse response, Map<String, List<String>> parameters) {
        var client = landed.client();
        if (response instanceof AuthorizationResponse.Malformed malformed) {
            return Outcomes.malformed(client, malformed.why());
        }
        var registration = registrations.present(landed.open(), landed.trip());
        var foreign = complaint(landed, response, registration);
        var code = response instanceof AuthorizationResponse.Code answer && foreign.isEmpty() ? answer : null;
        if (code == null && !landed.finisher().isStarter()) {
            // Guards against a stranger who ends a sign-in with an answer that nobody could accept later.
            return Outcomes.notTheStarter(client);
        }
        if (foreign.isPresent()) {
            exchange.burn(landed.open(), landed.trip());
            return Outcomes.malformed(client, foreign.get());
        }
        if (registration.isEmpty()) {
            return settingsChanged(landed.open());
        }
        if (code != null) {
            var kept = KeptValues.of(parameters, registration.get());
            return redeem(landed, registration.get(), code, kept);
        }
        exchange.burn(landed.open(), landed.trip());
        return refused(registration.get(), (AuthorizationResponse.Refusal) response);
    }

    private SignInOutcome refused(Registration registration, AuthorizationResponse.Refusal refusal) {
        return scopes.refused(registration, refusal.error())
                ? Outcomes.refusedOptional(registration.client(), refusal.text(), OptionalScopes.optional(registration))
                : Outcomes.refused(registration.client(), refusal.text());
    }

    private SignInOutcome settingsChanged(Tickets.Open open) {
        if (!registrations.isReady(open.client())) {
            return Outcomes.settingsNotReady(open.client());
        }
        tickets.close(open);
        return Outcomes.settingsChanged(open.client());
    }

    private static Optional<String> complaint(
            Landed landed, AuthorizationResponse response, Optional<Registration> registration) {
        var iss = response instanceof AuthorizationResponse.Code code
                ? code.iss()
                : ((AuthorizationResponse.Refusal) response).iss();
        var issuer = landed.open().ticket().registration().issuer().orElse(null);
        var promised = registration.map(now -> now.dialect().issPromised()).orElse(false);
        return AuthorizationResponse.issuerComplaint(iss, issuer, promised);
    }

    private SignInOutcome redeem(
            Landed landed, Registration registration, AuthorizationResponse.Code answer, Map<String, String> kept) {
        var client = landed.client();
        try {
            var claimed = tickets.change(landed.open(), ticket -> claim(ticket, landed.trip()));
            if (claimed.isEmpty()) {
                return tickets.now(landed.open()).isPresent()
                        ? Outcomes.alreadyClaimed(client)
                        : Outcomes.noSuchSignIn(client);
            }
            var delivery =
                    new Exchange.Delivery(claimed.get(), landed.trip(), registration, answer, landed.finisher(), kept);
            return await(client, exchange.run(delivery));
        } catch (IOException e) {
            return Outcomes.notClaimed(client, String.valueOf(e.getMessage()));
        }
    }

    /** The ticket with this trip claimed (empty: its answer was faster, or another door's is on the way). */
    private static Optional<Ticket> claim(Ticket ticket, Trip trip) {
        return !ticket.isClaimed() && ticket.trips().contains(trip)
                ? Optional.of(ticket.at(trip, Trip.Stage.CLAIMED))
                : Optional.empty();
    }

    private SignInOutcome await(String client, CompletableFuture<SignInOutcome> outcome) {
        return means.scheduler().await(outcome, means.patience().get()).orElseGet(() -> Outcomes.stillWaiting(client));
    }
}
