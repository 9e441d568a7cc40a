// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.TlsSamples;
import org.winekey.oauth.core.secret.Secret;

class GrantsTest {

    /** Nothing in it is plain. */
    private static final RequestStyle REQUESTS = new RequestStyle(
            ScopeSeparator.PLUS,
            new RequestStyle.Authorization(
                    false,
                    List.of("more"),
                    "auth_code",
                    Map.of("client_id", "app_id"),
                    List.of("scope"),
                    "/oauth",
                    Map.of("code", "spapi_oauth_code"),
                    RedirectUriRule.HTTPS),
            new RequestStyle.Token(
                    Encoding.QUERY_OF_GET,
                    Map.of("issuer", "x"),
                    Map.of("code", "auth_code"),
                    List.of("grant_type"),
                    Map.of("type", "web_server"),
                    true,
                    RedirectUriSent.NEVER,
                    "org.example.signer"),
            new RequestStyle.Refresh("fb_exchange_token", true, true, true, Map.of("type", "refresh")),
            new RequestStyle.Then(true, "token", Map.of("version", "*")));

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3000);

    @Test
    @Tag("R-056")
    void granted_noScopesNamed_areThoseAskedFor() {
        var registration = Samples.authorizing("https://as/a", List.of("b", "a"), Map.of());

        var grant = Grants.granted(registration, response("a1", "r1", 3600L, null), NOW);
        var fewer = Grants.granted(registration, response("a1", "r1", 3600L, Set.of("a")), NOW);

        assertThat(grant.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(fewer.scopes()).containsExactly("a");
        assertThat(grant.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(grant.consentedAt()).isEqualTo(NOW);
    }

    @Test
    @Tag("R-055")
    void granted_unknownLifetime_hasNoExpiry() {
        var grant = Grants.granted(Samples.registration(), response("a1", "r1", null, null), NOW);

        assertThat(grant.expiresAt()).isNull();
        assertThat(Grants.accessToken(grant).expiresAt()).isEmpty();
    }

    @Test
    @Tag("R-057")
    void refreshed_noNewRefreshToken_keepsTheOldAndCounts() {
        var old = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, Set.of("s")), NOW);

        var once = Grants.refreshed(old, Samples.registration(), response("a2", null, 60L, null), LATER);
        var twice = Grants.refreshed(once, Samples.registration(), response("a3", "r1", 60L, null), LATER);

        assertThat(once.refreshToken()).isEqualTo(Secret.of("r1"));
        assertThat(once.accessToken()).isEqualTo(Secret.of("a2"));
        assertThat(once.scopes()).containsExactly("s");
        assertThat(once.issuedAt()).isEqualTo(LATER);
        assertThat(once.expiresAt()).isEqualTo(LATER.plusSeconds(60));
        assertThat(once.consentedAt()).isEqualTo(NOW);
        assertThat(once.keptRefreshTokens()).isEqualTo(1);
        assertThat(twice.keptRefreshTokens()).isEqualTo(2);
    }

    @Test
    @Tag("R-057")
    void refreshed_newRefreshToken_replacesTheOld() {
        var old = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var ended = Grants.withEnded(old, new Grant.Ended("DEAD", "reason", NOW, false));

        var next = Grants.refreshed(ended, Samples.registration(), response("a2", "r2", null, null), LATER);

        assertThat(next.refreshToken()).isEqualTo(Secret.of("r2"));
        assertThat(next.keptRefreshTokens()).isZero();
        assertThat(next.ended()).isNull();
    }

    @Test
    @Tag("R-073")
    void refreshed_otherRevision_keepsTheRegistrationThatGotTheGrant() {
        var old = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var newSecret = Samples.with(ClientAuthentication.POST, "id", "new");
        var newClient = Samples.with(ClientAuthentication.BASIC, "other", "secret");

        assertThat(Grants.refreshed(old, newSecret, response("a2", null, null, null), LATER)
                        .registration())
                .isEqualTo(newSecret);
        assertThat(Grants.refreshed(old, newClient, response("a2", null, null, null), LATER)
                        .registration())
                .isEqualTo(Samples.registration());
    }

    @Test
    void salvaged_replacesTheRefreshTokenOnly() {
        var old = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, Set.of("s")), NOW);

        var next = Grants.salvaged(old, Secret.of("r2"));

        assertThat(next.refreshToken()).isEqualTo(Secret.of("r2"));
        assertThat(Grants.salvaged(next, Secret.of("r1"))).isEqualTo(old);
    }

    @Test
    void encode_thenDecode_isTheSame() throws JsonException {
        var full = new Registration(
                "sample",
                "id",
                Secret.of("secret \" ü"),
                ClientAuthentication.POST,
                "https://as.example",
                new Registration.Endpoints(
                        URI.create("https://as.example/a?t=1"),
                        URI.create("https://as.example/t"),
                        URI.create("https://as.example/r"),
                        URI.create("https://as.example/d"),
                        URI.create("https://as.example/p"),
                        URI.create("https://as.example/i"),
                        URI.create("https://as.example/u"),
                        URI.create("https://as.example/refresh"),
                        URI.create("https://as.example/then")),
                List.of("z", "a"),
                "http://127.0.0.1/cb",
                Map.of("prompt", "consent"),
                Map.of("audience", "x"));
        var spoken = Samples.speaking(new Dialect(true, List.of("https://api.example/"), true).with(REQUESTS), full);
        var rich = Grants.withEnded(
                Grants.granted(spoken, response("a1", "r1", 3600L, Set.of("z")), NOW.plusNanos(123_456_789)),
                new Grant.Ended("LOST_ROTATION", "reason", LATER, true));
        var poor = Grants.granted(
                Samples.with(ClientAuthentication.NONE, "id", null), response("a1", null, null, null), NOW);

        assertThat(Grants.decode(Grants.encode(rich))).isEqualTo(rich);
        assertThat(Grants.decode(Grants.encode(poor))).isEqualTo(poor);
    }

    @Test
    @Tag("R-050")
    void encode_routeWithCertificates_isKeptWithItsKey() throws Exception {
        var route = new Route(true, true, List.of(TlsSamples.root()), TlsSamples.key("elsewhere"));
        var plain = Samples.registration();
        var proving = new Registration(
                plain.client(),
                plain.grantType(),
                plain.clientId(),
                null,
                ClientAuthentication.TLS,
                plain.issuer(),
                plain.endpoints(),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters(),
                plain.dialect(),
                route);
        var grant = Grants.granted(proving, response("a1", "r1", 3600L, null), NOW);

        assertThat(Grants.decode(Grants.encode(grant))).isEqualTo(grant);
        assertThat(grant.toString()).doesNotContain("Crt");
    }

    @Test
    void decode_ofAVersionThatKnewNoStyles_isPlainInThem() throws JsonException {
        var spoken = Samples.speaking(new Dialect(true, List.of(), false), Samples.registration());
        var grant = Grants.granted(spoken, response("a1", "r1", 3600L, null), NOW);
        var bytes = new String(Grants.encode(grant), UTF_8);
        var styles = ",\"requests\":null,\"answers\":null,\"habits\":null";

        assertThat(bytes).contains(styles);
        assertThat(Grants.decode(bytes.replace(styles, "").getBytes(UTF_8))).isEqualTo(grant);
    }

    @Test
    void decode_ofAVersionThatKnewThreeEndpoints_isPlain() throws JsonException {
        var grant = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var bytes = new String(Grants.encode(grant), UTF_8);

        assertThat(bytes).contains("\"dialect\":null").doesNotContain("userinfo");
        assertThat(Grants.decode(bytes.replace(",\"dialect\":null", "").getBytes(UTF_8)))
                .isEqualTo(grant);
    }

    @Test
    void fetched_keepsNoRefreshToken() {
        var registration = Samples.ownCredentials(List.of("read"), Map.of());

        var fetched = Grants.fetched(registration, response("a1", "r1", 3600L, null), NOW);

        assertThat(fetched.refreshToken()).isNull();
        assertThat(fetched.scopes()).containsExactly("read");
        assertThat(fetched.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
    }

    @Test
    void encode_fetched_thenDecode_isTheSameAndRefusedByVersionsThatKnowPeopleOnly() throws JsonException {
        var registration = Samples.ownCredentials(List.of("read"), Map.of("audience", "x"));
        var fetched = Grants.fetched(registration, response("a1", null, 3600L, null), NOW);

        var bytes = Grants.encode(fetched);

        assertThat(Grants.decode(bytes)).isEqualTo(fetched);
        assertThat(new String(bytes, UTF_8)).contains("\"format\":3");
    }

    @Test
    void quarantined_fetched_staysAsItIs() {
        var registration = Samples.ownCredentials(List.of(), Map.of());
        var fetched = Grants.fetched(registration, response("a1", null, 3600L, null), NOW);

        var quarantined = Grants.quarantined(fetched, new Grant.Quarantine("b", "copied", NOW));

        assertThat(quarantined).isEqualTo(fetched);
    }

    @Test
    void encode_quarantined_isRefusedByVersionsThatWouldRefreshIt() throws JsonException {
        var grant = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var held = Grants.quarantined(grant, new Grant.Quarantine("clone-7k3f", "another machine", LATER));

        assertThat(new String(Grants.encode(grant), UTF_8)).contains("\"format\":1,");
        assertThat(new String(Grants.encode(held), UTF_8)).contains("\"format\":2,");
        assertThat(new String(Grants.encode(Grants.released(held)), UTF_8)).contains("\"format\":1,");
        assertThat(Grants.decode(Grants.encode(held))).isEqualTo(held);
        assertThat(Grants.decode(Grants.encode(Grants.released(held)))).isEqualTo(Grants.released(held));
    }

    @Test
    void decode_withoutTheNewMembers_isNeitherCopiedNorQuarantined() throws JsonException {
        var grant = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var text = new String(Grants.encode(grant), UTF_8);

        var decoded = decode(text.replace(",\"copied\":false", "").replace(",\"quarantine\":null", ""));

        assertThat(text).contains("copied");
        assertThat(decoded).isEqualTo(grant);
    }

    @Test
    void copied_endsWithTheFirstNewTokens() {
        var grant = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var released = Grants.released(Grants.quarantined(grant, new Grant.Quarantine("b", "reason", NOW)));

        assertThat(grant.copied()).isFalse();
        assertThat(released.copied()).isTrue();
        assertThat(released.quarantine()).isNull();
        assertThat(Grants.withEnded(released, null).copied()).isTrue();
        assertThat(Grants.salvaged(released, Secret.of("r2")).copied()).isFalse();
        assertThat(Grants.refreshed(released, Samples.registration(), response("a2", null, null, null), LATER)
                        .copied())
                .isFalse();
    }

    @Test
    void quarantine_batchThatNobodyCanType_isRefused() {
        assertThatThrownBy(() -> new Grant.Quarantine("Two words", "reason", NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Grant.Quarantine("", "reason", NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decode_memberOfALaterVersion_isPassedOver() throws JsonException {
        var grant = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var text = new String(Grants.encode(grant), UTF_8);

        var decoded = Grants.decode(("{\"later\":[1]," + text.substring(1)).getBytes(UTF_8));

        assertThat(decoded).isEqualTo(grant);
    }

    @Test
    void decode_otherFormat_isRefusedByNumber() {
        var grant = Grants.granted(Samples.registration(), response("a1", "r1", 3600L, null), NOW);
        var text = new String(Grants.encode(grant), UTF_8);

        assertThatThrownBy(() -> decode(text.replace("\"format\":1,", "\"format\":4,")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("format 4");
    }

    @Test
    @Tag("R-095")
    void decode_damagedMember_namesNoSecret() {
        var grant = Grants.granted(Samples.registration(), response("cnry-a", "cnry-r", 3600L, null), NOW);
        var text = new String(Grants.encode(grant), UTF_8);

        for (var damaged : List.of(
                text.replace("\"cnry-a\"", "1"),
                text.replace("\"cnry-a\"", "null"),
                text.replace("2026-11", "cnry-11"),
                text.replace("https://as.example/authorize", "cnry:// "),
                text.replace("client_secret_basic", "cnry"),
                text.replace("\"keptRefreshTokens\":0", "\"keptRefreshTokens\":99999999999"),
                text.replace("\"scopes\":[]", "\"scopes\":[1]"),
                text.substring(1))) {
            assertThatThrownBy(() -> decode(damaged))
                    .isInstanceOf(JsonException.class)
                    .hasMessageNotContaining("cnry");
        }
        assertThat(grant.toString()).doesNotContain("cnry");
    }

    @Test
    void refreshTokenEnd_isKeptInTheFirstFormat_andARecordWithoutItIsRead() throws JsonException {
        var response = new TokenResponse(Secret.of("a"), Secret.of("r"), null, null, Duration.ofDays(30));
        var grant = Grants.granted(Samples.registration(), response, NOW);
        var text = new String(Grants.encode(grant), UTF_8);
        var member = ",\"refreshTokenEnd\":{\"at\":\"2026-12-22T12:00:00Z\",\"fixed\":false}";

        assertThat(text).contains("\"format\":1", member);
        assertThat(decode(text)).isEqualTo(grant);
        assertThat(decode(text.replace(member, "")).refreshTokenEnd()).isNull();
        assertThat(Grants.released(Grants.withEnded(grant, null)).refreshTokenEnd())
                .isEqualTo(grant.refreshTokenEnd());
        assertThat(Grants.salvaged(grant, Secret.of("r2")).refreshTokenEnd()).isNull();
    }

    private static Grant decode(String text) throws JsonException {
        return Grants.decode(text.getBytes(UTF_8));
    }

    private static TokenResponse response(String access, String refresh, Long seconds, Set<String> scopes) {
        return new TokenResponse(
                Secret.of(access),
                refresh == null ? null : Secret.of(refresh),
                seconds == null ? null : Duration.ofSeconds(seconds),
                scopes);
    }
}
