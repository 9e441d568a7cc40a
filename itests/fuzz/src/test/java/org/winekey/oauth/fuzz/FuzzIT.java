// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form: some seconds for each target. {@code itests/fuzz/run} has the long ones. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FuzzIT {

    private static final Duration SHORT = Duration.ofSeconds(Long.getLong("fuzz.seconds", 8));

    @ParameterizedTest
    @EnumSource(Target.class)
    void target_shortForm_findsNothing(Target target) throws Exception {
        var outcome = new Session(target, SHORT, Path.of("").toAbsolutePath()).run();

        assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
    }
}
