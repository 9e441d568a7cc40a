// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.settings.ServiceSettings;
import org.winekey.oauth.core.store.FileTokenStore;

/** The whole house and its disk: store, copies, backups. */
class CompositionStoreTest extends ComposedHouse {

    @Test
    void restart_onAnotherMachine_keepsTheTokenAndRefreshesNothingUntilReleased() throws IOException {
        var machine = signedInAndMoved();
        startWithSpotify(machine);

        assertThat(admin().refresh("spotify").code()).isEqualTo(Code.QUARANTINED);
        assertThat(service("org.example.lamp").client("spotify").token()).isInstanceOf(TokenResult.Granted.class);
        assertThat(condition()).isPresent();
        assertThat(storeNotices()).singleElement().asString().contains("oauth:release clone-");
        assertThat(exchanges).hasValue(1);

        var batch = admin().quarantine().get(0);
        assertThat(batch.clients()).containsExactly("spotify");
        assertThat(admin().release(batch.name())).containsOnlyKeys("spotify");
        scheduler.settle();
        assertThat(storeNotices()).as("without a restart").isEmpty();
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(exchanges).hasValue(2);
        assertThat(admin().quarantine()).isEmpty();
        assertThatThrownBy(() -> admin().release(batch.name()))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_SUCH_BATCH));
    }

    @Test
    void restart_onAnotherMachineWithoutTheKey_isLockedUntilItIsBack() throws IOException {
        var machine = signedInAndMoved();
        var key = home.resolve("etc/org.winekey.oauth.key");
        Files.move(key, home.resolve("elsewhere"));

        startWithSpotify(machine);
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        assertThat(report().status().reason()).contains(key.toString());

        Files.move(home.resolve("elsewhere"), key);
        scheduler.pass(Duration.ofSeconds(15));
        assertThat(report().status().code()).isEqualTo(Code.QUARANTINED);
        assertThat(exchanges).hasValue(1);
    }

    @Test
    void machineFile_missing_isNamedAndBlocksNothing() {
        startWithSpotify(Map.of("machine_file", home.resolve("nowhere").toString()));
        signIn();

        assertThat(storeNotices()).singleElement().asString().contains("machine_file");
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    @Tag("R-097")
    void keyFile_othersCanRead_isANoticeOfEveryClientUntilMended() throws IOException {
        startWithSpotify();
        assertThat(storeNotices()).isEmpty();
        house.close();
        var key = home.resolve("etc/org.winekey.oauth.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        startWithSpotify();

        assertThat(storeNotices())
                .singleElement()
                .asString()
                .startsWith("store: Others can read the key file")
                .contains("chmod 600");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(storeNotices()).as("without a restart").isEmpty();
    }

    @Test
    void tokenFile_damaged_isANoticeUntilForgotten() throws IOException {
        startWithSpotify();
        signIn();
        house.close();
        Files.write(home.resolve("oauth/spotify.slots"), new byte[1000]);

        startWithSpotify();
        assertThat(storeNotices()).singleElement().asString().startsWith("store: The token file of client spotify");

        admin().forget("spotify");
        assertThat(storeNotices()).isEmpty();
    }

    @Test
    void store_noPlace_isLockedWithTheKeyAndHealsBySettings() {
        framework.frameworkProperties.clear();
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");

        assertThat(client.status().code()).isEqualTo(Code.LOCKED);
        assertThat(client.status().key()).contains("store_directory");
        assertThat(client.token()).isInstanceOf(TokenResult.Unavailable.class);
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);

        house.settings(ServiceSettings.of(Map.of(
                "store_directory",
                home.resolve("store").toString(),
                "key_file",
                home.resolve("key").toString())));
        scheduler.settle();

        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    void store_leftAndTakenUpAgainBeforeItsRetry_staysOpen() throws Exception {
        startWithSpotify(Map.of());
        var elsewhere = Map.of(
                "store_directory",
                home.resolve("store").toString(),
                "key_file",
                home.resolve("key").toString());
        house.settings(ServiceSettings.of(elsewhere));
        scheduler.settle();
        try (var held = FileTokenStore.open(new DiskStoreIo(), home.resolve("oauth"), new SimulatedEntropy(2))) {
            assertThat(held.id()).isNotEmpty();
            house.settings(ServiceSettings.of(Map.of()));
            scheduler.settle();
            assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        }
        house.settings(ServiceSettings.of(elsewhere));
        scheduler.settle();
        house.settings(ServiceSettings.of(Map.of()));

        scheduler.pass(Duration.ofMinutes(1));

        assertThat(report().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    void store_heldByAnother_isLockedAndOpensWhenLetGo() throws Exception {
        try (var held = FileTokenStore.open(new DiskStoreIo(), home.resolve("oauth"), new SimulatedEntropy(2))) {
            startWithSpotify();
            assertThat(held.id()).isNotEmpty();
            assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        }

        scheduler.pass(Duration.ofSeconds(15));

        assertThat(report().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    void storeDirectory_changed_opensTheOtherStoreLive() {
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");
        signIn();

        house.settings(ServiceSettings.of(Map.of(
                "store_directory",
                home.resolve("other").toString(),
                "key_file",
                home.resolve("other.key").toString())));
        scheduler.settle();
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(condition()).isEmpty();

        house.settings(ServiceSettings.of(Map.of()));
        scheduler.settle();
        assertThat(client.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(condition()).isPresent();
    }

    @Test
    void forget_heldGrant_asksForASignInAgain() {
        startWithSpotify();
        signIn();

        admin().forget("spotify");
        scheduler.settle();

        assertThat(client("org.example.lamp").token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(condition()).isEmpty();
        assertThatThrownBy(() -> admin().refresh("spotify"))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_GRANT));
        assertThatThrownBy(() -> admin().forget("nobody"))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_SUCH_CLIENT));
    }

    @Test
    @Tag("R-096")
    void backup_forgottenClientAndSettingsLost_bothComeBack() throws IOException {
        startWithSpotify();
        signIn();
        var file = home.resolve("winekey.backup");
        var passphrase = PASSPHRASE.toCharArray();

        var report = admin().backup(file, passphrase);
        admin().forget("spotify");
        configAdmin.kept.clear();
        var plan = admin().planRestore(file, PASSPHRASE.toCharArray(), false);
        var done = admin().restore(file, PASSPHRASE.toCharArray(), plan);
        scheduler.settle();

        assertThat(passphrase).containsOnly('\0');
        assertThat(report.grants()).containsExactly("spotify");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("at-1", "rt-1", "s3cr3t");
        assertThat(done.hasFailures()).isFalse();
        assertThat(token()).isEqualTo("at-1");
        assertThat(configAdmin.kept.get(PID)).isEqualTo(good());
    }

    @Test
    void backup_refused_saysWhyAndWipesThePassphrase() {
        startWithSpotify();
        var file = home.resolve("missing").resolve("winekey.backup");
        for (var problem : List.<Consumer<char[]>>of(
                passphrase -> admin().backup(file, passphrase),
                passphrase -> admin().planRestore(file, passphrase, true),
                passphrase -> admin().restore(file, passphrase, NO_PLAN))) {
            var passphrase = PASSPHRASE.toCharArray();
            assertThatThrownBy(() -> problem.accept(passphrase))
                    .isInstanceOfSatisfying(
                            AdminException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.BACKUP_UNUSABLE))
                    .hasMessageContaining("missing")
                    .hasMessageNotContaining(PASSPHRASE);
            assertThat(passphrase).containsOnly('\0');
        }
    }

    private List<String> storeNotices() {
        return report().notices().stream()
                .filter(notice -> notice.startsWith("store: "))
                .toList();
    }

    /** Signs in on one machine and stops; the next start is on another one. Returns the settings of the service. */
    private Map<String, Object> signedInAndMoved() throws IOException {
        var machine =
                Map.<String, Object>of("machine_file", machineFile("board-one").toString());
        startWithSpotify(machine);
        signIn();
        house.close();
        machineFile("board-two");
        return machine;
    }

    private Path machineFile(String content) throws IOException {
        return Files.writeString(home.resolve("machine"), content);
    }
}
