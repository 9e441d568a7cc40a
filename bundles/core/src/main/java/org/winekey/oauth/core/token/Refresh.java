// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * One refresh (RFC 6749 section 6): newest grant read, intent durable, request sent once, answer classified, new grant
 * durable. Every step runs in the lane of the client; while the request is out, the lane is free.
 */
final class Refresh {

    /** From the request to the last byte of the answer; those who wait have a shorter patience of their own. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);
    /** A clock that shows an earlier time is wrong: this program did not exist then. */
    private static final Instant NO_EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * What to refresh.
     *
     * @param held the grant as it is known
     * @param stored the version that the store should have; older than the grant's while that is not durable
     * @param registration the registration that the refresh token may be sent with
     * @param evenUnannounced send also when the intent cannot be made durable
     * @param byPerson whether a person asked for it
     */
    record Job(Held held, RecordVersion stored, Registration registration, boolean evenUnannounced, boolean byPerson) {}

    /** How it ended. */
    sealed interface End {}

    /** There is a new access token. */
    record Renewed(Held next, long bornNanos, boolean durable) implements End {}

    /** The store has another grant, or none, or cannot tell; what the answer carried is dropped. */
    record Overtaken() implements End {}

    /** The store refused before anything was sent. */
    record NotSent(IOException why) implements End {}

    /**
     * There is no new access token.
     *
     * @param verdict why
     * @param salvaged the grant with a refresh token out of an unusable answer
     * @param durable whether the salvaged grant is durable
     * @param unknownSends sends of this refresh token whose outcome is still unknown
     */
    record Refused(TokenVerdict.Failure verdict, @Nullable Held salvaged, boolean durable, int unknownSends)
            implements End {}

    private final Seams seams;
    private final Lane lane;
    private final GrantRecords records;
    private final Budget budget;
    private final Job job;
    private final Consumer<End> end;

    private @Nullable RefreshIntent intent;
    private Scheduler.@Nullable Cancellable guard;
    private Instant sentAt = Instant.EPOCH;
    private long sentNanos;
    private boolean abandoned;
    private boolean over;

    Refresh(Seams seams, Lane lane, GrantRecords records, Budget budget, Job job, Consumer<End> end) {
        this.seams = seams;
        this.lane = lane;
        this.records = records;
        this.budget = budget;
        this.job = job;
        this.end = end;
    }

    Job job() {
        return job;
    }

    /** Whatever is answered is dropped: a person said so. */
    void abandon() {
        abandoned = true;
    }

    void start() {
        try {
            if (!records.has(job.stored())) {
                finish(new Overtaken());
                return;
            }
            intent = records.announce(job.held(), seams.time().now(), budget.withOneMore(job.byPerson()));
        } catch (IOException e) {
            if (!job.evenUnannounced()) {
                finish(new NotSent(e));
                return;
            }
        }
        send();
    }

    private void send() {
        budget.spend(job.byPerson());
        sentAt = seams.time().now();
        sentNanos = seams.time().nanos();
        // Guards against a transport that never answers: the next refresh would wait for ever.
        guard = seams.scheduler().after(DEADLINE.plus(GRACE), () -> arrive(lost("no answer came")));
        try {
            var refreshToken = requireNonNull(job.held().grant().refreshToken());
            var call = TokenRequest.refresh(job.registration(), refreshToken, DEADLINE);
            var unused = seams.transport()
                    .send(call)
                    .whenComplete((outcome, error) -> arrive(error == null ? outcome : lost("the exchange broke off")));
        } catch (RuntimeException e) {
            arrive(lost("the exchange could not be started"));
        }
    }

    private static Outcome lost(String detail) {
        return new Failed(true, Fault.CUT, detail);
    }

    private void arrive(Outcome outcome) {
        lane.submit(() -> answered(outcome));
    }

    private void answered(Outcome outcome) {
        if (over) {
            return;
        }
        if (abandoned) {
            finish(new Overtaken());
            return;
        }
        var now = seams.time().now();
        var verdict = TokenVerdict.ofRefresh(outcome, now, now.isBefore(NO_EARLIER), whatWasSent());
        if (verdict instanceof TokenVerdict.Success success) {
            renewed(success.response());
        } else if (verdict instanceof TokenVerdict.Failure failed) {
            refused(failed);
        }
    }

    private Redaction whatWasSent() {
        var grant = job.held().grant();
        return Redaction.NONE
                .and(grant.refreshToken())
                .and(grant.accessToken())
                .and(job.registration().clientSecret());
    }

    private void renewed(TokenResponse response) {
        var born = bornNanos(response.expiresIn());
        var issuedAt = sentAt.plusNanos(born - sentNanos);
        var grant = Grants.refreshed(job.held().grant(), job.registration(), response, issuedAt);
        var next = job.held().renewed(grant);
        try {
            records.replace(job.stored(), next);
            finish(new Renewed(next, born, true));
        } catch (StaleVersionException e) {
            LOG.info("A refreshed token was dropped: the store has a newer grant");
            finish(new Overtaken());
        } catch (IOException e) {
            LOG.error(
                    "A refreshed token cannot be made durable: {}", e.getClass().getSimpleName());
            finish(new Renewed(next, born, false));
        }
    }

    // The token may be as old as the request. Guards against an endpoint slower than its tokens live: then every
    // token would be expired on arrival, so a slow answer takes at most a quarter of the life.
    private long bornNanos(@Nullable Duration expiresIn) {
        if (expiresIn == null) {
            return sentNanos;
        }
        var quarter = expiresIn.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofHours(6) : expiresIn.dividedBy(4);
        return Math.max(sentNanos - seams.time().nanos(), -quarter.toNanos())
                + seams.time().nanos();
    }

    private void refused(TokenVerdict.Failure verdict) {
        var salvaged = verdict.salvagedRefreshToken();
        if (salvaged != null) {
            salvage(verdict, job.held().salvaged(salvaged));
        } else if (verdict.kind() == TokenVerdict.Kind.DEAD && overtaken()) {
            finish(new Overtaken());
        } else {
            finish(new Refused(verdict, null, true, unknownSends(verdict)));
        }
    }

    private void salvage(TokenVerdict.Failure verdict, Held next) {
        try {
            records.replace(job.stored(), next);
            finish(new Refused(verdict, next, true, 0));
        } catch (StaleVersionException e) {
            finish(new Overtaken());
        } catch (IOException e) {
            LOG.error("A refresh token cannot be made durable: {}", e.getClass().getSimpleName());
            finish(new Refused(verdict, next, false, 0));
        }
    }

    private boolean overtaken() {
        try {
            return !records.has(job.stored());
        } catch (IOException e) {
            return false;
        }
    }

    private int unknownSends(TokenVerdict.Failure verdict) {
        var sent = intent;
        if (sent == null) {
            return 0;
        }
        if (Troubles.outcomeUnknown(verdict.kind())) {
            return sent.sends();
        }
        try {
            return records.settle(sent).sends();
        } catch (IOException e) {
            return sent.oneSendLess().sends();
        }
    }

    private void finish(End how) {
        over = true;
        if (guard != null) {
            guard.cancel();
        }
        end.accept(how);
    }
}
