// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.OwnerCredentials;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.protocol.TokenVerdict.Failure;

/**
 * Signs in with what a person typed, where a provider has nothing else (RFC 6749 section 4.3). It is sent once, whatever comes
 * back, and kept nowhere: some providers lock the account after a few wrong tries. Thread-safe.
 */
final class PasswordDoor {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(PasswordDoor.class);

    private final Tickets tickets;
    private final Registrations registrations;
    private final Reception reception;
    private final SecondExchange second;
    private final TicketOffice office;
    private final Means means;

    PasswordDoor(Polling.Rooms rooms, TicketOffice office) {
        this.tickets = rooms.tickets();
        this.registrations = rooms.registrations();
        this.reception = rooms.reception();
        this.second = rooms.second();
        this.office = office;
        this.means = rooms.means();
    }

    SignInOutcome open(String client, OwnerCredentials typed, Starter starter) {
        var registration = registrations.require(client);
        if (registration.grantType() != GrantType.PASSWORD) {
            throw new AdminException("grant_types", "is not password: this client signs in at the provider");
        }
        if (!typed.isWhole()) {
            return Outcomes.malformed(client, "user name and password are both needed");
        }
        try {
            // A sign-in like any other: whoever forgets the client meanwhile ends it, and its tokens are dropped.
            var open = office.issue(client, registration, starter, null).open();
            var patience = means.patience().get();
            return means.scheduler()
                    .await(send(open, registration, typed), patience)
                    .orElseGet(() -> Outcomes.stillWaiting(client));
        } catch (IOException e) {
            throw new AdminException(
                    Problem.UNAVAILABLE, "the sign-in cannot be stored, so nothing was sent: " + e.getMessage());
        }
    }

    private CompletableFuture<SignInOutcome> send(
            Tickets.Open open, Registration registration, OwnerCredentials typed) {
        var call = TokenRequest.password(registration, typed, DEADLINE);
        var sent = Redaction.NONE.and(typed.user()).and(typed.password()).and(registration.clientSecret());
        var style = registration.dialect().answers();
        return means.transport()
                .send(call)
                .thenApplyAsync(
                        answer -> TokenVerdict.ofExchange(answer, means.time().now(), sent, style),
                        means.scheduler()::execute)
                .thenCompose(verdict -> verdict instanceof TokenVerdict.Success success
                        ? second.after(registration, success.response())
                        : CompletableFuture.completedFuture(verdict))
                .thenCompose(verdict -> settle(open, registration, verdict))
                .exceptionally(fault -> failed(open, fault));
    }

    private CompletableFuture<SignInOutcome> settle(
            Tickets.Open open, Registration registration, TokenVerdict verdict) {
        if (verdict instanceof TokenVerdict.Success success) {
            var starter = open.ticket().starter();
            var finisher = new Finisher(starter.user() + " (" + starter.face() + ")", null);
            return reception.receive(open, Door.PASSWORD, registration, success.response(), finisher);
        }
        tickets.close(open);
        return CompletableFuture.completedFuture(Outcomes.passwordNotTaken(open.client(), (Failure) verdict));
    }

    private SignInOutcome failed(Tickets.Open open, Throwable fault) {
        LOG.error("the sign-in of {} ended by a fault of ours", open.client(), fault);
        tickets.close(open);
        return Outcomes.exchangeFailed(open.client(), "an internal fault, see the log");
    }
}
