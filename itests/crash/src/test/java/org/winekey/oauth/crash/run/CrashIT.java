// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;

/** The quick form of every programme that has one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashIT {

    static Stream<Programme> programmes() {
        return Programmes.all().stream().filter(Programme::isQuick);
    }

    @ParameterizedTest
    @MethodSource("programmes")
    void programme_quickForm_losesNothingUnlessWeakened(Programme programme) throws Exception {
        assertThat(Main.run(programme, Scale.QUICK)).isTrue();
    }
}
