// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Route;

/** What was found first stays, through outages, restarts and documents that change their mind. */
@Timeout(60)
class DiscoveryTest {

    @TempDir
    Path folder;

    private DiscoveryHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new DiscoveryHouse(folder);
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void need_firstTime_asksOnceAndTells() {
        house.need("spotify");

        assertThat(house.calls).hasSize(1);
        assertThat(house.calls.get(0).method()).isEqualTo("GET");
        assertThat(house.calls.get(0).bodyCap()).isEqualTo(64 * 1024);
        assertThat(house.calls.get(0).headers()).doesNotContainKey("Authorization");
        assertThat(house.last().metadata().endpoints())
                .containsEntry("token_endpoint", URI.create("https://as.example/token"));
        assertThat(house.last().refusal()).isNull();
    }

    @Test
    @Tag("R-084")
    void outageOfThirtyDays_leavesThePinInForceAlsoAfterARestart() throws Exception {
        house.need("spotify");
        house.provider = DiscoveryHouse.unreachable();

        house.scheduler.pass(Duration.ofDays(15));
        house.restart();
        house.need("spotify");

        assertThat(house.found).hasSize(1);
        assertThat(house.last().metadata()).isEqualTo(Documents.metadata(Documents.good()));

        house.scheduler.pass(Duration.ofDays(15));

        assertThat(house.missing).isEmpty();
        assertThat(house.calls.size()).as("patient").isLessThan(1500);
    }

    @Test
    @Tag("R-084")
    void restart_withAFreshPin_asksNobody() throws Exception {
        house.need("spotify");
        house.restart();

        house.need("spotify");

        assertThat(house.found).hasSize(1);
        assertThat(house.calls).hasSize(1);
    }

    @Test
    void day_later_asksAgainAndTakesWhatStaysAtTheSameServers() {
        house.need("spotify");
        house.provider =
                DiscoveryHouse.document(Documents.goodWith("revocation_endpoint", "https://as.example/revoke"));

        house.scheduler.pass(Discovery.DAY.plusMinutes(1));

        assertThat(house.calls).hasSize(2);
        assertThat(house.last().metadata().endpoints()).containsKey("revocation_endpoint");
        assertThat(house.last().refusal()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "token_endpoint, https://evil.example/token",
        "token_endpoint, https://as.example:8443/token",
        "token_endpoint, https://as.example.evil.example/token",
        "authorization_endpoint, https://evil.example/authorize",
        "revocation_endpoint, https://evil.example/revoke",
        "introspection_endpoint, https://evil.example/introspect",
        "pushed_authorization_request_endpoint, https://evil.example/par"
    })
    @Tag("R-082")
    void laterDocument_thatSendsSomethingElsewhere_isNotTaken(String name, String moved) throws Exception {
        house.need("spotify");
        house.provider = DiscoveryHouse.document(Documents.goodWith(name, moved));

        house.scheduler.pass(Discovery.DAY.plusMinutes(1));

        assertThat(house.last().metadata()).isEqualTo(Documents.metadata(Documents.good()));
        assertThat(house.last().refusal())
                .contains(name, "https://as.example:443", URI.create(moved).getHost(), "set authorization_endpoint");

        house.restart();
        house.need("spotify");
        assertThat(house.last().metadata()).isEqualTo(Documents.metadata(Documents.good()));
        assertThat(house.last().refusal()).contains(name);
    }

    @Test
    @Tag("R-082")
    void laterDocument_aliasElsewhere_isNotTaken() {
        house.need("spotify");
        house.provider = DiscoveryHouse.document(
                Documents.goodWith("mtls_endpoint_aliases", Map.of("token_endpoint", "https://evil.example/token")));

        house.scheduler.pass(Discovery.DAY.plusMinutes(1));

        assertThat(house.last().metadata().mtlsAliases()).isEmpty();
        assertThat(house.last().refusal()).contains("evil.example");
    }

    @Test
    @Tag("R-082")
    void laterDocument_aliasOfTheTokenEndpointAtAnotherKnownServer_isNotTaken() {
        var good = new HashMap<>(Documents.goodWith("userinfo_endpoint", "https://people.example/me"));
        house.provider = DiscoveryHouse.document(good);
        house.need("spotify");
        good.put("mtls_endpoint_aliases", Map.of("token_endpoint", "https://people.example/token"));
        house.provider = DiscoveryHouse.document(good);

        house.scheduler.pass(Discovery.DAY.plusMinutes(1));

        assertThat(house.last().metadata().mtlsAliases()).isEmpty();
        assertThat(house.last().refusal()).contains("mtls_endpoint_aliases.token_endpoint", "people.example");
    }

