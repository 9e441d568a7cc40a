// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    @Tag("R-028")
    void value_ofEveryMarkupCharacter_isEscaped() {
        assertThat(Html.of("<p>{}</p>", "& < > \" '")).hasToString("<p>&amp; &lt; &gt; &quot; &#39;</p>");
    }

    @Test
    @Tag("R-028")
    void value_inAnAttribute_cannotLeaveIt() {
        assertThat(Html.of("<a title=\"{}\">", "\" onclick='x()")).hasToString("<a title=\"&quot; onclick=&#39;x()\">");
    }

    @Test
    @Tag("R-028")
    void value_withControlAndDirectionMarks_losesThem() {
        assertThat(Html.of("{}", "a\u001b[31mb\u0000c\u202Ed\u2066e\r\nf\u200Bg\uD800h"))
                .hasToString("a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFDe\uFFFD\nf\uFFFDg\uFFFDh");
    }

    @Test
    void value_beyondTheBasicPlane_staysWhole() {
        assertThat(Html.of("{}", "\uD83C\uDF77 \u00e4")).hasToString("\uD83C\uDF77 \u00e4");
    }

    @Test
    void html_inAHole_isNotEscapedAgain() {
        var inner = Html.of("<b>{}</b>", "<");

        assertThat(Html.of("<p>{}{}</p>", inner, Html.join(List.of(inner, inner))))
                .hasToString("<p><b>&lt;</b><b>&lt;</b><b>&lt;</b></p>");
    }

    @Test
    void value_thatLooksLikeAHole_fillsNothing() {
        assertThat(Html.of("{} {}", "{}", "b")).hasToString("{} b");
    }

    @Test
    void holes_otherThanValues_areRefused() {
        assertThatThrownBy(() -> Html.of("{}{}", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.of("{}", "a", "b")).isInstanceOf(IllegalArgumentException.class);
    }
}
