// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.House.HOUR;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;

/** Timers that never ring: the heartbeat finds what is overdue. */
@Timeout(20)
final class KeeperOverdueTest {

    /** A heartbeat and what is tolerated before it. */
    private static final Duration FOUND = Heartbeat.PERIOD.plusSeconds(3);

    private final House house = new House();
    private final Keepers keepers = new Keepers(
            house.vault, house.provider, house.time, new LosingTimers(house.scheduler), new SimulatedEntropy(11));

    private Keeper keeper(Grant grant) {
        house.signedIn(grant);
        keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));
        house.scheduler.settle();
        return keepers.keeper(House.CLIENT);
    }

    @Test
    @Tag("R-072")
    void refreshIsOverdue_isSentOnceAllTheSame() {
        keeper(house.grant(Duration.ZERO, HOUR));

        house.pass(Duration.ofMinutes(54).plus(FOUND));

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void endOfTheTokenIsOverdue_isNotHandedOutLongerThanThat() {
        var keeper = keeper(House.withoutRefreshToken(house.grant(Duration.ZERO, HOUR)));

        house.pass(HOUR.minusSeconds(2));
        assertThat(keeper.usable()).isNotNull();
        house.pass(FOUND.plusSeconds(2));

        assertThat(keeper.usable()).isNull();
    }

    @Test
    void diskIsOverdueToBeTriedAgain_theTokenIsWrittenAllTheSame() {
        var keeper = keeper(house.grant(Duration.ZERO, HOUR));
        house.store.writesFail(kind -> kind == RecordKind.GRANT);
        keeper.refreshNow();
        house.store.writesFail(kind -> false);

        house.pass(FOUND.plusSeconds(1));

        assertThat(house.stored().orElseThrow().refreshToken()).isEqualTo(Secret.of("refresh-1"));
    }

    @Test
    void turnAtTheHostIsOverdue_isTakenAllTheSame() {
        var keeper = keeper(house.grant(Duration.ZERO, HOUR));
        keeper.refreshNow();
        keeper.refreshNow();
        keeper.rejected(keeper.token().orElseThrow());
        house.scheduler.settle();
        assertThat(keepers.waiting()).isEqualTo(1);

        house.pass(FOUND);

        assertThat(keepers.waiting()).isZero();
        assertThat(house.posts()).isEqualTo(3);
    }

    @Test
    void nothingIsOverdue_theHeartbeatChangesNoPlan() {
        var keeper = keeper(house.grant(Duration.ZERO, HOUR));
        var planned = keeper.report().nextRefreshAt();

        house.pass(Duration.ofMinutes(30));

        assertThat(keeper.report().nextRefreshAt()).isEqualTo(planned);
        assertThat(house.posts()).isZero();
    }

    /** Loses every timer but that of the heartbeat; what is due at once is run. */
    private record LosingTimers(Scheduler sound) implements Scheduler {
        @Override
        public void execute(Runnable task) {
            sound.execute(task);
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            return delay.isZero() || delay.equals(Heartbeat.PERIOD) ? sound.after(delay, task) : () -> {};
        }

        @Override
        public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
            return sound.await(future, atMost);
        }
    }
}
