// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** The bucket by itself: how much fits, how fast it leaks, what of it outlives a run. */
final class BudgetTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final House house = new House();
    private final GrantRecords records = new GrantRecords(house.vault, House.CLIENT);
    private final Budget budget = paced(records, HOUR);

    private Budget paced(GrantRecords where, Duration lifetime) {
        var paced = new Budget(where, house.time);
        paced.pace(lifetime, null);
        return paced;
    }

    private int fit(Budget bucket, boolean needy) {
        var sent = 0;
        while (sent < 1000 && bucket.closedUntil(needy, null) == null) {
            bucket.spend(false);
            sent++;
        }
        return sent;
    }

    private Budget nextRun(long spent, Instant at) throws Exception {
        house.vault.write(
                House.CLIENT,
                RecordKind.INTENT,
                null,
                new RecordVersion(House.GRANT_ID, 1),
                new RefreshIntent(
                                new RecordVersion(House.GRANT_ID, 1),
                                Secret.of("x").fingerprint(),
                                at,
                                0,
                                spent)
                        .encode());
        return paced(new GrantRecords(house.vault, House.CLIENT), HOUR);
    }

    @Test
    void empty_takesTwentyAndKeepsFourOfThemForTheNeedy() {
        assertThat(fit(budget, false)).isEqualTo(16);
        assertThat(fit(budget, true)).isEqualTo(4);
    }

    @Test
    void full_letsOneThroughEachMinute() {
        fit(budget, true);

        var opens = budget.closedUntil(true, null);

        assertThat(opens).isNotNull();
        assertThat(Duration.ofNanos(opens - house.time.nanos()))
                .isBetween(Duration.ofSeconds(56), Duration.ofSeconds(60));
        house.pass(Duration.ofNanos(opens - house.time.nanos()));
        assertThat(fit(budget, true)).isEqualTo(1);
    }

    @Test
    void fullButForTheReserve_opensWhenTheTokenEnds() {
        fit(budget, false);

        var end = house.time.nanos() + Duration.ofSeconds(7).toNanos();

        assertThat(budget.closedUntil(false, end)).isEqualTo(end);
    }

    @Test
    void full_opensWhenOneFitsThoughTheTokenEndsBefore() {
        fit(budget, true);

        var end = house.time.nanos() + 1;

        assertThat(budget.closedUntil(false, end)).isEqualTo(budget.closedUntil(true, null));
    }

    @Test
    void shortLivedTokens_leakFaster() {
        budget.pace(Duration.ofSeconds(4), null);
        fit(budget, true);
        house.pass(Duration.ofMinutes(1));

        var inAMinute = 0;
        for (var second = 0; second < 60; second++) {
            inAMinute += fit(budget, true);
            house.pass(Duration.ofSeconds(1));
        }

        assertThat(inAMinute).isBetween(46, 70);
    }

    @Test
    void person_isCountedButNeverInTheReserve() {
        for (var click = 0; click < 100; click++) {
            budget.spend(true);
        }

        assertThat(fit(budget, true)).isEqualTo(4);
        budget.spend(true);
        assertThat(budget.withOneMore(true)).isEqualTo(20_000);
    }

    @Test
    void nextRun_goesOnWhereTheLastOneWas() throws Exception {
        var next = nextRun(19_000, house.time.now().minusSeconds(60));

        assertThat(fit(next, true)).isEqualTo(2);
    }

    @Test
    void nextRun_longAgo_isEmpty() throws Exception {
        assertThat(fit(nextRun(20_000, Instant.EPOCH), true)).isEqualTo(20);
    }

    @Test
    void nextRun_stampedInTheFuture_countsAsJustSent() throws Exception {
        var next = nextRun(20_000, Instant.parse("2082-01-01T00:00:00Z"));

        assertThat(fit(next, true)).isZero();
        house.pass(Duration.ofSeconds(61));
        assertThat(fit(next, true)).isEqualTo(1);
    }

    @Test
    void nextRun_absurdLevel_isAFullBucketAndNoMore() throws Exception {
        var next = nextRun(Long.MAX_VALUE, house.time.now());

        house.pass(Duration.ofMinutes(20));

        assertThat(fit(next, true)).isEqualTo(20);
    }

    @Test
    void storeCannotBeRead_isAskedAgain() throws Exception {
        var next = nextRun(20_000, house.time.now());
        house.store.readsFail(new IOException("away"));
        assertThat(next.closedUntil(true, null)).isNull();

        house.store.readsFail(null);

        assertThat(next.closedUntil(true, null)).isNotNull();
    }

    @Test
    void intentOfAnEarlierVersion_isAnEmptyBucket() throws Exception {
        var old = "{\"grant_id\":\"00000000000000000000000000000001\",\"generation\":1,\"fingerprint\":\"f\","
                + "\"at\":\"2026-03-01T12:00:00Z\",\"sends\":1}";

        var intent = RefreshIntent.decode(old.getBytes(UTF_8));

        assertThat(intent.spent()).isZero();
        assertThat(intent.sends()).isEqualTo(1);
    }
}
