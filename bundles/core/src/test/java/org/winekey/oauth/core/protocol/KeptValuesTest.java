// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptValuesTest {

    @Test
    void of_parametersOfAnAnswer_keepsThoseThatAreNamedAndComeOnce() {
        var kept = new AnswerStyle.Kept(List.of(), List.of("realmId", "twice", "odd", "absent"));
        var answers = new AnswerStyle(
                AnswerStyle.Tokens.PLAIN, AnswerStyle.Refusals.PLAIN, AnswerStyle.Lifetimes.PLAIN, kept);
        var registration = Samples.speaking(Dialect.PLAIN.with(answers), Samples.registration());
        var parameters = Map.of(
                "realmId", List.of("4620816365"),
                "twice", List.of("a", "a"),
                "odd", List.of("a\nb"),
                "code", List.of("secret"));

        assertThat(KeptValues.of(parameters, registration)).containsOnly(entry("realmId", "4620816365"));
    }

    @Test
    void isKeepable_shortPrintableText_only() {
        for (var text : List.of("a", "a b", "~", "x".repeat(256))) {
            assertThat(KeptValues.isKeepable(text)).as(text).isTrue();
        }
        for (var text : List.of("", " ", " a", "a ", "a\tb", "\u00e9", "x".repeat(257))) {
            assertThat(KeptValues.isKeepable(text)).as(text).isFalse();
        }
        assertThat(KeptValues.isKeepable(null)).isFalse();
    }

    @Test
    void merged_sameName_takesTheNewValue() {
        assertThat(KeptValues.merged(Map.of("a", "1", "b", "1"), Map.of("b", "2")))
                .containsOnly(entry("a", "1"), entry("b", "2"));
    }
}