    @Test
    @Tag("R-082")
    void laterDocument_aliasAtTheServerOfTheTokenEndpoint_isTaken() {
        house.need("spotify");
        house.provider = DiscoveryHouse.document(
                Documents.goodWith("mtls_endpoint_aliases", Map.of("token_endpoint", "https://as.example/mtls")));

        house.scheduler.pass(Discovery.DAY.plusMinutes(1));

        assertThat(house.last().metadata().mtlsAliases()).hasSize(1);
        assertThat(house.last().refusal()).isNull();
    }

    @Test
    @Tag("R-081")
    void laterDocument_ofAnotherIssuer_isNotTaken() {
        house.need("spotify");
        house.provider = DiscoveryHouse.document(Documents.goodWith("issuer", "https://evil.example"));

        house.scheduler.pass(Discovery.DAY.plusMinutes(1));

        assertThat(house.last().metadata()).isEqualTo(Documents.metadata(Documents.good()));
        assertThat(house.last().refusal()).contains("another issuer");
    }

    @Test
    void refusal_goesWhenTheDocumentIsGoodAgain() {
        house.need("spotify");
        house.provider = DiscoveryHouse.document(Documents.goodWith("token_endpoint", "https://evil.example/t"));
        house.scheduler.pass(Discovery.DAY.plusMinutes(1));
        house.provider = DiscoveryHouse.document(Documents.good());

        house.scheduler.pass(Discovery.DAY.plusMinutes(1));

        assertThat(house.last().refusal()).isNull();
    }

    @Test
    void failure_isToldAndTriedAgainWithBackOff() {
        house.provider = DiscoveryHouse.unreachable();
        house.need("spotify");

        assertThat(house.missing).hasSize(1);
        assertThat(house.missing.get(0).misconfigured()).isFalse();
        assertThat(house.missing.get(0).reason()).contains(Documents.ISSUER, "nobody listens");

        house.scheduler.pass(Duration.ofHours(6));
        assertThat(house.calls.size()).isBetween(20, 100);

        house.provider = DiscoveryHouse.document(Documents.good());
        house.scheduler.pass(Waits.MOST);
        assertThat(house.found).hasSize(1);
    }

    @Test
    void failure_withAWaitOfTheServer_isNotTriedEarlier() {
        house.provider = new HttpTransport.Answered(429, Map.of("retry-after", List.of("7200")), new byte[0]);
        house.need("spotify");

        house.scheduler.pass(Duration.ofMinutes(119));

        assertThat(house.calls).hasSize(1);

        house.scheduler.pass(Duration.ofMinutes(20));
        assertThat(house.calls).hasSize(2);
    }

    @Test
    void need_againDuringAWaitOfTheServer_isNotTriedEarlier() {
        house.provider = new HttpTransport.Answered(503, Map.of("retry-after", List.of("600")), new byte[0]);
        house.need("spotify");

        house.need("spotify");

        assertThat(house.calls).hasSize(1);
    }

    @Test
    @Tag("R-082")
    void pinThatCannotBeRead_isReplacedByNothing() throws Exception {
        house.need("spotify");
        house.provider = DiscoveryHouse.document(Documents.goodWith("token_endpoint", "https://evil.example/t"));
        house.restart();
        house.whenReading = new IOException("the disk is busy");

        house.need("spotify");

        assertThat(house.found).isEmpty();
        assertThat(house.missing).hasSize(1);
        assertThat(house.calls).hasSize(1);

        house.whenReading = null;
        house.scheduler.pass(Waits.MOST);
        assertThat(house.last().metadata()).isEqualTo(Documents.metadata(Documents.good()));
    }

    @Test
    void need_again_triesAtOnce() {
        house.provider = DiscoveryHouse.unreachable();
        house.need("spotify");
        house.scheduler.pass(Duration.ofHours(1));
        int before = house.calls.size();

        house.need("spotify");

        assertThat(house.calls).hasSize(before + 1);
    }

    @Test
    void need_ofAnotherIssuer_doesNotUseThePinOfTheFirst() {
        house.need("spotify");
        var other = "https://other.example";
        house.provider = DiscoveryHouse.document(Documents.of(other, other));

        house.discovery.need("spotify", other, Route.PUBLIC);
        house.scheduler.settle();

        assertThat(house.calls).hasSize(2);
        assertThat(house.last().metadata().issuer()).isEqualTo(other);
        assertThat(house.last().refusal()).isNull();
    }

    @Test
    void released_isAskedForNoMore() {
        house.provider = DiscoveryHouse.unreachable();
        house.need("spotify");

        house.discovery.release("spotify");
        house.scheduler.pass(Duration.ofDays(1));

        assertThat(house.calls).hasSize(1);
    }

    @Test
    void clockSetBack_neverMakesAPinInvalid() throws Exception {
        house.need("spotify");
        house.provider = DiscoveryHouse.unreachable();
        house.time.jump(Duration.ofDays(-20_000));

        house.restart();
        house.need("spotify");

        assertThat(house.found).hasSize(1);
    }
}
