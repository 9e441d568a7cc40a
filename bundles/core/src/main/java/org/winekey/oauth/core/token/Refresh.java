// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
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
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * One refresh (RFC 6749 section 6): newest grant read, intent durable, request sent once, answer classified, new grant
 * durable. Every step runs in the lane of the client; while the request is out, the lane is free.
 */
final class Refresh implements Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);

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

    private final Seams seams;
    private final GrantRecords records;
    private final Budget budget;
    private final Job job;
    private final Consumer<End> end;
    private final TokenCall call;

    private @Nullable RefreshIntent intent;
    private boolean abandoned;

    Refresh(Seams seams, Lane lane, GrantRecords records, Budget budget, Job job, Consumer<End> end) {
        this.seams = seams;
        this.records = records;
        this.budget = budget;
        this.job = job;
        this.end = end;
        this.call = new TokenCall(seams, lane, this::answered);
    }

    @Override
    public Held about() {
        return job.held();
    }

    @Override
    public void abandon() {
        abandoned = true;
    }

    @Override
    public void start() {
        try {
            if (!records.has(job.stored())) {
                end.accept(new Overtaken());
                return;
            }
            intent = records.announce(job.held(), seams.time().now(), budget.withOneMore(job.byPerson()));
        } catch (IOException e) {
            if (!job.evenUnannounced()) {
                end.accept(new NotSent(e));
                return;
            }
        }
        budget.spend(job.byPerson());
        call.send(() -> TokenRequest.refresh(job.registration(), job.held().grant(), TokenCall.DEADLINE));
    }

    private void answered(Outcome outcome, Instant now, boolean clockDoubtful) {
        if (abandoned) {
            end.accept(new Overtaken());
            return;
        }
        var verdict = TokenVerdict.ofRefresh(
                outcome,
                now,
                clockDoubtful,
                whatWasSent(),
                job.registration().dialect().answers());
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
        var born = call.bornNanos(response.expiresIn());
        var grant = Grants.refreshed(job.held().grant(), job.registration(), response, call.wall(born));
        var next = job.held().renewed(grant);
        try {
            records.replace(job.stored(), next);
            end.accept(new Renewed(next, born, true));
        } catch (StaleVersionException e) {
            LOG.info("A refreshed token was dropped: the store has a newer grant");
            end.accept(new Overtaken());
        } catch (IOException e) {
            LOG.error(
                    "A refreshed token cannot be made durable: {}", e.getClass().getSimpleName());
            end.accept(new Renewed(next, born, false));
        }
    }

    private void refused(TokenVerdict.Failure verdict) {
        var salvaged = verdict.salvagedRefreshToken();
        if (salvaged != null) {
            salvage(verdict, job.held().salvaged(salvaged));
        } else if (verdict.kind() == TokenVerdict.Kind.DEAD && overtaken()) {
            end.accept(new Overtaken());
        } else {
            end.accept(new Refused(verdict, null, true, unknownSends(verdict)));
        }
    }

    private void salvage(TokenVerdict.Failure verdict, Held next) {
        try {
            records.replace(job.stored(), next);
            end.accept(new Refused(verdict, next, true, 0));
        } catch (StaleVersionException e) {
            end.accept(new Overtaken());
        } catch (IOException e) {
            LOG.error("A refresh token cannot be made durable: {}", e.getClass().getSimpleName());
            end.accept(new Refused(verdict, next, false, 0));
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
        var unknown = Troubles.outcomeUnknown(verdict.kind());
        var sent = intent;
        if (sent == null) {
            // Nobody counts what the disk does not: it counts as the last one, so that the next one has to wait.
            return unknown ? Agenda.MOST_SENDS : 0;
        }
        if (unknown) {
            return sent.sends();
        }
        try {
            return records.settle(sent).sends();
        } catch (IOException e) {
            return sent.oneSendLess().sends();
        }
    }
}
