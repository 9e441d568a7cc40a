// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.AuthorizationRequest;
import org.winekey.oauth.core.protocol.AuthorizationResponse;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.vault.Vault;

/**
 * Sign-ins from the one-time link to the answer (RFC 6749 section 4.1, RFC 7636). Who starts finishes: the browser that
 * used the link and holds its cookie, or the user who pastes at the face where it was started. Thread-safe.
 */
public final class SignIns {

    private static final int SECRET_BYTES = 32;

    private final Tickets tickets;
    private final Registrations registrations;
    private final Landing landing;
    private final Time time;
    private final Entropy entropy;

    /** The sign-ins of one vault; {@link #restore} comes first. */
    public SignIns(Vault vault, Registrations registrations, Exchange exchange, Time time, Entropy entropy) {
        this.tickets = new Tickets(vault, time, entropy);
        this.registrations = registrations;
        this.landing = new Landing(tickets, registrations, exchange);
        this.time = time;
        this.entropy = entropy;
    }

    /** Takes over the sign-ins that a restart interrupted. */
    public void restore() throws IOException {
        tickets.restore();
    }

    /** Starts a sign-in, see {@link org.winekey.oauth.admin.OAuthAdmin#begin}. */
    public SignInLink begin(String client, URI base, Starter starter) {
        var registration = registrations.require(client);
        var redirectUri = requireNonNull(registration.redirectUri(), "redirectUri");
        var nonce = entropy.token(SECRET_BYTES);
        var ticket = new Ticket(
                registration.identity(),
                redirectUri,
                starter,
                time.now(),
                0,
                Ticket.Stage.OFFERED,
                Secret.of(nonce).fingerprint(),
                null);
        var issued = stored(() -> tickets.issue(client, ticket));
        var link = base.resolve("/oauth/go/" + nonce);
        return new SignInLink(link, link, ways(redirectUri), tickets.expiresAt(issued));
    }

    /** What the link's page tells, see {@link org.winekey.oauth.admin.OAuthAdmin#offer}. */
    public Optional<SignInOffer> offer(String nonce, Set<String> bindings) {
        return offered(nonce)
                .flatMap(open -> present(open).map(registration -> {
                    var ticket = open.ticket();
                    return new SignInOffer(
                            open.client(),
                            registration.endpoints().forBrowsers().getHost(),
                            registration.scopes(),
                            ticket.starter(),
                            ticket.startedAt(),
                            ways(ticket.redirectUri()),
                            tickets.expiresAt(open));
                }));
    }

    /** Lets a browser leave, see {@link org.winekey.oauth.admin.OAuthAdmin#depart}. */
    public Optional<Departure> depart(String nonce, Door door, Set<String> bindings) {
        return offered(nonce).flatMap(open -> present(open).flatMap(registration -> depart(open, registration)));
    }

    private Optional<Departure> depart(Tickets.Open open, Registration registration) {
        var state = Secret.of(entropy.token(SECRET_BYTES));
        var binding = entropy.token(SECRET_BYTES);
        var verifier = CodeVerifier.fresh(entropy);
        var request = AuthorizationRequest.uri(registration, state, verifier);
        var trip = new Ticket.Trip(state.fingerprint(), Secret.of(binding).fingerprint(), verifier);
        return stored(() -> tickets.advance(open, open.ticket().departed(trip)))
                .map(departed -> new Departure(departed.client(), request, binding));
    }

    /** Takes an answer from the callback, see {@link org.winekey.oauth.admin.OAuthAdmin#arrive}. */
    public SignInOutcome arrive(Arrival arrival) {
        return landing.land(
                arrival.client(),
                arrival.parameters(),
                trip -> arrival.bindings().stream()
                        .anyMatch(binding -> Secret.sameFingerprint(trip.bindingHash(), Secret.of(binding))));
    }

    /** The open sign-in of a client, see {@link org.winekey.oauth.admin.OAuthAdmin#openSignIn}. */
    public Optional<OpenSignIn> open(String client, Starter viewer) {
        return tickets.of(client)
                .map(open -> new OpenSignIn(
                        client,
                        open.ticket().starter(),
                        open.ticket().startedAt(),
                        tickets.expiresAt(open),
                        Set.of(Door.CALLBACK),
                        Optional.empty()));
    }

    private static List<Way> ways(String redirectUri) {
        return List.of(new Way(Door.CALLBACK, redirectUri));
    }

    /** Takes a pasted answer, see {@link org.winekey.oauth.admin.OAuthAdmin#complete}. */
    public SignInOutcome complete(String address, Starter starter) {
        return AuthorizationResponse.ofAddress(address)
                .flatMap(pasted -> tickets.all().stream()
                        .filter(open -> pasted.answers(open.ticket().redirectUri()))
                        .map(open -> landing.land(
                                open.client(),
                                pasted.parameters(),
                                trip -> open.ticket().starter().equals(starter)))
                        .reduce((one, other) -> one.kind() == Kind.NO_SUCH_SIGN_IN ? other : one))
                .orElseGet(() -> Outcomes.noSuchSignIn(""));
    }

    /** Ends any open sign-in of this client; tokens that arrive for it later are dropped. */
    public void cancel(String client) {
        tickets.cancel(client);
    }

    private Optional<Tickets.Open> offered(String nonce) {
        return tickets.all().stream()
                .filter(open -> open.ticket().isOfferedAs(nonce))
                .findFirst();
    }

    /** The registration the ticket was made for, if the settings still say the same. */
    private Optional<Registration> present(Tickets.Open open) {
        return landing.present(open);
    }

    private static <T> T stored(Write<T> write) {
        try {
            return write.run();
        } catch (IOException e) {
            throw new AdminException(
                    Problem.UNAVAILABLE, "the sign-in cannot be stored, so it was not started: " + e.getMessage());
        }
    }

    private interface Write<T> {
        T run() throws IOException;
    }
}
