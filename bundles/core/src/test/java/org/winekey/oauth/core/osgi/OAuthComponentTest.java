// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import org.winekey.oauth.OAuthService;

@Timeout(30)
class OAuthComponentTest {

    @TempDir
    Path home;

    @Test
    void component_upChangedAndDown_leavesNoServiceAndNoThread() {
        var framework = new FakeFramework();
        framework.register(ConfigurationAdmin.class.getName(), new FakeConfigAdmin().service, Map.of());
        framework.frameworkProperties.put("karaf.base", home.toString());
        framework.frameworkProperties.put("karaf.etc", home.toString());

        var component = new OAuthComponent(framework.context, Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> framework.service(OAuthService.class).isPresent());
        component.modified(Map.of("token_timeout", "20"));
        component.deactivate();

        assertThat(framework.entries).hasSize(1);
        assertThat(framework.listeners).isEmpty();
        await().atMost(Duration.ofSeconds(10)).until(OAuthComponentTest::noThreadOfOurs);
    }

    private static boolean noThreadOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("winekey"));
    }
}
