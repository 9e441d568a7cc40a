// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Styles and their parts, whichever is needed first. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StyleOrderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RequestStyle",
                "RequestStyle$Authorization",
                "RequestStyle$Token",
                "RequestStyle$Refresh",
                "AnswerStyle",
                "AnswerStyle$Tokens",
                "AnswerStyle$Refusals",
                "AnswerStyle$Lifetimes"
            })
    void style_neededFirst_isMade(String name) throws Exception {
        var classes = RequestStyle.class.getProtectionDomain().getCodeSource().getLocation();

        try (var fresh = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            assertThatCode(() -> Class.forName("org.winekey.oauth.core.protocol." + name, true, fresh))
                    .doesNotThrowAnyException();
        }
    }
}
