// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ParametersTest {

    @Test
    @Tag("R-019")
    void names_thatRepeat_keepEveryValueInOrder() {
        assertThat(Parameters.parse("code=a&state=s&code=b&code=").orElseThrow().values())
                .isEqualTo(Map.of("code", List.of("a", "b", ""), "state", List.of("s")));
    }

    @Test
    void text_inEachEncoding_isDecoded() {
        assertThat(Parameters.parse("a=1+2%2B%C3%A4%00&%62=%26%3D&c&&=d")
                        .orElseThrow()
                        .values())
                .isEqualTo(
                        Map.of("a", List.of("1 2+\u00e4\0"), "b", List.of("&="), "c", List.of(""), "", List.of("d")));
    }

    @Test
    void text_absentOrEmpty_hasNoParameters() {
        assertThat(Parameters.parse(null).orElseThrow().values()).isEmpty();
        assertThat(Parameters.parse("").orElseThrow().values()).isEmpty();
    }

    @Test
    void percent_withoutTwoDigits_isRefused() {
        assertThat(Parameters.parse("a=%")).isEmpty();
        assertThat(Parameters.parse("a=%zz")).isEmpty();
        assertThat(Parameters.parse("%4=a")).isEmpty();
        assertThat(Parameters.parse("a=%-1")).isEmpty();
        assertThat(Parameters.parse("a=%+1")).isEmpty();
        assertThat(Parameters.parse("a=%\uFF11\uFF11")).isEmpty();
    }

    @Test
    void parameters_beyondTheBound_areRefused() {
        assertThat(Parameters.parse("a&".repeat(63) + "a")).isPresent();
        assertThat(Parameters.parse("a&".repeat(64) + "a")).isEmpty();
    }

    @Test
    void toString_showsNoValue() {
        assertThat(Parameters.parse("code=CANARY").orElseThrow().toString()).doesNotContain("CANARY");
    }
}
