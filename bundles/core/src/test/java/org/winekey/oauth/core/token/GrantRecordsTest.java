// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.token.House.CLIENT;
import static org.winekey.oauth.core.token.House.GRANT_ID;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/** The records of a client by themselves. */
final class GrantRecordsTest {

    private static final RecordVersion ELSE = RecordVersion.after(null, "00000000000000000000000000000002");

    private final House house = new House();
    private final GrantRecords records = new GrantRecords(house.vault, CLIENT);
    private Held held;

    @BeforeEach
    void signedIn() throws IOException {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        held = records.read().orElseThrow();
    }

    private void alsoHas(RecordKind kind) throws IOException {
        house.vault.write(CLIENT, kind, null, RecordVersion.after(null, GRANT_ID), "kept".getBytes(UTF_8));
    }

    private List<RecordKind> kept() {
        return List.of(RecordKind.values()).stream()
                .filter(kind -> house.entry(kind).isPresent())
                .toList();
    }

    private Held next(String accessToken) {
        return held.renewed(House.withTokens(held.grant(), accessToken, "refresh-0"));
    }

    @Test
    void remove_secretsOfTheSettings_stayAlone() throws IOException {
        alsoHas(RecordKind.SECRETS);
        alsoHas(RecordKind.SET_ASIDE);
        records.announce(held, house.time.now(), 0);

        records.remove();

        assertThat(kept()).containsExactly(RecordKind.SECRETS);
    }

    @Test
    void remove_thisVersion_takesWhatWasKeptOfItToo() throws IOException {
        alsoHas(RecordKind.SECRETS);
        alsoHas(RecordKind.SET_ASIDE);
        records.announce(held, house.time.now(), 0);

        records.remove(held.version());

        assertThat(kept()).containsExactly(RecordKind.SECRETS);
    }

    @Test
    void remove_olderVersion_leavesEverything() throws IOException {
        alsoHas(RecordKind.SET_ASIDE);

        assertThatThrownBy(() -> records.remove(ELSE)).isInstanceOf(StaleVersionException.class);

        assertThat(kept()).containsExactly(RecordKind.GRANT, RecordKind.SET_ASIDE);
    }

    @Test
    void replace_triedAgainAfterItReachedTheDisk_isDone() throws IOException {
        records.replace(held.version(), next("access-1"));

        assertThatCode(() -> records.replace(held.version(), next("access-1"))).doesNotThrowAnyException();
    }

    @Test
    void replace_sameVersionOfAnother_isStale() throws IOException {
        records.replace(held.version(), next("access-1"));

        assertThatThrownBy(() -> records.replace(held.version(), next("access-2")))
                .isInstanceOf(StaleVersionException.class);
        assertThat(records.read().orElseThrow().grant().accessToken()).isEqualTo(Secret.of("access-1"));
    }

    @Test
    void replace_otherVersionWithTheSameTokens_isStale() throws IOException {
        records.replace(held.version(), next("access-1"));
        var later = new Held(next("access-1").version().next(), next("access-1").grant(), held.granted());

        assertThatThrownBy(() -> records.replace(held.version(), later)).isInstanceOf(StaleVersionException.class);
    }

    @Test
    void replace_nothingLeft_isStale() throws IOException {
        records.remove();

        assertThatThrownBy(() -> records.replace(held.version(), next("access-1")))
                .isInstanceOf(StaleVersionException.class);
        assertThat(kept()).isEmpty();
    }
}
