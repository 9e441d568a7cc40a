// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.secret.Secret;

class CodeVerifierTest {

    @Test
    @Tag("R-004")
    void challenge_ofAppendixB_isTheOneOfAppendixB() {
        var verifier = CodeVerifier.of(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

        assertThat(verifier.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    @Tag("R-003")
    void fresh_manyTimes_neverRepeatsAndIsLongEnough() {
        var random = new SecureRandom();
        Entropy entropy = count -> {
            var bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
        var seen = new HashSet<String>();

        for (var i = 0; i < 100_000; i++) {
            seen.add(CodeVerifier.fresh(entropy).secret().reveal());
        }

        assertThat(seen).hasSize(100_000).allMatch(text -> text.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    @Tag("R-003")
    void fresh_randomness_isUsedWhole() {
        var asked = new int[1];

        CodeVerifier.fresh(count -> {
            asked[0] = count;
            return new byte[count];
        });

        assertThat(asked[0]).isGreaterThanOrEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa+"
            })
    @Tag("R-003")
    void of_illegalText_isRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> CodeVerifier.of(Secret.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("aaa");
    }

    @Test
    @Tag("R-095")
    void toString_showsNothing() {
        assertThat(Samples.VERIFIER.toString()).doesNotContain("dBjft");
    }
}
