// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.secret.Secret;

/**
 * Trades the code for tokens, once (RFC 6749 section 4.1.3), and makes them the client's grant. The exchange goes on when
 * nobody waits for it any more. Thread-safe.
 */
public final class Exchange {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Consent consent;
    private final HttpTransport transport;
    private final Scheduler scheduler;
    private final Time time;
    private final Supplier<Duration> patience;

    /**
     * An exchange that stores through this consent.
     *
     * @param patience how long the bringer of an answer waits, asked for at each exchange
     */
    public Exchange(
            Consent consent, HttpTransport transport, Scheduler scheduler, Time time, Supplier<Duration> patience) {
        this.consent = consent;
        this.transport = transport;
        this.scheduler = scheduler;
        this.time = time;
        this.patience = patience;
    }

    SignInOutcome run(Tickets.Open claimed, Registration registration, Secret code, Tickets tickets) {
        var ticket = claimed.ticket();
        var verifier = requireNonNull(ticket.trip()).verifier();
        var call = TokenRequest.exchange(registration, code, verifier, ticket.redirectUri(), DEADLINE);
        var sent = Redaction.NONE.and(code).and(verifier.secret()).and(registration.clientSecret());
        var outcome = transport
                .send(call)
                .thenApplyAsync(answer -> TokenVerdict.ofExchange(answer, time.now(), sent), scheduler::execute)
                .thenApply(verdict -> settle(claimed, registration, verdict, tickets))
                .exceptionally(fault -> failed(claimed, fault, tickets));
        return scheduler.await(outcome, patience.get()).orElseGet(() -> Outcomes.stillWaiting(claimed.client()));
    }

    private static SignInOutcome failed(Tickets.Open claimed, Throwable fault, Tickets tickets) {
        LOG.error("the sign-in of {} ended by a fault of ours", claimed.client(), fault);
        tickets.close(claimed);
        return Outcomes.exchangeFailed(claimed.client(), "an internal fault, see the log");
    }

    private SignInOutcome settle(
            Tickets.Open claimed, Registration registration, TokenVerdict verdict, Tickets tickets) {
        try {
            return verdict instanceof TokenVerdict.Success success
                    ? store(claimed, registration, success.response(), tickets)
                    : Outcomes.exchangeFailed(claimed.client(), ((TokenVerdict.Failure) verdict).text());
        } finally {
            tickets.close(claimed);
        }
    }

    private SignInOutcome store(
            Tickets.Open claimed, Registration registration, TokenResponse response, Tickets tickets) {
        try {
            var grant = Grants.granted(registration, response, time.now());
            return consent.give(claimed.client(), grant, () -> tickets.isCurrent(claimed))
                    ? Outcomes.done(claimed.client())
                    : Outcomes.noSuchSignIn(claimed.client());
        } catch (IOException e) {
            LOG.error("tokens of {} came but could not be stored: {}", claimed.client(), e.getMessage());
            return Outcomes.notStored(claimed.client(), String.valueOf(e.getMessage()));
        }
    }
}
