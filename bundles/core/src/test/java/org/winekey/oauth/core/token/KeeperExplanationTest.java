// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.FakeProvider.status;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientEvent.Kind;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grant.Quarantine;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.spi.RecordKind;

/** What is told of a client to whoever asks why it is as it is: the verdict, what it rests on, and what happened. */
@Timeout(20)
final class KeeperExplanationTest {

    private static final String OTHER_ID = "00000000000000000000000000000002";
    private static final Quarantine COPY =
            new Quarantine("restore-7k3f", "this came out of a backup", Instant.parse("2026-11-22T20:00:00Z"));

    private static final String REFRESH_TOKEN = "rt/7Kq+Zv2m";
    private static final String ACCESS_TOKEN = "at~Xw4-Pb9n";
    private static final String CLIENT_SECRET = "s3 cret%of ours";
    private static final String STRANGE_TOKEN = "Z9y8X7w6V5u4T3s2R1q0P9";

    private final House house = new House();

    private Dossier dossier() {
        return house.keeper().explain();
    }

    private List<? extends ClientEvent> events() {
        return dossier().events();
    }

    private ClientEvent newest() {
        return events().get(0);
    }

    private ClientEvent newest(Kind kind) {
        return events().stream()
                .filter(event -> event.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private String evidence() {
        return String.join("\n", dossier().evidence());
    }

    private House valid() {
        return house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
    }

    private House expired() {
        return house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
    }

    private House refused(FakeProvider.Behaviour behaviour) {
        house.provider.always(behaviour);
        return expired().pass(Duration.ofSeconds(11));
    }

    @Test
    void happenings_areToldInOrder() throws IOException {
        var told = new ArrayList<String>();
        house.keepers.onHappening((client, kind) -> told.add(client + " " + kind));
        house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();

        house.keeper().forget();

        assertThat(told).containsSubsequence("music FOUND", "music FORGOTTEN");
    }

    @Test
    void started_withAGrantInTheStore_tellsItWasFoundAndWhatComesNext() {
        valid();

        var dossier = dossier();

        assertThat(dossier.events()).extracting(ClientEvent::kind).containsExactly(Kind.FOUND, Kind.SETTINGS);
        assertThat(newest().text()).contains("found in the token store", "id-1");
        assertThat(dossier.next()).isEqualTo("a refresh");
        assertThat(dossier.nextAt())
                .isBetween(House.later(Duration.ofMinutes(40)), House.later(Duration.ofMinutes(56)));
        assertThat(dossier.registration()).contains("client_id id-1", "as.example", "as in the settings");
        assertThat(evidence()).contains("usable access token is handed out", "signed in at", "expires at");
    }

    @Test
    void signedIn_withAndWithoutAGrantBefore_isTold() {
        house.configured();
        assertThat(dossier().next()).contains("until a person signs in");

        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.scheduler.settle();
        assertThat(newest().kind()).isEqualTo(Kind.SIGNED_IN);
        assertThat(newest().text()).doesNotContain("in place of");

        house.signedIn(OTHER_ID, house.grant(Duration.ZERO, HOUR));
        house.scheduler.settle();
        assertThat(newest().text()).contains("in place of the grant before");
    }

    @Test
    void note_ofASignIn_isKept() {
        valid();

        house.keeper().note(Kind.NOT_SIGNED_IN, "not signed in: access_denied");

        assertThat(newest().kind()).isEqualTo(Kind.NOT_SIGNED_IN);
        assertThat(newest().text()).isEqualTo("not signed in: access_denied");
    }

    @Test
    void refreshed_manyTimes_isOneEventWithACount() {
        valid().pass(HOUR.multipliedBy(10));

        assertThat(newest().kind()).isEqualTo(Kind.REFRESHED);
        assertThat(newest().text()).contains("with a new refresh token");
        assertThat(newest().times()).isGreaterThan(8);
        assertThat(newest().firstAt()).isBefore(newest().lastAt());
        assertThat(events()).hasSize(3);
    }

    @Test
    void refused_byAnOAuthError_tellsClassStatusAndCode() {
        refused(error(401, "invalid_client"));

        assertThat(newest().kind()).isEqualTo(Kind.NOT_REFRESHED);
        assertThat(newest().text()).contains("CONFIG", "HTTP 401", "error code invalid_client");
        assertThat(dossier().evidence().get(0)).contains("CONFIG", "HTTP 401", "error code invalid_client");
        assertThat(dossier().report().status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(dossier().next()).isEqualTo("a refresh");
        assertThat(dossier().nextAt())
                .isEqualTo(dossier().report().status().retryAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void refused_onTheWay_tellsTheFaultAndWhetherItWasSent() {
        refused(fails(false, Fault.CONNECT));
        assertThat(newest().text()).contains("TRANSIENT", "CONNECT before anything was sent");

        house.provider.always(fails(true, Fault.CUT));
        house.pass(HOUR);
        assertThat(newest().text()).contains("UNKNOWN", "CUT after the request was sent", "unknown outcome");
        assertThat(evidence()).contains("the refresh token was sent", "nobody knows", "not sent again");
    }

    @Test
    void outage_overADay_isAFewEventsWithCounts() {
        valid();
        house.provider.always(fails(true, Fault.DEADLINE));

        house.pass(Duration.ofHours(20));

        assertThat(events())
                .extracting(ClientEvent::kind)
                .containsExactly(Kind.NOT_REFRESHED, Kind.FOUND, Kind.SETTINGS);
        assertThat(newest().times()).isGreaterThan(50);
        assertThat(dossier().evidence().get(0)).contains(newest().times() + " times since");
    }

    @Test
    void throttled_tellsUntilWhen() {
        refused(status(429, "text/plain", "", Map.of("retry-after", List.of("600"))));

        assertThat(newest().kind()).isEqualTo(Kind.THROTTLED);
        assertThat(newest().text()).contains("THROTTLED", "HTTP 429");
        assertThat(newest().waitUntil().orElseThrow())
                .isBetween(house.time.now().plusSeconds(580), house.time.now().plusSeconds(600));
        assertThat(dossier().nextAt())
                .isAfterOrEqualTo(newest().waitUntil().orElseThrow().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void ended_isToldAtOnceAndAgainWhenConfirmed() {
        refused(error(400, "invalid_grant"));

        assertThat(newest().kind()).isEqualTo(Kind.ENDED);
        assertThat(newest().text()).contains("DEAD", "to be confirmed");
        house.pass(Duration.ofMinutes(1));

        assertThat(newest().text()).contains("DEAD", "confirmed by a second answer");
        assertThat(newest(Kind.NOT_REFRESHED).text()).contains("HTTP 400", "invalid_grant");
        assertThat(evidence()).contains("confirmed by a second answer");
        assertThat(dossier().next()).contains("until a person signs in");
        assertThat(dossier().nextAt()).isNull();
        house.restarted().configured();
        assertThat(events()).extracting(ClientEvent::kind).containsExactly(Kind.ENDED, Kind.FOUND, Kind.SETTINGS);
    }

    @Test
    void store_refusesAndHeals_isTold() {
        house.signedIn(house.grant(Duration.ZERO, HOUR));
        house.store.readsFail(new IOException("input/output error at cnry-0123456789abcdef0123"));
        house.configured();

        assertThat(newest().kind()).isEqualTo(Kind.STORE_REFUSED);
        assertThat(newest().text()).contains("IOException").doesNotContain("cnry");
        assertThat(dossier().next()).isEqualTo("the token store is tried again");
        house.store.readsFail(new LockedException("the key 00112233aabbccdd is missing"));
        house.pass(Duration.ofMinutes(1));
        assertThat(newest().text()).contains("the key 00112233aabbccdd is missing");

        house.store.readsFail(null);
        house.pass(Duration.ofMinutes(1));
        assertThat(events()).extracting(ClientEvent::kind).startsWith(Kind.FOUND, Kind.STORE_WORKS, Kind.STORE_REFUSED);
    }

    @Test
    void store_refusesTheNewToken_isToldUntilItIsOnDisk() {
        expired();
        house.store.writesFail(kind -> kind == RecordKind.GRANT);
        house.pass(Duration.ofMinutes(1));

        assertThat(newest().kind()).isEqualTo(Kind.STORE_REFUSED);
        assertThat(newest().text()).contains("in memory only");
        assertThat(evidence()).contains("in memory only");
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofMinutes(1));

        assertThat(newest().kind()).isEqualTo(Kind.STORE_WORKS);
        assertThat(evidence()).doesNotContain("in memory only");
    }

    @Test
    void store_refusesTheIntent_isToldAsNotSent() {
        expired();
        house.store.writesFail(kind -> true);
        house.pass(Duration.ofSeconds(11));

        assertThat(newest().kind()).isEqualTo(Kind.STORE_REFUSED);
        assertThat(newest().text()).contains("nothing was sent");
    }

    @Test
    void settings_changed_areToldByTheirKeysAndTheRevision() {
        valid().configured(new ClientTerms.Ready(House.registration("id-2", "other", "https://new.example/token")));

        assertThat(newest().kind()).isEqualTo(Kind.SETTINGS);
        assertThat(newest().text()).isEqualTo("settings changed: client_id, token_endpoint, .client_secret");
        assertThat(dossier().registration())
                .contains(
                        "belongs to client_id id-1 at as.example", "client_id, token_endpoint", "id-2 at new.example");
        house.configured(new ClientTerms.Wrong("scope", "has a blank name"));
        assertThat(newest().text()).isEqualTo("settings are wrong: scope");
        house.configured(new ClientTerms.Disabled());
        assertThat(newest().text()).contains("switched off");
        assertThat(dossier().next()).contains("until the settings change");
        assertThat(dossier().registration()).contains("id-1", "not usable");
    }

    @Test
    void rejected_onceAndAgain_isTold() {
        valid();

        house.keeper().rejected(house.token().orElseThrow());
        house.pass(Duration.ofSeconds(5));
        assertThat(events()).extracting(ClientEvent::kind).startsWith(Kind.REFRESHED, Kind.API_REJECTED);
        assertThat(newest().text()).contains("after a 401 of the API");

        house.keeper().rejected(house.token().orElseThrow());
        house.scheduler.settle();
        assertThat(newest().text()).contains("just been refreshed");
    }

    @Test
    void clock_jumped_isToldWithItsDirection() {
        valid();

        house.time.jump(Duration.ofDays(-1));
        house.pass(Duration.ofSeconds(6));
        assertThat(newest().kind()).isEqualTo(Kind.CLOCK_JUMPED);
        assertThat(newest().text()).contains("backwards");

        house.time.jump(Duration.ofDays(1));
        house.pass(Duration.ofSeconds(6));
        assertThat(newest(Kind.CLOCK_JUMPED).text()).contains("forwards");
    }

    @Test
    void quarantined_thenReleased_isTold() throws IOException {
        house.signedIn(Grants.quarantined(house.grant(Duration.ZERO, HOUR), COPY))
                .configured();

        assertThat(newest().kind()).isEqualTo(Kind.QUARANTINED);
        assertThat(newest().text()).contains("restore-7k3f");
        assertThat(evidence()).contains("in quarantine since 2026-11-22T20:00:00Z", "restore-7k3f");
        assertThat(dossier().next()).contains("until a person releases");

        house.keepers.release(COPY.batch());
        house.scheduler.settle();
        assertThat(events()).extracting(ClientEvent::kind).startsWith(Kind.REFRESHED, Kind.RELEASED);
    }

    @Test
    void forgotten_duringARefresh_isToldWithWhatWasDropped() throws IOException {
        house.provider.latency(Duration.ofSeconds(5));
        expired().untilPosted();
        assertThat(dossier().next()).isEqualTo("a refresh is under way");

        house.keeper().forget();
        house.pass(Duration.ofSeconds(10));

        assertThat(events()).extracting(ClientEvent::kind).startsWith(Kind.DROPPED, Kind.FORGOTTEN);
        assertThat(dossier().registration()).contains("no grant", "id-1");
    }

    @Test
    void forgotten_diskRefuses_isTold() {
        valid();
        house.store.writesFail(kind -> true);

        assertThatThrownBy(() -> house.keeper().forget()).isInstanceOf(IOException.class);

        assertThat(newest(Kind.STORE_REFUSED).text()).contains("refuse");
        assertThat(newest(Kind.FORGOTTEN).text()).contains("a person");
        house.store.writesFail(kind -> false);
        house.pass(Duration.ofMinutes(1));
        assertThat(newest().kind()).isEqualTo(Kind.STORE_WORKS);
    }

    @Test
    void store_changedByOthers_isTold() throws IOException {
        valid();

        house.vault.remove(House.CLIENT);
        house.scheduler.settle();
        assertThat(newest().kind()).isEqualTo(Kind.STORE_CHANGED);
        assertThat(newest().text()).contains("taken out");
    }

    @Test
    void keeperOfNobody_isExplainedToo() {
        house.keepers.started();
        house.scheduler.settle();

        assertThat(dossier().report().status().code()).isEqualTo(Code.NOT_CONFIGURED);
        assertThat(newest().text()).isEqualTo("not configured");
    }

    @Test
    void closed_isExplainedFromWhatIsRemembered() {
        valid();
        house.keepers.close();
        house.scheduler.settle();

        assertThat(evidence()).contains("has not answered");
        assertThat(events()).extracting(ClientEvent::kind).contains(Kind.FOUND);
    }

    @Test
    @Tag("R-095")
    @Tag("R-028")
    void provider_thatRepeatsWhatItWasSent_isQuotedWithoutSecrets() {
        for (var answer : List.of(
                "{\"error\":\"invalid_client\",\"error_description\":\"%s\"}",
                "{\"error\":\"%s\"}",
                "{\"error\":\"access_denied\",\"error_description\":\"see https://as.example/e?token=%s&x\"}",
                "{\"error\":\"invalid_grant\",\"error_uri\":\"https://as.example/%s\"}",
                "{\"access_token\":\"%s\",\"token_type\":\"%s\"}",
                "<pre>%s</pre>")) {
            for (var secret : List.of(REFRESH_TOKEN, ACCESS_TOKEN, CLIENT_SECRET, STRANGE_TOKEN)) {
                assertTellsNothing(answer.replace("%s", "x " + secret + " y"), secret);
                assertTellsNothing(answer.replace("%s", "y".repeat(190) + " " + secret), secret);
                var encoded = URLEncoder.encode(secret, UTF_8);
                assertTellsNothing(answer.replace("%s", "a=" + encoded + "&b"), encoded);
            }
        }
    }

    private static void assertTellsNothing(String body, String secret) {
        var house = new House();
        for (var status : List.of(400, 200, 503, 302)) {
            house.provider.next(status(status, "application/json", body, Map.of("location", List.of(secret))));
        }
        var registration = House.registration("id-1", CLIENT_SECRET);
        house.signedIn(planted(house.grant(Duration.ofHours(2), HOUR), registration))
                .configured(new ClientTerms.Ready(registration));
        for (var answers = 0; answers < 4; answers++) {
            var unused = house.keeper().refreshNow();
        }

        var dossier = house.keeper().explain();

        var told =
                dossier + " " + dossier.report().status() + " " + house.keeper().status();
        assertThat(house.posts()).isGreaterThanOrEqualTo(4);
        assertThat(told).contains("NOT_REFRESHED");
        for (var length = secret.length(); length > 5; length--) {
            assertThat(told).as(body).doesNotContain(secret.substring(0, length));
        }
    }

    private static Grant planted(Grant grant, Registration registration) {
        return new Grant(
                registration,
                Secret.of(ACCESS_TOKEN),
                Secret.of(REFRESH_TOKEN),
                grant.scopes(),
                grant.issuedAt(),
                grant.expiresAt(),
                grant.consentedAt(),
                0,
                null);
    }
}
