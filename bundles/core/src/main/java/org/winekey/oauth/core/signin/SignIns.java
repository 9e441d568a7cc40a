// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.AuthorizationResponse;
import org.winekey.oauth.core.protocol.OwnerCredentials;
import org.winekey.oauth.core.vault.Vault;

/**
 * Sign-ins through every door, from the start to the durable grant (RFC 6749 section 4.1, RFC 7636, RFC 8628). Who starts
 * finishes: the browser that used the link and holds its cookie, or the user who pastes at the face where it was started;
 * what others bring waits for an administrator. Thread-safe.
 */
public final class SignIns implements Closeable {

    private static final String GO = "/oauth/go/";

    private final Tickets tickets;
    private final TicketOffice office;
    private final Departures departures;
    private final Landing landing;
    private final Polls polls;
    private final DeviceDoor device;
    private final PasswordDoor password;
    private final WaitingRoom waiting;
    private final Registrations registrations;

    /** The sign-ins of one vault; {@link #restore} comes first. */
    public SignIns(Vault vault, Registrations registrations, Means means, News news) {
        var consent = new Consent(vault);
        this.registrations = registrations;
        this.tickets = new Tickets(vault, means.time(), means.entropy());
        this.office = new TicketOffice(tickets, registrations, means);
        this.waiting = new WaitingRoom(vault, consent, registrations, means.entropy(), news);
        var reception = new Reception(vault, tickets, consent, waiting, means);
        var scopes = new OptionalScopes();
        var rooms =
                new Polling.Rooms(tickets, registrations, reception, new SecondExchange(means), scopes, means, news);
        this.polls = new Polls(rooms);
        this.departures = new Departures(tickets, registrations, scopes, means);
        this.landing = new Landing(rooms, new Exchange(rooms, polls));
        this.device = new DeviceDoor(tickets, registrations, polls, office, scopes, means);
        this.password = new PasswordDoor(rooms, office);
    }

    /** Takes over the sign-ins that a restart interrupted, and polls on. */
    public void restore() throws IOException {
        tickets.restore();
        tickets.all().forEach(polls::start);
    }

    /** Stops polling. */
    @Override
    public void close() {
        polls.close();
    }

    /** Starts a sign-in, see {@link org.winekey.oauth.admin.OAuthAdmin#begin}. */
    public SignInLink begin(String client, URI base, Starter starter) {
        var registration = registrations.require(client);
        if (registration.endpoints().authorization() == null) {
            throw new AdminException("authorization_endpoint", "is not set: use the device door of this client");
        }
        registrations.requireWay(client, registration);
        try {
            var issued = office.issue(client, registration, starter, null);
            polls.endAbandoned(client);
            return link(base, issued);
        } catch (IOException e) {
            throw new AdminException(
                    Problem.UNAVAILABLE, "the sign-in cannot be stored, so it was not started: " + e.getMessage());
        }
    }

    private SignInLink link(URI base, TicketOffice.Issued issued) {
        return new SignInLink(
                base.resolve(GO + issued.own()),
                base.resolve(GO + issued.elsewhere()),
                issued.open().ticket().ways(),
                tickets.expiresAt(issued.open()));
    }

    /** What the link's page tells, see {@link org.winekey.oauth.admin.OAuthAdmin#offer}. */
    public Optional<SignInOffer> offer(String nonce, Set<String> bindings) {
        return departures.offer(nonce, bindings);
    }

    /**
     * Lets a browser leave, see {@link org.winekey.oauth.admin.OAuthAdmin#depart}.
     *
     * @param base where browsers reach this controller; null: not known
     */
    public Optional<Departure> depart(String nonce, Door door, Set<String> bindings, @Nullable URI base) {
        return departures.depart(nonce, door, bindings, base);
    }

    /** Opens the device door, see {@link org.winekey.oauth.admin.OAuthAdmin#device}. */
    public DeviceCode device(String client, Starter starter) {
        return device.open(client, starter);
    }

    /** Signs in with user name and password, see {@link org.winekey.oauth.admin.OAuthAdmin#signIn}. */
    public SignInOutcome signIn(String client, OwnerCredentials typed, Starter starter) {
        return password.open(client, typed, starter);
    }

    /**
     * The open sign-in of a client, see {@link org.winekey.oauth.admin.OAuthAdmin#openSignIn}.
     *
     * @param base where browsers reach this controller; null: not known
     */
    public Optional<OpenSignIn> open(String client, Starter viewer, @Nullable URI base) {
        return tickets.of(client).map(open -> {
            var ticket = open.ticket();
            boolean own = ticket.starter().equals(viewer);
            return new OpenSignIn(
                    client,
                    ticket.starter(),
                    ticket.startedAt(),
                    tickets.expiresAt(open),
                    ticket.doors(),
                    own ? links(open, base) : Optional.empty(),
                    own ? device.shown(open) : Optional.empty());
        });
    }

    private Optional<SignInLink> links(Tickets.Open open, @Nullable URI base) {
        return base == null || open.ticket().ways().isEmpty()
                ? Optional.empty()
                : office.issued(open).map(issued -> link(base, issued));
    }

    /** Takes an answer from the callback, see {@link org.winekey.oauth.admin.OAuthAdmin#arrive}. */
    public SignInOutcome arrive(Arrival arrival) {
        return landing.arrive(arrival);
    }

    /** Takes a pasted answer, see {@link org.winekey.oauth.admin.OAuthAdmin#complete}. */
    public SignInOutcome complete(String address, Starter starter) {
        return AuthorizationResponse.ofAddress(address)
                .map(pasted -> landing.complete(pasted, starter))
                .orElseGet(() -> Outcomes.noSuchSignIn(""));
    }

    /** The grants that wait for acceptance, see {@link org.winekey.oauth.admin.OAuthAdmin#pending}. */
    public List<PendingGrant> pending() throws IOException {
        return waiting.shown();
    }

    /** The grant of a client that waits for acceptance. */
    public Optional<PendingGrant> pending(String client) throws IOException {
        return waiting.shown(client);
    }

    /** See {@link org.winekey.oauth.admin.OAuthAdmin#accept}. */
    public SignInOutcome accept(String client, String id) throws IOException {
        return waiting.accept(client, id);
    }

    /** See {@link org.winekey.oauth.admin.OAuthAdmin#decline}. */
    public void decline(String client, String id) throws IOException {
        waiting.decline(client, id);
    }

    /** Ends any open sign-in of this client; tokens that arrive for it later are dropped. */
    public void cancel(String client) {
        tickets.cancel(client);
        polls.endAbandoned(client);
    }
}
