// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.util.Optional;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.DeviceAuthorization;
import org.winekey.oauth.core.protocol.DeviceRequest;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;

/** Opens device doors (RFC 8628 section 3.1), each on a ticket, so that it ends with it. Thread-safe. */
final class DeviceDoor {

    private static final String ENDPOINT = "device_authorization_endpoint";

    private final Tickets tickets;
    private final Registrations registrations;
    private final Polls polls;
    private final TicketOffice office;
    private final OptionalScopes scopes;
    private final Means means;

    DeviceDoor(
            Tickets tickets,
            Registrations registrations,
            Polls polls,
            TicketOffice office,
            OptionalScopes scopes,
            Means means) {
        this.tickets = tickets;
        this.registrations = registrations;
        this.polls = polls;
        this.office = office;
        this.scopes = scopes;
        this.means = means;
    }

    DeviceCode open(String client, Starter starter) {
        var registration = registrations.require(client);
        if (registration.endpoints().deviceAuthorization() == null) {
            throw new AdminException(ENDPOINT, "is not set: this client has no device door");
        }
        tickets.requireNoneClaimed(client);
        // Guards against two codes of one client: an older one is given up before there is another.
        giveUp(client);
        var poll = poll(registration, scopes.asking(registration));
        try {
            var open = ticket(client, registration, starter, poll);
            polls.start(open);
            return shown(open).orElseThrow(DeviceDoor::tooLate);
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    /** What the device door of a sign-in shows (empty: it is shut). */
    Optional<DeviceCode> shown(Tickets.Open open) {
        var poll = open.ticket().poll();
        var left = polls.left(open);
        return poll == null || left.isZero()
                ? Optional.empty()
                : Optional.of(new DeviceCode(
                        poll.codes().userCode(),
                        poll.codes().verificationUri(),
                        Optional.ofNullable(poll.codes().verificationUriComplete()),
                        means.time().now().plus(left)));
    }

    private void giveUp(String client) {
        try {
            for (var open : tickets.of(client).stream().toList()) {
                var unused = tickets.change(
                        open,
                        ticket -> Optional.ofNullable(ticket.poll())
                                .filter(poll -> !ticket.isClaimed())
                                .map(poll -> ticket.polling(null)));
            }
            // Guards the polling of a sign-in whose code has come back meanwhile.
            tickets.requireNoneClaimed(client);
            polls.end(client);
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private Poll poll(Registration registration, Registration asking) {
        var verifier = CodeVerifier.fresh(means.entropy());
        var patience = means.patience().get();
        var call = DeviceRequest.authorization(asking, verifier, patience);
        var sent = Redaction.NONE.and(registration.clientSecret());
        var style = registration.dialect().answers();
        var answer = means.scheduler()
                .await(means.transport().send(call), patience)
                .map(outcome -> DeviceAuthorization.of(outcome, means.time().now(), sent, style))
                .orElseGet(() -> new DeviceAuthorization.Refused("the provider did not answer in time"));
        if (answer instanceof DeviceAuthorization.Opened opened) {
            return new Poll(opened.authorization(), verifier);
        }
        var refused = (DeviceAuthorization.Refused) answer;
        if (scopes.refused(registration, refused.error())) {
            return poll(registration, registration);
        }
        throw new AdminException(Problem.UNAVAILABLE, "the device door did not open: " + refused.text());
    }

    /** On the open sign-in if it is this starter's and no answer is on the way, else on a new one. */
    private Tickets.Open ticket(String client, Registration registration, Starter starter, Poll poll)
            throws IOException {
        var known = tickets.of(client)
                .filter(open -> open.ticket().starter().equals(starter))
                .filter(open -> open.ticket().registration().equals(registration.identity()));
        if (known.isPresent()) {
            var changed = tickets.change(
                    known.get(), ticket -> ticket.isClaimed() ? Optional.empty() : Optional.of(ticket.polling(poll)));
            if (changed.isPresent()) {
                return changed.get();
            }
        }
        return office.issue(client, registration, starter, poll).open();
    }

    private static AdminException notStored(IOException e) {
        return new AdminException(
                Problem.UNAVAILABLE, "the sign-in cannot be stored, so it was not started: " + e.getMessage());
    }

    private static AdminException tooLate() {
        return new AdminException(
                Problem.UNAVAILABLE, "the code that the provider gave has expired already; try again");
    }
}
