// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.admin.AdminException;

/** The whole house when a file comes without its settings. */
class CompositionEmptiedFileTest extends ComposedHouse {
    private static final Map<String, Object> EMPTY =
            Map.of("service.pid", PID, "felix.fileinstall.filename", "file:/etc/org.winekey.oauth.client-spotify.cfg");

    private void come(Map<String, Object> settings) {
        configAdmin.kept.put(PID, settings);
        deliver(PID, settings);
    }

    private static Map<String, Object> file(Map<String, Object> settings) {
        var file = new HashMap<>(settings);
        file.putAll(EMPTY);
        return file;
    }

    private Code code() {
        return client("org.example.lamp").status().code();
    }

    @BeforeEach
    void signedIn() {
        startWithSpotify();
        come(file(good()));
        signIn();
    }

    @Test
    void file_emptiedWhileItIsWritten_getsItsSettingsBack() {
        come(EMPTY);
        assertThat(code()).isEqualTo(Code.AUTHORIZED);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).isEqualTo(file(good()));
        assertThat(code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void file_thatComesWithOtherSettingsAfterAll_keepsThem() {
        come(EMPTY);
        come(file(goodWith("client_id", "id-2")));

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-2");
    }

    @Test
    void change_whileTheFileIsEmptied_isRefusedSoThatNothingIsLost() {
        come(EMPTY);

        assertThatThrownBy(() -> admin().set("spotify", "scope", "more"))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("try again in a few seconds");

        scheduler.pass(EmptiedFiles.PATIENCE);
        admin().set("spotify", "scope", "more");
        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-1").containsEntry("scope", "more");
    }

    @Test
    void change_ofWhichNothingIsLeftWhenItIsDelivered_isNotUndone() {
        configAdmin.kept.put(PID, EMPTY);
        deliver(PID, file(goodWith("client_id", "id-2")));
        deliver(PID, EMPTY);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).isEqualTo(EMPTY);
    }

    @Test
    void file_deleted_isNotPutBack() {
        come(EMPTY);
        configAdmin.kept.remove(PID);
        delete(PID);

        scheduler.pass(EmptiedFiles.PATIENCE.plus(Duration.ofSeconds(5)));

        assertThat(configAdmin.kept).isEmpty();
    }

    @Test
    void file_madeAnewWithoutAKey_isNotThatOfBefore() {
        configAdmin.kept.remove(PID);
        delete(PID);
        come(EMPTY);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).isEqualTo(EMPTY);
    }

    @Test
    void configuration_ofNoFile_mayBeEmptied() {
        come(good());
        come(Map.of("service.pid", PID));

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(code()).isEqualTo(Code.MISCONFIGURED);
    }
}
