// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.core.protocol.AuthorizationResponse;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.protocol.TokenVerdict;

/**
 * Trades the code of a claimed trip for tokens, once (RFC 6749 section 4.1.3). Goes on when nobody waits for it any more.
 * Thread-safe.
 */
final class Exchange {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Tickets tickets;
    private final Polls polls;
    private final Polling.Rooms rooms;
    private final Means means;

    Exchange(Polling.Rooms rooms, Polls polls) {
        this.tickets = rooms.tickets();
        this.polls = polls;
        this.rooms = rooms;
        this.means = rooms.means();
    }

    /**
     * What came home.
     *
     * @param open the sign-in, the trip claimed
     * @param trip the trip it is the answer to
     * @param registration with the redirect URI of that trip
     * @param answer what the browser brought
     * @param finisher who brought it
     * @param kept what came with it and is kept with the grant
     */
    record Delivery(
            Tickets.Open open,
            Trip trip,
            Registration registration,
            AuthorizationResponse.Code answer,
            Finisher finisher,
            Map<String, String> kept) {

        TokenRequest.Redeemed redeemed() {
            return new TokenRequest.Redeemed(
                    answer.code(),
                    requireNonNull(answer.state(), "state"),
                    requireNonNull(trip.sent(), "sent").verifier(),
                    trip.way().redirectUri());
        }
    }

    /** Waits for a poll that is out, whose tokens would win; then sends the code. */
    CompletableFuture<SignInOutcome> run(Delivery delivery) {
        return polls.hold(delivery.open())
                .thenCompose(
                        won -> won.map(outcome -> overtaken(delivery, outcome)).orElseGet(() -> send(delivery)))
                .exceptionally(fault -> failed(delivery, fault));
    }

    /** The tokens came by the device door. */
    private CompletableFuture<SignInOutcome> overtaken(Delivery delivery, SignInOutcome outcome) {
        left(delivery.open(), delivery.trip());
        return CompletableFuture.completedFuture(outcome);
    }

    private CompletableFuture<SignInOutcome> send(Delivery delivery) {
        var registration = delivery.registration();
        var redeemed = delivery.redeemed();
        var call = TokenRequest.exchange(registration, redeemed, DEADLINE);
        var sent = Redaction.NONE
                .and(redeemed.code())
                .and(redeemed.state())
                .and(redeemed.verifier().secret())
                .and(registration.clientSecret());
        var style = registration.dialect().answers();
        return means.transport()
                .send(call)
                .thenApplyAsync(
                        answer -> TokenVerdict.ofExchange(answer, means.time().now(), sent, style),
                        means.scheduler()::execute)
                .thenCompose(verdict -> goOn(registration, verdict))
                .thenCompose(verdict -> settle(delivery, verdict));
    }

    private CompletableFuture<TokenVerdict> goOn(Registration registration, TokenVerdict verdict) {
        if (!(verdict instanceof TokenVerdict.Success success)) {
            return CompletableFuture.completedFuture(verdict);
        }
        var asked = rooms.scopes().asking(registration).scopes();
        return rooms.second().after(registration, success.response().granting(asked));
    }

    private CompletableFuture<SignInOutcome> settle(Delivery delivery, TokenVerdict verdict) {
        var trip = delivery.trip();
        if (verdict instanceof TokenVerdict.Success success) {
            var response = success.response().alsoKeeping(delivery.kept());
            return rooms.reception()
                    .receive(delivery.open(), trip.door(), delivery.registration(), response, delivery.finisher())
                    .whenComplete((outcome, fault) -> left(delivery.open(), trip));
        }
        burn(delivery.open(), trip);
        var why = ((TokenVerdict.Failure) verdict).text();
        return CompletableFuture.completedFuture(
                Outcomes.exchangeFailed(delivery.open().client(), why));
    }

    /** What a stranger brought may leave the starter's doors open; everything else has ended the sign-in. */
    private void left(Tickets.Open open, Trip trip) {
        if (tickets.now(open).isPresent()) {
            burn(open, trip);
        }
    }

    /** Shuts for good what this trip settles; the rest stays open until nothing can come of the sign-in any more. */
    void burn(Tickets.Open open, Trip trip) {
        try {
            var burned = tickets.change(open, ticket -> Optional.of(ticket.at(trip, Trip.Stage.BURNED)));
            if (burned.isPresent() && !burned.get().ticket().isOver()) {
                polls.release(burned.get());
                return;
            }
        } catch (IOException e) {
            LOG.warn("the sign-in of {} ends, because the disk refuses: {}", open.client(), e.getMessage());
        }
        tickets.close(open);
    }

    private SignInOutcome failed(Delivery delivery, Throwable fault) {
        var client = delivery.open().client();
        LOG.error("the sign-in of {} ended by a fault of ours", client, fault);
        tickets.close(delivery.open());
        return Outcomes.exchangeFailed(client, "an internal fault, see the log");
    }
}
