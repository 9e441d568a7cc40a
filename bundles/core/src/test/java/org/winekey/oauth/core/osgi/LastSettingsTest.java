// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.core.seam.DiskStoreIo;

/** The copy of the settings by itself. */
class LastSettingsTest {

    @TempDir
    Path etc;

    private LastSettings settings() {
        var settings = new LastSettings(new DiskStoreIo(), etc);
        settings.load();
        return settings;
    }

    @Test
    void put_whileSettingsStillCome_isWrittenWithTheOthersOnce() throws IOException {
        var settings = settings();
        settings.put("one", Map.of("client_id", "id-1"));
        settings.put("two", Map.of("client_id", "id-2"));
        assertThat(etc.resolve(LastSettings.FILE)).doesNotExist();

        settings.allHaveCome(Optional.of(Set.of("two")));
        assertThat(etc.resolve(LastSettings.FILE)).content().contains("id-2").doesNotContain("id-1");

        settings.put("two", Map.of("client_id", "id-3"));
        assertThat(etc.resolve(LastSettings.FILE)).content().contains("id-3");
    }

    @Test
    void allHaveCome_nobodyKnowsWhich_keepsAll() throws IOException {
        var settings = settings();
        settings.put("one", Map.of("client_id", "id-1"));
        settings.allHaveCome(Optional.empty());

        assertThat(settings().of("one")).contains(Map.of("client_id", "id-1"));
        assertThat(Files.list(etc)).hasSize(1);
    }
}
