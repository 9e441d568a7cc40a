// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.core.seam.WholeFile;
import org.winekey.oauth.core.settings.ClientNames;

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

    /** Karaf's folder is there, so that something can be kept beside its files. */
    private Path etc() throws IOException {
        return Files.createDirectories(home.resolve("etc"));
    }

    /** The bundle is stopped, and started again with what Config Admin has by then. */
    private void restartWith(Map<String, Object> settings) {
        house.close();
        if (settings.isEmpty()) {
            configAdmin.kept.remove(PID);
        } else {
            configAdmin.kept.put(PID, settings);
        }
        start(Map.of());
        if (!settings.isEmpty()) {
            deliver(PID, settings);
        }
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
    void change_ofWhichNothingIsLeftWhenItIsDelivered_leavesWhatWasThereBefore() {
        configAdmin.kept.put(PID, EMPTY);
        deliver(PID, file(goodWith("client_id", "id-2")));
        deliver(PID, EMPTY);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).isEqualTo(file(good()));
    }

    @Test
    void change_whoseFileIsReadWhileItIsWritten_isNotLost() throws IOException {
        etc();
        configAdmin.whenUpdated = pid -> configAdmin.kept.put(pid, EMPTY);
        admin().set("spotify", "scope", "more");
        configAdmin.whenUpdated = pid -> {};
        assertThat(etc().resolve(LastSettings.FILE)).content().contains("more", "id-1");

        deliver(PID, EMPTY);
        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).containsEntry("scope", "more").containsEntry("client_id", "id-1");
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

    @Test
    void file_emptiedWhileTheBundleIsStopped_getsItsSettingsBack() throws IOException {
        etc();
        var before = file(goodWith("consumers", new String[] {"org.example.lamp", "org.example.fan"}));
        come(before);
        restartWith(EMPTY);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).usingRecursiveComparison().isEqualTo(before);
        deliver(PID, configAdmin.kept.get(PID));
        assertThat(code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void change_isKeptBeforeItIsDelivered() throws IOException {
        etc();
        admin().set("spotify", "scope", "more");
        restartWith(EMPTY);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).containsEntry("scope", "more").containsEntry("client_id", "id-1");
    }

    @Test
    void settings_changedWhileTheBundleIsStopped_stay() throws IOException {
        etc();
        come(file(goodWith("client_id", "id-2")));
        restartWith(file(goodWith("client_id", "id-3")));

        scheduler.pass(EmptiedFiles.PATIENCE);
        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-3");

        restartWith(EMPTY);
        scheduler.pass(EmptiedFiles.PATIENCE);
        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-3");
    }

    @Test
    void settings_ofAFileThatIsGone_areNotKept() throws IOException {
        var kept = etc().resolve(LastSettings.FILE);
        come(file(goodWith("client_id", "id-2")));
        assertThat(kept).content().contains("id-2");
        assertThat(Files.getPosixFilePermissions(kept)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        restartWith(Map.of());

        assertThat(kept).content().doesNotContain("id-2");
    }

    @Test
    void settings_ofAFileThatIsDeleted_areNotKept() throws IOException {
        var kept = etc().resolve(LastSettings.FILE);
        come(file(goodWith("client_id", "id-2")));

        configAdmin.kept.remove(PID);
        delete(PID);

        assertThat(kept).content().doesNotContain("id-2");
    }

    @Test
    void settings_thatCannotBeKept_countAllTheSame() throws IOException {
        var obstacle = Files.createDirectories(
                etc().resolve(LastSettings.FILE + WholeFile.NEW).resolve("in the way"));
        come(file(goodWith("client_id", "id-2")));
        assertThat(admin().explain("spotify").toString()).contains("id-2");

        come(EMPTY);
        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-2");

        Files.delete(obstacle);
        come(file(goodWith("client_id", "id-2")));
        assertThat(etc().resolve(LastSettings.FILE)).content().contains("id-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{}", "{\"format\": 2, \"settings\": {}}", "{\"format\": 1, \"settings\": {\"pid\": 1}}"
            })
    void copy_thatCannotBeRead_isWrittenAnew(String content) throws IOException {
        var kept = etc().resolve(LastSettings.FILE);
        Files.writeString(kept, content);
        restartWith(file(good()));

        assertThat(code()).isEqualTo(Code.AUTHORIZED);
        assertThat(kept).content().contains("id-1");
    }

    @Test
    void doors_openAfterTheSettingsAreBack() throws IOException {
        etc();
        come(file(good()));
        restartWith(EMPTY);
        assertThat(framework.service(OAuthService.class)).isEmpty();

        scheduler.pass(EmptiedFiles.PATIENCE);
        deliver(PID, configAdmin.kept.get(PID));

        assertThat(code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void file_thatCannotBePutBack_leavesTheClientAsItWas_untilItCanBe() throws IOException {
        var kept = etc().resolve(LastSettings.FILE);
        come(file(goodWith("client_id", "id-2")));
        configAdmin.readOnly.add(PID);
        come(EMPTY);
        scheduler.pass(EmptiedFiles.PATIENCE);
        assertThat(code()).isEqualTo(Code.AUTHORIZED);
        assertThatThrownBy(() -> admin().set("spotify", "scope", "more")).isInstanceOf(AdminException.class);
        assertThat(kept).content().contains("id-2");

        configAdmin.readOnly.clear();
        scheduler.pass(EmptiedFiles.AGAIN);

        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-2");
        assertThat(code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void file_thatCannotBePutBackAtTheStart_holdsNoDoor_andComesBackLater() throws IOException {
        etc();
        come(file(goodWith("client_id", "id-2")));
        configAdmin.readOnly.add(PID);
        restartWith(EMPTY);
        scheduler.pass(EmptiedFiles.PATIENCE);
        assertThat(code()).isEqualTo(Code.MISCONFIGURED);

        configAdmin.readOnly.clear();
        scheduler.pass(EmptiedFiles.AGAIN);
        deliver(PID, configAdmin.kept.get(PID));

        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-2");
        assertThat(code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void file_thatCannotBePutBack_deletedOrWritten_isLeftAlone() throws IOException {
        etc();
        come(file(good()));
        configAdmin.readOnly.add(PID);
        come(EMPTY);
        scheduler.pass(EmptiedFiles.PATIENCE);
        configAdmin.readOnly.clear();

        come(file(goodWith("client_id", "id-3")));
        scheduler.pass(EmptiedFiles.AGAIN);

        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-3");
    }

    @Test
    void textTooLongToBeReadAgain_costsTheOtherClientsNothing() throws IOException {
        etc();
        come(file(goodWith("client_id", "id-2")));
        var other = file(goodWith("scope", "s".repeat(40_000)));
        configAdmin.kept.put(PID + "2", other);
        deliver(PID + "2", other);
        restartWith(EMPTY);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).containsEntry("client_id", "id-2");
    }

    @Test
    void file_thatMovedMeanwhile_staysWhereItIs() throws IOException {
        etc();
        come(file(good()));
        var moved = new HashMap<>(EMPTY);
        moved.put(ClientNames.FILE, "file:/new/etc/org.winekey.oauth.client-spotify.cfg");
        restartWith(moved);

        scheduler.pass(EmptiedFiles.PATIENCE);

        assertThat(configAdmin.kept.get(PID)).containsAllEntriesOf(moved).containsAllEntriesOf(good());
    }

    @Test
    void change_thatTakesTheLastKey_countsAtOnce_andLeavesNoCopy() throws IOException {
        var one = file(Map.of("enabled", "false"));
        etc();
        come(one);
        assertThat(code()).isEqualTo(Code.DISABLED);
        configAdmin.whenUpdated = pid -> deliver(pid, configAdmin.kept.get(pid));

        admin().set("spotify", "enabled", null);

        assertThat(code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(etc().resolve(LastSettings.FILE)).content().doesNotContain("enabled");
    }

    @Test
    void change_thatIsRefused_leavesTheCopy() throws IOException {
        etc();
        come(file(Map.of("client_id", "id-2")));
        configAdmin.whenUpdated = pid -> {
            configAdmin.kept.put(pid, file(Map.of("client_id", "id-2")));
            throw new IllegalStateException("refused");
        };

        assertThatThrownBy(() -> admin().set("spotify", "client_id", null)).isInstanceOf(AdminException.class);

        assertThat(etc().resolve(LastSettings.FILE)).content().contains("id-2");
    }
}
