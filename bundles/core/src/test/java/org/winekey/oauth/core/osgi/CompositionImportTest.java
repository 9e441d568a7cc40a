// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.ImportPlan.SecretStep;

/** The OAuth configuration of a PG3 plugin, as its store has it, becomes a client. */
class CompositionImportTest extends ComposedHouse {

    private static final String RING = """
        {"name": "Ring", "client_id": "ring-1", "client_secret": "cnry-ring-secret",
         "auth_endpoint": "https://oauth.ring.example/authorize", "token_endpoint": "https://oauth.ring.example/token",
         "scope": "read control", "addScope": %s, "addRedirect": %s, "cloudlink": true,
         "parameters": {"prompt": "consent"}, "token_parameters": {"audience": "https://eu.ring.example"}}
        """;

    private static final String PID_OF_RING = "org.winekey.oauth.client~ring";

    private Path file(String json) throws IOException {
        var file = home.resolve("ring.json");
        Files.writeString(file, json);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private void started() {
        start(Map.of());
        scheduler.pass(House.DEADLINE);
    }

    private ImportPlan plan(Path file, @Nullable String client) {
        return admin().planImport(ForeignFile.at(file), client);
    }

    private void pickUp(String client, boolean isNew) throws IOException {
        if (isNew) {
            pickUp(client);
        } else {
            deliver(PID_OF_RING, configAdmin.kept.get(PID_OF_RING));
        }
    }

    private ImportPlan imported(String json) throws IOException {
        return imported(ForeignFile.at(file(json)));
    }

    private ImportPlan imported(ForeignFile file) throws IOException {
        var plan = admin().planImport(file, null);
        admin().importSettings(plan);
        pickUp("ring", plan.newClient());
        return plan;
    }

    @Test
    void import_asItStandsInTheStore_becomesAClientWithItsSecretSealed() throws IOException {
        started();

        var plan = imported(RING.formatted("true", "true"));

        assertThat(plan.newClient()).isTrue();
        assertThat(plan.secret()).isEqualTo(SecretStep.SEAL);
        assertThat(plan.settings().wrong()).isEmpty();
        assertThat(plan.settings().register())
                .singleElement()
                .satisfies(way -> assertThat(way.redirectUri()).endsWith("/oauth/callback/ring"));
        assertThat(configAdmin.kept.get(PID_OF_RING))
                .isEqualTo(Map.of(
                        "client_id", "ring-1",
                        "authorization_endpoint", "https://oauth.ring.example/authorize",
                        "token_endpoint", "https://oauth.ring.example/token",
                        "token_endpoint_auth_method", "client_secret_post",
                        "scope", "read control",
                        "refresh_scope", "true",
                        "redirect_uri_sent", "always",
                        "parameters.prompt", "consent",
                        "token_parameters.audience", "https://eu.ring.example"));
        assertThat(service("org.example.lamp").client("ring").settings()).containsEntry(".client_secret", "***");
        assertThat(admin().client("ring").orElseThrow().notices())
                .noneMatch(notice -> notice.startsWith("unknown-key"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, true, always",
        "'\"true\"', '\"true\"', true, always",
        "false, false, , never",
        "'\"false\"', '\"FALSE\"', , never",
        "null, null, , ",
    })
    void import_ofSwitches_readsTextsAsTruthValues(String addScope, String addRedirect, String scope, String redirect)
            throws IOException {
        started();

        imported(RING.formatted(addScope, addRedirect));

        assertThat(configAdmin.kept.get(PID_OF_RING).get("refresh_scope")).isEqualTo(scope);
        assertThat(configAdmin.kept.get(PID_OF_RING).get("redirect_uri_sent")).isEqualTo(redirect);
    }

    @Test
    void import_plan_saysWhoWouldGetTheSecret() throws IOException {
        started();

        assertThat(plan(file(RING.formatted("null", "null")), null).warnings())
                .anyMatch(warning -> warning.contains("oauth.ring.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$[secret:tado]", "${env:HOME}", "x$[env:PATH]"})
    void import_ofAPlaceholder_isRefusedBeforeAnythingIsWritten(String placeholder) throws IOException {
        started();
        var file = file(RING.formatted("null", "null").replace("https://eu.ring.example", placeholder));

        assertThatThrownBy(() -> plan(file, null))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("placeholder");
        assertThat(configAdmin.kept).isEmpty();
    }

    @Test
    void import_ofSettingsThatWouldNotWork_writesNothing() throws IOException {
        started();
        var plan = plan(file(RING.formatted("null", "null").replace("https://oauth", "ftp://oauth")), null);

        assertThatThrownBy(() -> admin().importSettings(plan)).isInstanceOf(AdminException.class);
        assertThat(configAdmin.kept).isEmpty();
    }

    @Test
    void import_ofAnotherEndpointWithoutASecret_leavesThePresentSecretWhereItIs() throws IOException {
        started();
        imported(RING.formatted("null", "null"));
        var elsewhere = RING.formatted("null", "null")
                .replace("oauth.ring.example/token", "evil.example/token")
                .replaceAll("\"client_secret\"\\s*:\\s*\"[^\"]*\",", "");

        assertThatThrownBy(() -> plan(file(elsewhere), null))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("would go there");
    }

    @Test
    void import_ofAParameterWithAHostileName_paintsNothingOnTheScreen() throws IOException {
        started();
        var file = file(
                "{\"name\": \"ring\", \"client_id\": \"1\", \"token_parameters\": {\"\\u001b[2J\\r\\nall fine\": \"x\"}}");

        assertThatThrownBy(() -> plan(file, null))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("?[2J?all fine")
                .hasMessageMatching("[\\x20-\\x7E]*");
    }

    @Test
    void import_ofUnknownKeys_leavesThemOutWithOneWarningEach() throws IOException {
        started();

        var plan = imported(RING.formatted("null", "null"));

        assertThat(plan.warnings())
                .filteredOn(warning -> warning.startsWith("cloudlink"))
                .hasSize(1);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("delete it"));
        assertThat(configAdmin.kept.get(PID_OF_RING)).doesNotContainKey("cloudlink");
    }

    @Test
    @Tag("R-073")
    void import_ofANameThatHadASecret_leadsThatSecretNowhere() throws IOException {
        started();
        imported(RING.formatted("true", "true"));
        Files.delete(home.resolve("etc/org.winekey.oauth.client-ring.cfg"));
        configAdmin.kept.remove(PID_OF_RING);
        delete(PID_OF_RING);
        scheduler.pass(ClientsFactory.GRACE);

        imported(RING.formatted("true", "true").replaceFirst("\"client_secret\"[^,]*,", ""));

        assertThat(service("org.example.lamp").client("ring").settings()).doesNotContainKey(".client_secret");
    }

    @Test
    void import_overAFileThatCannotBeWritten_leavesTheSecretOfBefore() throws IOException {
        started();
        imported(RING.formatted("true", "true"));
        configAdmin.readOnly.add(PID_OF_RING);
        var plan = plan(file(RING.formatted("true", "true").replace("cnry", "other")), null);

        assertThatThrownBy(() -> admin().importSettings(plan)).isInstanceOf(AdminException.class);

        configAdmin.readOnly.clear();
        assertThat(plan(file(RING.formatted("true", "true")), null).secret()).isEqualTo(SecretStep.SAME);
    }

    @Test
    void import_again_changesNothing() throws IOException {
        started();
        imported(RING.formatted("true", "null"));
        var before = Map.copyOf(configAdmin.kept.get(PID_OF_RING));

        var again = plan(home.resolve("ring.json"), null);

        assertThat(again.changesSomething()).isFalse();
        assertThat(again.secret()).isEqualTo(SecretStep.SAME);
        admin().importSettings(again);
        assertThat(configAdmin.kept.get(PID_OF_RING)).isEqualTo(before);
    }

    @Test
    void import_overAClient_leavesWhatItDoesNotName() throws IOException {
        configAdmin.kept.put(
                PID_OF_RING, Map.of("client_id", "old", "api_hosts", "api.ring.example", ".client_secret", "old"));
        started();
        deliver(PID_OF_RING, configAdmin.kept.get(PID_OF_RING));

        var plan = imported(RING.formatted("null", "null"));

        assertThat(plan.newClient()).isFalse();
        assertThat(configAdmin.kept.get(PID_OF_RING))
                .containsEntry("api_hosts", "api.ring.example")
                .containsEntry("client_id", "ring-1")
                .doesNotContainKey(".client_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "client_secret", "refresh_token", "State"})
    void import_ofWhatTheProtocolSets_isRefusedByName(String name) throws IOException {
        started();
        var file = file("{\"name\": \"ring\", \"client_id\": \"1\", \"token_parameters\": {\"" + name + "\": \"x\"}}");

        assertThatThrownBy(() -> plan(file, null))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.FILE_UNUSABLE))
                .hasMessageContaining("token_parameters." + name);
        assertThat(configAdmin.kept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{}",
                "{\"client_id\": {}}",
                "{\"client_id\": \"1\", \"addRedirect\": \"maybe\"}",
                "{\"client_id\": \"1\", \"parameters\": \"cnry\"}",
                "{\"client_id\": \"cnry\", \"client_id\": \"2\"}"
            })
    void import_ofSomethingElse_isRefusedWithoutQuotingIt(String json) throws IOException {
        started();
        var file = file(json);

        assertThatThrownBy(() -> plan(file, "ring"))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("cnry");
    }

    @Test
    void import_ofAnotherFileThanPlanned_isRefused() throws IOException {
        started();
        var plan = plan(file(RING.formatted("null", "null")), null);
        file(RING.formatted("null", "null").replace("https://oauth.ring.example/token", "https://evil.example/token"));

        assertThatThrownBy(() -> admin().importSettings(plan)).hasMessageContaining("plan");
        assertThat(configAdmin.kept).isEmpty();
    }

    @Test
    @Tag("R-095")
    void import_ofAFileThatWasSent_isTheSame_andItsContentIsNowhere() throws IOException {
        started();
        byte[] content = RING.formatted("true", "true").getBytes(UTF_8);

        var plan = imported(ForeignFile.sent("C:\\Users\\anna\\ring\n.json", content));

        assertThat(plan.file().name()).isEqualTo("ring_.json");
        assertThat(plan.secret()).isEqualTo(SecretStep.SEAL);
        assertThat(plan.warnings())
                .anyMatch(warning -> warning.contains("delete it"))
                .noneMatch(warning -> warning.contains("other users"));
        assertThat(plan.toString())
                .contains("ring_.json (" + content.length + " bytes)")
                .doesNotContain("cnry");
        assertThat(configAdmin.kept.get(PID_OF_RING)).containsEntry("client_id", "ring-1");
        assertThat(service("org.example.lamp").client("ring").settings()).containsEntry(".client_secret", "***");
    }

    @Test
    void import_ofAFileThatWasSentAndWiped_isRefused() {
        started();
        byte[] content = RING.formatted("null", "null").getBytes(UTF_8);
        var plan = admin().planImport(ForeignFile.sent("ring.json", content), null);
        Arrays.fill(content, (byte) ' ');

        assertThatThrownBy(() -> admin().importSettings(plan))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.FILE_UNUSABLE));
        assertThat(configAdmin.kept).isEmpty();
    }

    @Test
    void import_ofALongFileThatWasSent_isRefused() {
        started();
        var file = ForeignFile.sent("long.json", new byte[10 * 1024 * 1024 + 1]);

        assertThatThrownBy(() -> admin().planImport(file, "ring")).hasMessageContaining("long.json is longer");
    }

    @Test
    void import_ofAFileThatOthersCanRead_warns() throws IOException {
        started();
        var file = file(RING.formatted("null", "null"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(plan(file, null).warnings()).anyMatch(warning -> warning.contains("other users"));
        assertThatThrownBy(() -> plan(home.resolve("nowhere"), null)).isInstanceOf(AdminException.class);
        var link = Files.createSymbolicLink(home.resolve("link.json"), file);
        assertThatThrownBy(() -> plan(link, null)).hasMessageContaining("plain file");
    }

    @Test
    void import_ofSampleValues_saysWhatIsMissing() throws IOException {
        started();

        var plan = plan(file(RING.formatted("null", "null").replace("ring-1", "enter client_id")), "tesla");

        assertThat(plan.settings().client()).isEqualTo("tesla");
        assertThat(plan.settings().wrong()).containsOnlyKeys("client_id");
    }
}
