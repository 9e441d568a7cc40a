// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.backup.BackupHouse.A;
import static org.winekey.oauth.core.backup.BackupHouse.B;
import static org.winekey.oauth.core.backup.BackupHouse.C;
import static org.winekey.oauth.core.backup.BackupHouse.FILE;
import static org.winekey.oauth.core.backup.BackupHouse.PASSPHRASE;
import static org.winekey.oauth.core.backup.BackupHouse.STORE;
import static org.winekey.oauth.core.backup.BackupHouse.content;
import static org.winekey.oauth.core.backup.BackupHouse.grant;
import static org.winekey.oauth.core.backup.BackupHouse.mark;
import static org.winekey.oauth.core.backup.BackupHouse.saved;
import static org.winekey.oauth.core.backup.BackupHouse.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestorePlan.GrantStep;
import org.winekey.oauth.admin.RestorePlan.SettingsStep;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordVersion;

@Timeout(60)
class RestoreTest {

    private final BackupHouse house;

    RestoreTest() throws IOException {
        house = new BackupHouse();
    }

    private RestorePlan.Step onlyStep(boolean replace) throws IOException {
        var plan = house.plan(replace);
        assertThat(plan.steps()).hasSize(1);
        return plan.steps().get(0);
    }

    private RestoreReport.Result restored(boolean replace) throws IOException {
        var report = house.run(house.plan(replace));
        assertThat(report.results()).hasSize(1);
        return report.results().get(0);
    }

