// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.secret.Secret;

class GrantTest {
    private static final Instant END = Instant.parse("2026-11-29T12:00:00Z");

    private static Grant until(@Nullable Instant end) {
        return new Grant(
                Samples.registration(),
                Secret.of("a1"),
                Secret.of("r1"),
                Set.of(),
                END.minusSeconds(60),
                end,
                END,
                0,
                null);
    }

    @Test
    void knownEnd_isTheExpiry_unlessThatOnlyMakesTheTokenOld() {
        assertThat(until(END).knownEnd()).isEqualTo(END);
        assertThat(until(null).knownEnd()).isNull();
        assertThat(until(Instant.EPOCH).knownEnd()).isNull();
    }
}
