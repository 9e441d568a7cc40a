// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

    @Test
    void plain_printableAscii_staysAndEachRunOfOthersIsOneMark() {
        assertThat(ForeignText.plain("! a~b", 40)).isEqualTo("! a~b");
        assertThat(ForeignText.plain("a\u001f\n\"b\\\u007fc", 40)).isEqualTo("a?b?c");
        assertThat(ForeignText.isLegal(" ~")).isTrue();
        assertThat(ForeignText.isLegal("\u007f")).isFalse();
        assertThat(ForeignText.isLegal("\u001f")).isFalse();
    }

    @Test
    void plain_longText_isCutAfterTheMost() {
        var forty = "0123456789".repeat(4);

        assertThat(ForeignText.plain(forty, 40)).isEqualTo(forty);
        assertThat(ForeignText.plain(forty + "0", 40))
                .hasSize(40)
                .startsWith(forty.substring(0, 30))
                .isNotEqualTo(forty);
    }
}