    @Test
    void restore_tokenOfItsOwnCredentials_isInNoQuarantine() throws IOException {
        var fetched = new SavedGrant(new RecordVersion(A, 3), fetched());
        house.with(content(new SavedClient("weather", fetched, List.of())));

        var result = restored(false);

        assertThat(result.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(house.held("weather").grant()).isEqualTo(fetched.grant());
    }

    private static Grant fetched() {
        var people = BackupHouse.registration("weather");
        var own = new Registration(
                "weather",
                GrantType.CLIENT_CREDENTIALS,
                people.clientId(),
                people.clientSecret(),
                people.authentication(),
                people.issuer(),
                new Registration.Endpoints(null, people.endpoints().token(), null),
                people.scopes(),
                null,
                Map.of(),
                Map.of());
        var at = SimulatedTime.START;
        return new Grant(own, Secret.of("cnry-access-1"), null, Set.of("one"), at, at.plusSeconds(3600), at, 0, null);
    }

    @Test
    @Tag("R-096")
    void backupAndRestore_emptyHouse_bringsEverythingBackInQuarantine() throws IOException {
        house.holding(saved("spotify", A, 17, "1")).holding(saved("tado", B, 1, "2"));
        house.setAside(saved("spotify", C, 1, "old"));
        house.setAside(saved("spotify", C, 2, "new"));
        house.shelf.create(settings("spotify"));

        var report = house.backup();
        var sealed = house.io.content(FILE);
        var next = new BackupHouse();
        next.io.plant(FILE, sealed);
        var plan = next.plan(false);
        next.time.jump(Duration.ofDays(-20_000));
        var done = next.run(plan);

        assertThat(report.grants()).containsExactly("spotify", "tado");
        assertThat(report.settings()).containsExactly("spotify");
        assertThat(report.notes()).isEmpty();
        assertThat(plan.steps()).extracting(RestorePlan.Step::grant).containsOnly(GrantStep.CREATE);
        assertThat(done.results()).extracting(RestoreReport.Result::outcome).containsOnly(Outcome.RESTORED);
        assertThat(mark(next.held("spotify"))).isEqualTo("1");
        assertThat(next.held("spotify").version()).isEqualTo(new RecordVersion(A, 17));
        assertThat(next.aside("spotify")).containsExactly("new", "old");
        assertThat(next.shelf.kept).containsEntry("spotify", settings("spotify"));
        assertThat(next.held("spotify").grant().quarantine().batch()).isEqualTo(plan.batch());
        assertThat(next.held("tado").grant().quarantine().batch()).isEqualTo(done.batch());
        assertThat(next.held("tado").grant())
                .isEqualTo(Grants.quarantined(
                        grant("tado", "2"), next.held("tado").grant().quarantine()));
    }

    @Test
    void plan_sameTokensThere_changesNothing() throws IOException {
        house.holding(saved("spotify", A, 17, "1")).with(content(saved(saved("spotify", A, 17, "1"))));
        house.shelf.create(settings("spotify"));

        var plan = house.plan(true);

        assertThat(plan.changesSomething()).isFalse();
        assertThat(plan.steps().get(0).grant()).isEqualTo(GrantStep.PRESENT);
        assertThat(plan.steps().get(0).settings()).isEqualTo(SettingsStep.SAME);
        assertThat(restored(true).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(house.held("spotify").grant().quarantine()).isNull();
    }

    @Test
    void plan_settingsDiffer_theyStay() throws IOException {
        house.with(content(saved(saved("spotify", A, 17, "1"))));
        var mine = new SavedSettings("spotify", Map.of("client_id", "mine"));
        house.shelf.create(mine);

        assertThat(onlyStep(false).settings()).isEqualTo(SettingsStep.DIFFERENT);
        assertThat(restored(false).message()).contains("those that are there stay");
        assertThat(house.shelf.kept).containsEntry("spotify", mine);
    }

    @Test
    void plan_settingsThatWouldBeCreated_namesWhoGetsTheirSecrets() throws IOException {
        house.with(content(saved(saved("spotify", A, 17, "1"))));

        assertThat(onlyStep(false).settings()).isEqualTo(SettingsStep.CREATE);
        assertThat(onlyStep(false).reason()).contains("send secrets to host-of-spotify");
    }

    @Test
    void plan_settingsThatWouldBeRefused_refusesThemAndRestoresTheGrant() throws IOException {
        house.with(content(saved(saved("spotify", A, 17, "1"))));
        house.shelf.refusals.put("spotify", "they are for another client");

        assertThat(onlyStep(false).settings()).isEqualTo(SettingsStep.REFUSED);
        assertThat(onlyStep(false).reason()).contains("not created: they are for another client");
        assertThat(restored(false).outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(house.shelf.kept).isEmpty();
        assertThat(house.plan(false).changesSomething()).isFalse();
    }

    @Test
    void restore_settingsAlone_saysThatTheyWereCreated() throws IOException {
        house.holding(saved("spotify", A, 17, "1")).with(content(saved(saved("spotify", A, 17, "1"))));

        assertThat(restored(false).outcome()).isEqualTo(Outcome.SETTINGS_CREATED);
        assertThat(house.shelf.kept).containsOnlyKeys("spotify");
        assertThat(restored(false).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void restore_settingsGoneSinceThePlan_createsNoneThatNobodySaw() throws IOException {
        house.with(content(saved(saved("spotify", A, 17, "1"))));
        house.shelf.create(new SavedSettings("spotify", Map.of("client_id", "mine")));
        var plan = house.plan(false);
        house.shelf.kept.clear();

        var result = house.run(plan).results().get(0);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.message()).contains("settings changed since the plan was made", "look at the plan again");
        assertThat(house.shelf.kept).isEmpty();
        assertThat(house.held("spotify")).isNull();
    }

    @Test
    void restore_livingGrantThere_needsReplaceAndSetsItAside() throws IOException {
        house.shelf.create(settings("spotify"));
        house.holding(saved("spotify", B, 30, "here")).with(content(saved(saved("spotify", A, 17, "1"))));

        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.REFUSED_IN_USE);
        assertThat(restored(false).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(mark(house.held("spotify"))).isEqualTo("here");
        assertThat(house.aside("spotify")).isEmpty();

        assertThat(onlyStep(true).grant()).isEqualTo(GrantStep.REPLACE);
        assertThat(restored(true).outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(mark(house.held("spotify"))).isEqualTo("1");
        assertThat(house.held("spotify").version()).isEqualTo(new RecordVersion(A, 31));
        assertThat(house.aside("spotify")).containsExactly("here");
        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.PRESENT);
        assertThat(onlyStep(false).reason()).contains("in quarantine until oauth:release restore-00c0ffee");
    }

    @Test
    void restore_quarantinedGrantThere_needsReplaceToo() throws IOException {
        house.with(content(saved(saved("spotify", A, 17, "1"))));
        restored(false);
        house.with(content(saved(saved("spotify", B, 1, "2"))));

        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.REFUSED_IN_USE);
        assertThat(onlyStep(true).grant()).isEqualTo(GrantStep.REPLACE);
    }

    @Test
    void restore_endedGrantThere_isSetAside() throws IOException {
        var ended = Grants.withEnded(
                grant("spotify", "old"),
                new Grant.Ended("DEAD", "refused", BackupHouse.grant("x", "1").issuedAt(), true));
        house.holding(new SavedGrant(new RecordVersion(B, 5), ended))
                .with(content(saved(saved("spotify", A, 17, "1"))));

        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.RENEW);
        assertThat(restored(false).outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(house.held("spotify").version()).isEqualTo(new RecordVersion(A, 17));
        assertThat(house.aside("spotify")).containsExactly("old");
    }

    @Test
    @Tag("R-098")
    void restore_olderGeneration_isRefusedWhateverTheClockSaysAndAlsoWithReplace() throws IOException {
        house.shelf.create(settings("spotify"));
        var later = grantIssued("spotify", "1", 1_000_000);
        house.holding(saved("spotify", A, 18, "here"))
                .with(content(saved(new SavedGrant(new RecordVersion(A, 17), later))));

        for (var replace : new boolean[] {false, true}) {
            assertThat(onlyStep(replace).grant()).isEqualTo(GrantStep.REFUSED_OLDER);
            assertThat(onlyStep(replace).reason()).contains("newer generation");
            assertThat(restored(replace).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
        assertThat(mark(house.held("spotify"))).isEqualTo("here");
        assertThat(house.held("spotify").grant().quarantine()).isNull();
    }

    @Test
    void restore_newerGenerationButRefreshedHereLater_isInUse() throws IOException {
        var later = grantIssued("spotify", "1", 1_000_000);
        house.holding(new SavedGrant(new RecordVersion(A, 15), later))
                .with(content(saved(saved("spotify", A, 17, "new"))));

        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.REFUSED_IN_USE);
    }

    @Test
    void restore_newerGenerationThanTheCopyThere_renewsIt() throws IOException {
        var later = grantIssued("spotify", "1", 1_000_000);
        house.holding(saved("spotify", A, 15, "old"))
                .with(content(saved(new SavedGrant(new RecordVersion(A, 17), later))));

        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.RENEW);
        assertThat(restored(false).outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(house.held("spotify").version()).isEqualTo(new RecordVersion(A, 17));
        assertThat(house.aside("spotify")).containsExactly("old");
    }

    @Test
    void restore_sameGenerationOtherTokens_needsReplace() throws IOException {
        house.holding(saved("spotify", A, 17, "here")).with(content(saved(saved("spotify", A, 17, "1"))));

        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.REFUSED_IN_USE);
        assertThat(onlyStep(true).grant()).isEqualTo(GrantStep.REPLACE);
    }

    @Test
    void restore_newerBackupAfterAnOlderOne_isPossibleWithReplace() throws IOException {
        house.holding(saved("spotify", B, 30, "here")).with(content(saved(saved("spotify", A, 17, "old"))));
        restored(true);
        var newer = new SavedGrant(new RecordVersion(A, 20), grantIssued("spotify", "new", 60));
        house.with(content(saved(newer)));

        assertThat(onlyStep(false).grant()).isEqualTo(GrantStep.REFUSED_IN_USE);
        assertThat(onlyStep(true).grant()).isEqualTo(GrantStep.REPLACE);
        house.with(content(saved(saved("spotify", A, 16, "1"))));
        assertThat(onlyStep(true).grant()).isEqualTo(GrantStep.REFUSED_OLDER);
    }

    @Test
    void restore_refreshedSinceThePlan_isLeftAsItIs() throws IOException {
        house.holding(saved("spotify", B, 30, "here"))
                .with(content(saved(saved("spotify", A, 17, "1")), saved(saved("tado", A, 1, "2"))));
        var plan = house.plan(true);
        house.holding(saved("spotify", B, 31, "new")).holding(saved("tado", C, 1, "here"));

        var results = house.run(plan).results();

        assertThat(results).extracting(RestoreReport.Result::outcome).containsOnly(Outcome.FAILED);
        assertThat(results.get(0).message()).contains("changed since the plan was made");
        assertThat(mark(house.held("spotify"))).isEqualTo("new");
        assertThat(mark(house.held("tado"))).isEqualTo("here");
        assertThat(house.aside("spotify")).isEmpty();
    }

    @Test
    void restore_refreshedWhileItWrites_isLeftAsItIs() throws IOException {
        house.holding(saved("spotify", B, 30, "here")).with(content(saved(saved("spotify", A, 17, "1"))));
        var plan = house.plan(true);
        var raced = new boolean[1];
        var unused = house.store.watch((client, kind) -> {
            // The old grant was set aside; a refresh lands before the grant of the backup is written.
            if (!raced[0]) {
                raced[0] = true;
                refresh();
            }
        });

        var result = house.run(plan).results().get(0);

        assertThat(raced[0]).isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.message()).contains("a refresh or a sign-in was faster");
        assertThat(mark(house.held("spotify"))).isEqualTo("new");
    }

    private void refresh() {
        try {
            house.holding(saved("spotify", B, 31, "new"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void restore_anotherFileThanThatOfThePlan_isRefused() throws IOException {
        house.with(content(saved(saved("spotify", A, 17, "1"))));
        var plan = house.plan(false);
        var other = new RestorePlan("restore-11111111", plan.madeAt(), false, plan.steps());

        assertThatThrownBy(() -> house.run(other))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("not the file that the plan was made of");
        assertThat(house.held("spotify")).isNull();
    }

    @Test
    void restore_onlyGrantsSetAside_isAChangeOnce() throws IOException {
        var first = saved("spotify", B, 3, "3");
        house.with(content(new SavedClient("spotify", null, List.of(first, saved("spotify", B, 2, "2")))));
        house.shelf.create(BackupHouse.settings("spotify"));
        var plan = house.plan(false);
        assertThat(plan.steps().get(0).grant()).isEqualTo(GrantStep.SET_ASIDE);
        assertThat(plan.changesSomething()).isTrue();

        assertThat(house.run(plan).hasFailures()).isFalse();

        assertThat(house.aside("spotify")).containsExactly("3", "2");
        assertThat(house.held("spotify")).isNull();
        assertThat(house.plan(false).changesSomething()).isFalse();
        assertThat(house.run(plan).hasFailures()).as("repeated").isFalse();
    }

    @Test
    void restore_otherGrantsSetAside_pushesNoneOfThemOut() throws IOException {
        house.setAside(saved("spotify", C, 1, "here"));
        house.with(
                content(saved(saved("spotify", A, 17, "1"), saved("spotify", B, 3, "3"), saved("spotify", B, 2, "2"))));

        restored(false);

        assertThat(house.aside("spotify")).containsExactly("here");
    }

    @Test
    void restore_grantThereDamaged_saysWhatToDo() throws IOException {
        house.shelf.create(settings("spotify"));
        house.holding(saved("spotify", B, 30, "here")).with(content(saved(saved("spotify", A, 17, "1"))));
        house.store.close();
        var slots = STORE.resolve("spotify.slots");
        var damaged = house.io.content(slots);
        for (int at = 12288; at < 20480; at += 16) {
            damaged[at] ^= 1;
        }
        house.io.plant(slots, damaged);
        var next = new BackupHouse(house.io, house.shelf);

        var step = next.plan(true).steps().get(0);

        assertThat(step.grant()).isEqualTo(GrantStep.REFUSED_UNREADABLE);
        assertThat(step.reason()).contains("run oauth:forget spotify, then restore again");
        assertThat(next.run(next.plan(true)).results().get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
        next.vault.remove("spotify");
        assertThat(next.run(next.plan(false)).results().get(0).outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void backup_oneGrantDamaged_savesTheOthersAndSaysSo() throws IOException {
        house.holding(saved("spotify", B, 30, "here")).holding(saved("tado", A, 1, "1"));
        house.shelf.create(new SavedSettings("odd", Map.of("key", new Object[0])));
        house.store.close();
        var slots = STORE.resolve("spotify.slots");
        house.io.plant(slots, new byte[house.io.content(slots).length]);
        var next = new BackupHouse(house.io, house.shelf);

        var report = next.backup();

        assertThat(report.grants()).containsExactly("tado");
        assertThat(report.settings()).isEmpty();
        assertThat(report.notes())
                .anyMatch(note -> note.startsWith("the grant of spotify is not in the backup"))
                .anyMatch(note -> note.startsWith("the settings of odd are not in the backup"));
    }

    @Test
    void backup_oneFileUnreadable_savesTheOthersAndSaysSo() throws IOException {
        house.holding(saved("spotify", B, 30, "here")).holding(saved("tado", A, 1, "1"));
        house.store.close();
        house.io.makeUnreadable(STORE.resolve("spotify.slots"));

        var report = new BackupHouse(house.io, house.shelf).backup();

        assertThat(report.grants()).containsExactly("tado");
        assertThat(report.notes())
                .hasSize(3)
                .anyMatch(note -> note.startsWith("the grant of spotify is not in the backup"))
                .anyMatch(note -> note.startsWith("a grant of spotify that was set aside is not in the backup"));
    }

    @Test
    void restore_oneFileUnreadable_refusesThatClientAndRestoresTheOthers() throws IOException {
        house.shelf.create(settings("spotify"));
        house.holding(saved("spotify", B, 30, "here")).holding(saved("hue", C, 1, "c"));
        house.with(content(saved(saved("spotify", A, 17, "1")), saved(saved("tado", A, 2, "2"))));
        house.store.close();
        house.io.makeUnreadable(STORE.resolve("spotify.slots"));
        var next = new BackupHouse(house.io, house.shelf);

        var plan = next.plan(true);
        var report = next.run(plan);

        assertThat(plan.steps().get(0).grant()).isEqualTo(GrantStep.REFUSED_UNREADABLE);
        assertThat(plan.steps().get(0).reason()).contains("Input/output error", "oauth:forget spotify");
        assertThat(report.results().get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(report.results().get(1).outcome()).isEqualTo(Outcome.RESTORED);
        next.io.heal();
        assertThat(BackupHouse.mark(next.held("spotify"))).isEqualTo("here");
        assertThat(BackupHouse.mark(next.held("tado"))).isEqualTo("2");
    }

    @Test
    void restore_grantsSetAsideUnreadable_failsThatClientAndRestoresTheOthers() throws IOException {
        house.setAside(saved("spotify", C, 1, "here"));
        house.holding(saved("hue", C, 1, "c"));
        house.with(content(
                new SavedClient("spotify", null, List.of(saved("spotify", B, 3, "3"))),
                saved(saved("tado", A, 2, "2"))));
        house.store.close();
        house.io.makeUnreadable(STORE.resolve("spotify.slots"));
        var next = new BackupHouse(house.io, house.shelf);

        var results = next.run(next.plan(false)).results();

        assertThat(results.get(0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(results.get(1).outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void backup_shortPassphrase_isRefused() {
        assertThatThrownBy(() -> new Backup(house.store, house.vault, house.shelf, house.io, house.time, house.entropy)
                        .write(FILE, Secret.of("cnry-short1")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("fewer than 12 characters");
    }

    @Test
    @Tag("R-095")
    @Tag("R-096")
    void everything_shownOrThrown_holdsNoSecret() throws IOException {
        house.holding(saved("spotify", B, 30, "here")).with(content(saved(saved("spotify", A, 17, "1"))));
        var plan = house.plan(true);
        var report = house.run(plan);
        var said = new StringBuilder().append(plan).append(report).append(house.backupElsewhere());
        for (var wrong : new Secret[] {Secret.of("cnry-wrong-passphrase"), PASSPHRASE}) {
            house.io.plant(FILE, "cnry".getBytes(StandardCharsets.UTF_8));
            try {
                house.restore().plan(FILE, wrong, false);
            } catch (IOException e) {
                said.append(e);
            }
        }

        assertThat(said.toString()).contains("spotify").doesNotContain("cnry");
        assertThat(new String(house.io.content(house.elsewhere()), StandardCharsets.ISO_8859_1))
                .doesNotContain("cnry")
                .doesNotContain("spotify");
    }

    private static Grant grantIssued(String client, String mark, long secondsLater) {
        var grant = grant(client, mark);
        return new Grant(
                grant.registration(),
                grant.accessToken(),
                grant.refreshToken(),
                grant.scopes(),
                grant.issuedAt().plusSeconds(secondsLater),
                grant.expiresAt(),
                grant.consentedAt(),
                0,
                null);
    }
}
