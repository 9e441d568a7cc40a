// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The short form: a minute for each target, two at a time, each time with the same seed and from the same corpus, so that
 * builds differ only in how far a machine gets. What nobody thought of yet is found by the long ones,
 * {@code itests/fuzz/run}, each with another seed.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class FuzzIT {

    private static final Duration SHORT = Duration.ofSeconds(Long.getLong("fuzz.seconds", 60));
    private static final int SEED = Integer.getInteger("fuzz.seed", 8252);

    @ParameterizedTest
    @EnumSource(Target.class)
    void target_shortForm_findsNothing(Target target) throws Exception {
        var outcome = new Session(target, SHORT, SEED, Path.of("").toAbsolutePath()).run();

        assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
    }
}
