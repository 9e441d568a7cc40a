// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SealingsTest {

    private final Sealings sealings = new Sealings();

    private void begin(String keyId) throws IOException {
        assertThat(sealings.begin(() -> keyId)).isEqualTo(keyId);
    }

    @Test
    void only_noWriteWithAnotherKey_isDoneAtOnce() throws IOException {
        assertThat(sealings.only("new")).isCompletedWithValue(true);
        begin("new");
        assertThat(sealings.only("new")).isCompletedWithValue(true);
    }

    @Test
    void only_writesWithAnotherKey_isDoneWhenTheLastOfThemEnds() throws IOException {
        begin("old");
        begin("old");
        begin("new");
        var done = sealings.only("new");
        var other = sealings.only("old");

        sealings.end("old");
        assertThat(done).isNotDone();
        sealings.end("old");
        assertThat(done).isCompletedWithValue(true);
        assertThat(other).isNotDone();
        sealings.end("new");

        assertThat(other).isCompletedWithValue(true);
        assertThat(sealings.only("old")).isCompletedWithValue(true);
    }
}
