// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;

/** What happens to a client while its refresh waits for its turn at the provider's host. */
@Timeout(20)
final class KeeperTurnTest {

    private static final String HOST = "as.example";
    private static final String LATE = "late";

    private final Street street = new Street();

    /** A client with a stale token that waits for its turn, since a person refreshes another one all the time. */
    private Keeper late() {
        street.client("busy", HOST, Duration.ZERO).client(LATE, HOST, Duration.ofMinutes(57));
        for (var wish = 0; wish < 1_000 && street.keepers.waiting() == 0; wish++) {
            street.keepers.keeper("busy").refreshNow();
        }
        assertThat(street.keepers.waiting()).isEqualTo(1);
        return street.keepers.keeper(LATE);
    }

    private int sent() {
        return (int) street.order().stream().filter(LATE::equals).count();
    }

    @Test
    @Tag("R-064")
    void turnComes_isSentOnce() {
        var late = late();
        assertThat(sent()).isZero();

        street.pass(Duration.ofMinutes(1));

        assertThat(sent()).isEqualTo(1);
        assertThat(late.token().orElseThrow().value()).isEqualTo("new-late");
    }

    @Test
    @Tag("R-064")
    void personWantsIt_isSentInTheSameMomentAndNotAgain() {
        var late = late();
        var before = street.house.time.nanos();

        assertThat(late.refreshNow().code()).isEqualTo(Code.AUTHORIZED);

        assertThat(street.sent.get(street.sent.size() - 1)).isEqualTo(new Street.Sent(before, HOST, LATE));
        street.pass(Duration.ofMinutes(1));
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void disabled_personWantsItAllTheSame_isSentByItselfOnceItIsEnabled() {
        var late = late();
        street.keepers.configure(LATE, new ClientTerms.Disabled());

        assertThat(late.refreshNow().code()).isEqualTo(Code.DISABLED);
        street.pass(Duration.ofSeconds(10));
        assertThat(sent()).isZero();
        street.keepers.configure(LATE, new ClientTerms.Ready(street.registration(LATE, HOST)));
        street.pass(Duration.ofSeconds(2));

        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void clientsOfOneHost_takeTurnsWhateverTheEndpoint() {
        var longAgo = Duration.ofHours(2);
        street.client("one", HOST, longAgo).client("two", HOST + "/b", longAgo).client("three", HOST + "/c", longAgo);
        street.client("elsewhere", "elsewhere.example", longAgo);

        for (var name : List.of("one", "two", "three", "elsewhere")) {
            street.ask(name);
        }

        assertThat(street.order()).containsExactly("one", "two", "elsewhere");
        assertThat(street.keepers.waiting()).isEqualTo(1);
        street.pass(Turnstile.STEP);
        assertThat(street.order()).endsWith("three");
    }

    @Test
    void closed_isNotSentAndTheCloseDoesNotWait() {
        late();
        var before = street.house.time.nanos();

        street.keepers.close();

        assertThat(street.house.time.nanos()).isEqualTo(before);
        street.pass(Duration.ofMinutes(5));
        assertThat(sent()).isZero();
    }
}
