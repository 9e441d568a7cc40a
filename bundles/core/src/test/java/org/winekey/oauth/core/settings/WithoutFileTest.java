// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.profile.Profiles;

class WithoutFileTest {

    private static List<String> notices(Map<String, Object> more) {
        var raw = Samples.good();
        raw.putAll(more);
        var book = new ClientBook(Samples.FILES, new Profiles());
        book.put("org.winekey.oauth.client~spotify", Samples.dictionary(raw), false);
        return book.settings("spotify", null).orElseThrow().card().notices();
    }

    @Test
    void notices_ofAConfigurationInNoFile_tellThatACleanStartWipesIt() {
        assertThat(notices(Map.of("service.factoryPid", "org.winekey.oauth.client")))
                .anyMatch(notice -> notice.startsWith("not-in-a-file: ")
                        && notice.contains("etc/org.winekey.oauth.client-spotify.cfg"));
    }

    @Test
    void notices_ofAFileOrOfNoConfigurationAtAll_tellNothing() {
        var file = Map.<String, Object>of(
                "service.factoryPid",
                "org.winekey.oauth.client",
                "felix.fileinstall.filename",
                "file:/etc/org.winekey.oauth.client-spotify.cfg");

        assertThat(notices(file)).noneMatch(notice -> notice.startsWith("not-in-a-file"));
        assertThat(notices(Map.of())).noneMatch(notice -> notice.startsWith("not-in-a-file"));
    }
}
