// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.winekey.oauth.core.settings.Samples.FILES;
import static org.winekey.oauth.core.settings.Samples.good;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.BundleContext;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.resource.ResourceClients;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.SharedHttpClient;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Definition.Publisher;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

class ClientDeskTest {

    private static final String OWNERS =
            "{\"format\":1,\"owners\":[{\"client\":\"lamp\",\"bundle\":\"org.example.a\",\"location\":\"mvn:a\"}]}";

    @TempDir
    Path home;

    @Test
    @Tag("R-099")
    void owner_knownBeforeTheSettingsAreReviewed_countsAtOnce() throws IOException {
        var owners = new OwnerRegister(new DiskStoreIo(), () -> {});
        var answers = new AsyncAnswers(new SimulatedScheduler(new SimulatedTime()));
        var resources = new ResourceClients(new SharedHttpClient());
        var configurations = new ClientConfigurations(
                new RawSettings(mock(BundleContext.class), new LastSettings(new DiskStoreIo(), null)));
        var scheduler = new SimulatedScheduler(new SimulatedTime());
        var drawer = new SecretDrawer(new SystemEntropy(), scheduler, names -> {});
        var settingsDesk = new SettingsDesk(
                configurations, drawer, owners, () -> new ClientBook(FILES, new Profiles()), () -> Duration.ZERO);
        var desk = new Desks(answers, resources, owners, settingsDesk).desk("lamp");
        desk.settings(ClientSettings.of("lamp", good(), new ClientSettings.Context(null, false, FILES)));
        assertThat(desk.admits("org.example.b")).isTrue();
        Files.writeString(home.resolve(OwnerRegister.FILE), OWNERS);

        owners.open(home);

        assertThat(desk.admits("org.example.b")).isFalse();
        assertThat(desk.admits("org.example.a")).isTrue();
        resources.close();
    }

    @Test
    @Tag("R-099")
    void owner_thatIsThere_isNotReplacedByAClaim() throws IOException {
        var owners = new OwnerRegister(new DiskStoreIo(), () -> {});
        Files.writeString(home.resolve(OwnerRegister.FILE), OWNERS);
        owners.open(home);

        assertThat(owners.claim("lamp", new Publisher("org.example.b", "")))
                .hasValueSatisfying(why -> assertThat(why).contains("org.example.a"));
        assertThat(owners.claim("lamp", new Publisher("org.example.a", ""))).isEmpty();
        assertThat(owners.of("lamp")).contains("org.example.a");
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordKind.class,
            names = {"GRANT", "PENDING", "SET_ASIDE", "SECRETS"})
    @Tag("R-099")
    void claim_ofANameWithARecordOfAPerson_isRefused(RecordKind kind) throws IOException {
        var vault = mock(Vault.class);
        when(vault.version(any(), any())).thenReturn(Optional.empty());
        when(vault.version("lamp", kind)).thenReturn(Optional.of(new RecordVersion("a", 1)));
        var owners = new OwnerRegister(new DiskStoreIo(), () -> {});
        owners.open(home);
        owners.connect(vault);

        var refusal = owners.claim("lamp", new Publisher("org.example.a", ""));

        assertThat(refusal).isPresent();
        assertThat(owners.of("lamp")).isEmpty();
        assertThat(owners.claim("other", new Publisher("org.example.a", ""))).isEmpty();
    }

    @Test
    void claim_thatWouldMakeTheFileTooLongToRead_isRefused() throws IOException {
        var vault = mock(Vault.class);
        when(vault.version(any(), any())).thenReturn(Optional.empty());
        var owners = new OwnerRegister(new DiskStoreIo(), () -> {});
        owners.open(home);
        owners.connect(vault);
        assertThat(owners.claim("other", new Publisher("org.example.b", ""))).isEmpty();

        var refusal = owners.claim("lamp", new Publisher("org.example.a", "x".repeat(5 * 1024 * 1024)));

        assertThat(refusal).isPresent();
        owners.open(home);
        assertThat(owners.problems()).isEmpty();
        assertThat(owners.of("other")).contains("org.example.b");
    }
}
