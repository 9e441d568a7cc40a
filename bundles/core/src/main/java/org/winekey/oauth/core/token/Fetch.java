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
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * One request with the client's own credentials (RFC 6749 section 4.4). Nothing is spent by it, so it needs no intent, may
 * be sent again after a lost answer, and does not wait for a disk that refuses.
 */
final class Fetch implements Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);

    /**
     * What to ask for.
     *
     * @param held the grant as it is known; null: none
     * @param stored the version that the store should have; older than the grant's while that is not durable; null: none
     * @param registration whose credentials are sent
     * @param freshId the id of a grant that does not go on with the one that is held
     * @param unknownSends sends in a row, before this one, whose outcome is unknown
     * @param byPerson whether a person asked for it
     */
    record Job(
            @Nullable Held held,
            @Nullable RecordVersion stored,
            Registration registration,
            String freshId,
            int unknownSends,
            boolean byPerson) {

        RecordVersion nextVersion() {
            var before = held;
            return before == null || !goesOn(before)
                    ? RecordVersion.after(before == null ? stored : before.version(), freshId)
                    : before.version().next();
        }

        boolean replacesConsent() {
            return held != null && held.grant().registration().grantType().needsPerson();
        }

        private boolean goesOn(Held before) {
            return before.grant().registration().identity().equals(registration.identity());
        }
    }

    private final Job job;
    private final GrantRecords records;
    private final Budget budget;
    private final Consumer<End> end;
    private final TokenCall call;
    private boolean abandoned;

    Fetch(Seams seams, Lane lane, GrantRecords records, Budget budget, Job job, Consumer<End> end) {
        this.job = job;
        this.records = records;
        this.budget = budget;
        this.end = end;
        this.call = new TokenCall(seams, lane, this::answered);
    }

    @Override
    public @Nullable Held about() {
        return job.held();
    }

    /** Whether what it brings takes the place of a person's grant. */
    boolean replacesConsent() {
        return job.replacesConsent();
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
        } catch (LockedException e) {
            end.accept(new NotSent(e));
            return;
        } catch (IOException e) {
            LOG.debug("Asked for a token although the store cannot be read now");
        }
        budget.spend(job.byPerson());
        call.send(() -> TokenRequest.clientCredentials(job.registration(), TokenCall.DEADLINE));
    }

    private void answered(Outcome outcome, Instant now, boolean clockDoubtful) {
        if (abandoned) {
            end.accept(new Overtaken());
            return;
        }
        var verdict = TokenVerdict.ofClientCredentials(
                outcome,
                now,
                clockDoubtful,
                whatWasSent(),
                job.registration().dialect().answers());
        if (verdict instanceof TokenVerdict.Success success) {
            fetched(success.response());
        } else if (verdict instanceof TokenVerdict.Failure failed) {
            end.accept(new Refused(failed, null, true, failed.kind() == Kind.UNKNOWN ? job.unknownSends() + 1 : 0));
        }
    }

    private Redaction whatWasSent() {
        return Redaction.NONE.and(job.registration().clientSecret());
    }

    private void fetched(TokenResponse response) {
        var born = call.bornNanos(response.expiresIn());
        var grant = Grants.fetched(job.registration(), response, call.wall(born));
        var next = Held.of(job.nextVersion(), grant);
        try {
            if (job.replacesConsent()) {
                records.setAside(job.stored());
            }
        } catch (IOException e) {
            // A consent is never overwritten without a copy; the token is dropped, since another can be had.
            end.accept(new NotSent(e));
            return;
        }
        end.accept(written(next, born));
    }

    private End written(Held next, long born) {
        try {
            records.replace(job.stored(), next);
            return new Renewed(next, born, true);
        } catch (StaleVersionException e) {
            LOG.info("A fetched token was dropped: the store has a newer grant");
            return new Overtaken();
        } catch (IOException e) {
            LOG.error("A fetched token cannot be made durable: {}", e.getClass().getSimpleName());
            return new Renewed(next, born, false);
        }
    }
}
