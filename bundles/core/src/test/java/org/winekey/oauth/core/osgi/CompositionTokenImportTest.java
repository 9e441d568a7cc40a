// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.admin.TokenImportPlan;
import org.winekey.oauth.core.seam.HttpTransport;

/** Sign-ins of other systems come over, into quarantine. */
class CompositionTokenImportTest extends ComposedHouse {

    private final List<String> bodies = new ArrayList<>();

    @Override
    CompletableFuture<HttpTransport.Outcome> provider(HttpTransport.Call call) {
        bodies.add(call.uri() + " " + new String(call.body(), UTF_8));
        return super.provider(call);
    }

    private Path file(String name, String json) throws IOException {
        var file = home.resolve(name);
        Files.writeString(file, json);
        return file;
    }

    private Path pg3(String accessToken, String refreshToken) throws IOException {
        var expires = time.now().plus(Duration.ofHours(1));
        return file(
                "tokens.json",
                "{\"oauthTokens\": {\"access_token\": \"" + accessToken + "\", \"refresh_token\": \"" + refreshToken
                        + "\", \"expires_in\": 3600, \"expiry\": \"" + expires + "\"}}");
    }

    private TokenImportPlan plan(String client, boolean replace, Path... files) {
        var named = Stream.of(files).map(ForeignFile::at).toList();
        return admin().planImportTokens(new TokenImport(named, null, client, replace));
    }

    private Outcome imported(TokenImportPlan plan) {
        var report = admin().importTokens(plan);
        scheduler.settle();
        return report.results().get(0).outcome();
    }

    private static String text(TokenImportPlan plan) {
        return plan.steps().get(0).text();
    }

    @Test
    void tokens_imported_areUsedWhileValidAndRefreshedOnlyAfterTheRelease() throws IOException {
        startWithSpotify();

        var plan = plan("spotify", false, pg3("pg3-at", "pg3-rt"));
        assertThat(report().hasGrant()).as("a plan changes nothing").isFalse();
        assertThat(imported(plan)).isEqualTo(Outcome.RESTORED);

        assertThat(token()).isEqualTo("pg3-at");
        assertThat(admin().refresh("spotify").code()).isEqualTo(Code.QUARANTINED);
        scheduler.pass(Duration.ofHours(2));
        assertThat(bodies).isEmpty();
        assertThat(admin().quarantine()).singleElement().satisfies(batch -> {
            assertThat(batch.name()).isEqualTo(plan.grants().batch()).startsWith("import-");
            assertThat(batch.clients()).containsExactly("spotify");
        });

        admin().release(plan.grants().batch());
        scheduler.settle();
        assertThat(bodies)
                .singleElement()
                .asString()
                .contains("https://as.example/token")
                .contains("refresh_token=pg3-rt");
        assertThat(token()).isEqualTo("at-1");
    }

    @Test
    @Tag("R-073")
    void plan_ofTokensWithoutAnIssuer_saysWhoWouldGetThem() throws IOException {
        startWithSpotify();

        assertThat(plan("spotify", false, pg3("pg3-at", "pg3-rt")).warnings())
                .contains("tokens of spotify will go to as.example; the files do not say who issued them");
    }

    @Test
    void tokens_importedAgain_changeNothing() throws IOException {
        startWithSpotify();
        var file = pg3("pg3-at", "pg3-rt");
        imported(plan("spotify", false, file));

        var again = plan("spotify", false, file);
        assertThat(again.changesSomething()).isFalse();
        assertThat(imported(again)).isEqualTo(Outcome.UNCHANGED);

        admin().release(again.grants().batch());
        scheduler.pass(Duration.ofMinutes(58));
        var late = plan("spotify", true, file);
        assertThat(late.changesSomething()).as("its refresh token is spent").isFalse();
        assertThat(text(late)).contains("spent");
    }

    @Test
    void tokens_ofAClientInUse_replaceNothingUnasked() throws IOException {
        startWithSpotify();
        signIn();
        var file = pg3("pg3-at", "pg3-rt");

        assertThat(plan("spotify", false, file).changesSomething()).isFalse();
        assertThat(imported(plan("spotify", true, file))).isEqualTo(Outcome.RESTORED);

        assertThat(token()).isEqualTo("pg3-at");
    }

    @Test
    @Tag("R-073")
    void tokens_ofAnotherRegistration_areRefusedByTheKeyThatDiffers() throws IOException {
        startWithSpotify();
        var configuration = file(
                "oauth.json",
                "{\"name\": \"Spotify\", \"client_id\": \"id-1\", \"token_endpoint\":"
                        + " \"https://elsewhere.example/token\"}");

        var plan = plan(null, false, pg3("pg3-at", "pg3-rt"), configuration);

        assertThat(plan.changesSomething()).isFalse();
        assertThat(text(plan)).contains("token_endpoint");
        scheduler.settle();
        assertThat(report().hasGrant()).isFalse();
    }

    @Test
    void tokens_withTheirSettings_makeTheClientWithItsSecretSealed() throws IOException {
        startWithSpotify();
        var tokens = hueTokens();
        var applications = hueApplication();

        var plan = plan("hue", false, tokens, applications);
        assertThat(plan.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.createsSettings()).isTrue());
        assertThat(imported(plan)).isEqualTo(Outcome.RESTORED);
        var pid = "org.winekey.oauth.client~hue";
        pickUp("hue");

