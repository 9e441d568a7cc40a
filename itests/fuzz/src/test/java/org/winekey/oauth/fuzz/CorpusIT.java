// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input of the committed corpora, without the fuzzer: what was found once stays found. */
@Timeout(120)
class CorpusIT {

    private static final int FEWEST = 15;

    @ParameterizedTest
    @EnumSource(Target.class)
    @Tag("R-053")
    @Tag("R-060")
    @Tag("R-085")
    void target_everyCommittedInput_keepsEveryClaim(Target target) throws IOException {
        var inputs = inputs(Path.of("corpus", target.toString()));

        assertThat(inputs)
                .hasSizeGreaterThanOrEqualTo(FEWEST)
                .allSatisfy(input -> assertThatCode(() -> target.one(Files.readAllBytes(input)))
                        .doesNotThrowAnyException());
    }

    private static List<Path> inputs(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
