// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.core.protocol.AuthorizationResponse;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;

/**
 * Checks an answer against its ticket, in the one order that consumes nothing too early: client, state, finisher, issuer,
 * settings; then the ticket is claimed, and only then the code is sent. Thread-safe.
 */
final class Landing {

    private final Tickets tickets;
    private final Registrations registrations;
    private final Exchange exchange;

    Landing(Tickets tickets, Registrations registrations, Exchange exchange) {
        this.tickets = tickets;
        this.registrations = registrations;
        this.exchange = exchange;
    }

    /** Takes an answer for a client if the finisher may finish this trip. */
    SignInOutcome land(String client, Map<String, List<String>> parameters, Predicate<Ticket.Trip> finisher) {
        var response = AuthorizationResponse.parse(parameters);
        var state = response.state();
        if (state == null) {
            return response instanceof AuthorizationResponse.Malformed malformed
                    ? Outcomes.malformed(client, malformed.why())
                    : Outcomes.noSuchSignIn(client);
        }
        var open = tickets.of(client)
                .filter(ticket -> ticket.ticket()
                        .underway()
                        .filter(trip -> Secret.sameFingerprint(trip.stateHash(), state))
                        .isPresent());
        if (open.isEmpty()) {
            return Outcomes.noSuchSignIn(client);
        }
        if (open.get().ticket().underway().filter(finisher).isEmpty()) {
            return Outcomes.notTheStarter(client);
        }
        return land(open.get(), response);
    }

    private SignInOutcome land(Tickets.Open open, AuthorizationResponse response) {
        if (response instanceof AuthorizationResponse.Malformed malformed) {
            return Outcomes.malformed(open.client(), malformed.why());
        }
        var foreign = complaint(open, response);
        if (foreign.isPresent()) {
            tickets.close(open);
            return Outcomes.malformed(open.client(), foreign.get());
        }
        var registration = present(open);
        if (registration.isEmpty()) {
            tickets.close(open);
            return Outcomes.settingsChanged(open.client());
        }
        if (response instanceof AuthorizationResponse.Code code) {
            return redeem(open, registration.get(), code.code());
        }
        tickets.close(open);
        return Outcomes.refused(open.client(), ((AuthorizationResponse.Refusal) response).text());
    }

    private Optional<String> complaint(Tickets.Open open, AuthorizationResponse response) {
        var iss = response instanceof AuthorizationResponse.Code code
                ? code.iss()
                : ((AuthorizationResponse.Refusal) response).iss();
        var issuer = open.ticket().registration().issuer().orElse(null);
        var promised = present(open).map(now -> now.dialect().issPromised()).orElse(false);
        return AuthorizationResponse.issuerComplaint(iss, issuer, promised);
    }

    private SignInOutcome redeem(Tickets.Open open, Registration registration, Secret code) {
        try {
            return tickets.advance(open, open.ticket().claimed())
                    .map(claimed -> exchange.run(claimed, registration, code, tickets))
                    .orElseGet(() -> Outcomes.noSuchSignIn(open.client()));
        } catch (IOException e) {
            return Outcomes.notClaimed(open.client(), String.valueOf(e.getMessage()));
        }
    }

    /** The registration the ticket was made for, if the settings still say the same. */
    Optional<Registration> present(Tickets.Open open) {
        try {
            var registration = registrations.require(open.client());
            return Optional.of(registration)
                    .filter(now -> now.identity().equals(open.ticket().registration()))
                    .filter(now -> open.ticket().redirectUri().equals(now.redirectUri()));
        } catch (AdminException e) {
            return Optional.empty();
        }
    }
}