        assertThat(configAdmin.kept.get(pid).toString()).contains("hue-1").doesNotContain("cnry");
        assertThat(service("org.example.lamp")
                        .client("hue")
                        .token()
                        .orElseThrow()
                        .value())
                .isEqualTo("at");
        assertThat(service("org.example.lamp").client("hue").settings()).containsEntry(".client_secret", "***");
        assertThat(plan("hue", false, tokens, applications).changesSomething()).isFalse();
    }

    private Path hueTokens() throws IOException {
        return file(
                "ovos_oauth.json",
                "{\"skill_hue\": {\"access_token\": \"at\", \"refresh_token\": \"rt\", \"expires_in\": 3600,"
                        + " \"expires_at\": "
                        + time.now().plus(Duration.ofHours(1)).getEpochSecond() + "}}");
    }

    private Path hueApplication() throws IOException {
        return file(
                "ovos_oauth_apps.json",
                "{\"skill_hue\": {\"client_id\": \"hue-1\", \"client_secret\": \"cnry-hue\", \"auth_endpoint\":"
                        + " \"https://hue.example/authorize\", \"token_endpoint\": \"https://hue.example/token\"}}");
    }

    @Test
    void tokens_whoseClientCannotBeMade_areSaidToHaveFailedAndCanBeImportedAgain() throws IOException {
        startWithSpotify();
        var plan = plan("hue", false, hueTokens(), hueApplication());
        var stale = Files.writeString(
                Files.createDirectories(home.resolve("etc")).resolve("org.winekey.oauth.client-hue.cfg"), "");

        var report = admin().importTokens(plan);

        assertThat(report.results()).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.message()).contains("the client was not made", "exists already");
        });
        Files.delete(stale);
        var again = plan("hue", false, hueTokens(), hueApplication());
        assertThat(again.changesSomething()).isTrue();
        admin().importTokens(again);
        pickUp("hue");
        assertThat(service("org.example.lamp")
                        .client("hue")
                        .token()
                        .orElseThrow()
                        .value())
                .isEqualTo("at");
    }

    @Test
    @Tag("R-073")
    void tokens_withTheirSettings_nameWhoGetsTheSecret() throws IOException {
        startWithSpotify();

        assertThat(plan("hue", false, hueTokens(), hueApplication()).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("hue will go to hue.example"));
    }

    @Test
    void tokens_ofTwoWithOneName_areTakenOneByOne() throws IOException {
        startWithSpotify();
        var tokens = file(
                "ovos_oauth.json",
                "{\"a_b\": {\"access_token\": \"one\"}, \"a.b\": {\"access_token\": \"two\"}, \"c\": {\"access_token\":"
                        + " \"three\"}}");

        var all = plan(null, false, tokens);
        var one = admin().planImportTokens(new TokenImport(List.of(ForeignFile.at(tokens)), "a.b", "spotify", false));

        assertThat(all.steps()).hasSize(3).noneMatch(TokenImportPlan.Step::imported);
        assertThat(all.steps().get(0).text()).contains("same name");
        assertThat(all.steps().get(2).text()).contains("not configured").contains("configure it first");
        assertThat(imported(one)).isEqualTo(Outcome.RESTORED);
        assertThat(token()).isEqualTo("two");
    }

    @Test
    void tokens_ofFilesThatChanged_areNotTheOnesOfThePlan() throws IOException {
        startWithSpotify();
        var plan = plan("spotify", false, pg3("pg3-at", "pg3-rt"));
        var file = pg3("evil-at", "evil-rt");

        assertThatThrownBy(() -> admin().importTokens(plan))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.FILE_UNUSABLE));
        assertThat(report().hasGrant()).isFalse();
        assertThat(file).exists();
    }

    @Test
    void tokens_inAFileThatOthersRead_areWarnedOf() throws IOException {
        startWithSpotify();
        var file = pg3("pg3-at", "pg3-rt");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        var plan = plan("spotify", false, file);
        imported(plan);

        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("other users"));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("delete them"));
        assertThat(file).as("deleting is left to the person").exists();
        assertThat(plan.toString()).doesNotContain("pg3-at").doesNotContain("pg3-rt");
    }

    @Test
    void tokens_inFilesThatWereSent_areInQuarantineLikeOthers() throws IOException {
        startWithSpotify();
        byte[] content = Files.readAllBytes(pg3("pg3-at", "pg3-rt"));
        var file = ForeignFile.sent("tokens.json", content);

        var plan = admin().planImportTokens(new TokenImport(List.of(file), null, "spotify", false));
        assertThat(imported(plan)).isEqualTo(Outcome.RESTORED);

        assertThat(admin().refresh("spotify").code()).isEqualTo(Code.QUARANTINED);
        assertThat(plan.warnings()).noneMatch(warning -> warning.contains("can read"));
        assertThat(plan.toString())
                .contains("tokens.json")
                .doesNotContain("pg3-at")
                .doesNotContain("pg3-rt");
    }

    @Test
    void tokens_thatExpired_waitForTheRelease() throws IOException {
        startWithSpotify();
        var file = pg3("pg3-at", "pg3-rt");
        scheduler.pass(Duration.ofHours(2));

        imported(plan("spotify", false, file));

        assertThat(report().status().code()).isEqualTo(Code.QUARANTINED);
        assertThat(bodies).isEmpty();
    }
}
