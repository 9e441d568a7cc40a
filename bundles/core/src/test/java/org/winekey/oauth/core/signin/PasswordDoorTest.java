// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.PendingGrant.Why;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.OwnerCredentials;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/** The legacy grant with user name and password (RFC 6749 section 4.3). */
@Tag("R-002")
class PasswordDoorTest extends SignInScene {

    private static final String PASSWORD = "pw canary+&";

    @BeforeEach
    void prepare() {
        house.registrations.put("legacy", legacy(null));
    }

    private static Registration legacy(@Nullable URI userinfo) {
        return new Registration(
                "legacy",
                GrantType.PASSWORD,
                "id-1",
                Secret.of("cnry-secret"),
                ClientAuthentication.BASIC,
                null,
                new Registration.Endpoints(
                        null, URI.create("https://legacy.example/token"), null, null, null, null, userinfo),
                List.of("read"),
                null,
                Map.of(),
                Map.of());
    }

    private SignInOutcome signIn() {
        return house.signIns.signIn(
                "legacy", new OwnerCredentials(Secret.of("anna"), Secret.of(PASSWORD)), SignInHouse.KARAF);
    }

    private void answer(int status, String body) {
        house.provider = () -> CompletableFuture.completedFuture(SignInHouse.answer(status, body));
    }

    private String everyFile() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void signIn_sendsUserAndPasswordOnceInTheBody_andTheGrantIsInUse() throws Exception {
        var outcome = signIn();

        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
        assertThat(house.calls).hasSize(1);
        assertThat(house.calls.get(0).uri()).hasToString("https://legacy.example/token");
        assertThat(house.sentBody()).isEqualTo("grant_type=password&username=anna&password=pw+canary%2B%26&scope=read");
        var grant = house.grant("legacy").orElseThrow();
        assertThat(grant.refreshToken()).isEqualTo(Secret.of("cnry-refresh"));
        assertThat(grant.registration().grantType()).isEqualTo(GrantType.PASSWORD);
        assertThat(grant.toString() + house.news + outcome + everyFile()).doesNotContain("canary");
    }

    @Test
    void signIn_wrongPassword_isTriedOnceAndTouchesNoGrant() throws Exception {
        signIn();
        answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"pw canary+& of anna\"}");

        var outcome = signIn();

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED_BY_PROVIDER);
        assertThat(outcome.message()).contains("not tried again").doesNotContain("canary", "anna");
        assertThat(house.calls).hasSize(2);
        assertThat(house.grant("legacy")).isPresent();
        assertThat(house.signIns.open("legacy", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
    }

    @Test
    void signIn_wayDisturbed_isNotTriedAgain() {
        house.provider =
                () -> CompletableFuture.completedFuture(new HttpTransport.Failed(true, HttpTransport.Fault.CUT, "cut"));

        assertThat(signIn().kind()).isEqualTo(Kind.EXCHANGE_FAILED);

        assertThat(house.calls).hasSize(1);
    }

    @Test
    void signIn_forgottenMeanwhile_leavesNothing() throws Exception {
        house.provider = () -> {
            house.signIns.cancel("legacy");
            return CompletableFuture.completedFuture(SignInHouse.tokens());
        };

        assertThat(signIn().kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);

        assertThat(house.grant("legacy")).isEmpty();
    }

    @Test
    void signIn_anotherAccount_waitsForAcceptance() throws Exception {
        house.registrations.put("legacy", legacy(URI.create("https://legacy.example/me")));
        house.answers.put(
                "/me", () -> CompletableFuture.completedFuture(SignInHouse.answer(200, "{\"sub\":\"anna\"}")));
        assertThat(signIn().kind()).isEqualTo(Kind.DONE);
        house.answers.put("/me", () -> CompletableFuture.completedFuture(SignInHouse.answer(200, "{\"sub\":\"eve\"}")));

        assertThat(signIn().kind()).isEqualTo(Kind.AWAITING_ACCEPTANCE);

        assertThat(house.waiting("legacy").why()).isEqualTo(Why.OTHER_ACCOUNT);
    }

    @Test
    void signIn_halfTyped_sendsNothing() {
        var none = Secret.of("");

        assertThat(house.signIns
                        .signIn("legacy", new OwnerCredentials(none, Secret.of(PASSWORD)), SignInHouse.KARAF)
                        .kind())
                .isEqualTo(Kind.MALFORMED);
        assertThat(house.signIns
                        .signIn("legacy", new OwnerCredentials(Secret.of("anna"), none), SignInHouse.KARAF)
                        .kind())
                .isEqualTo(Kind.MALFORMED);

        assertThat(house.calls).isEmpty();
    }

    @Test
    void signIn_clientOfAnotherGrantType_isRefusedAndNothingSent() {
        assertThatThrownBy(() -> house.signIns.signIn(
                        "spotify", new OwnerCredentials(Secret.of("anna"), Secret.of(PASSWORD)), SignInHouse.KARAF))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.key()).contains("grant_types"));

        assertThat(house.calls).isEmpty();
    }

    @Test
    void signIn_storeThatIsClosed_sendsNothing() throws Exception {
        house.close();

        assertThatThrownBy(this::signIn).isInstanceOf(AdminException.class).hasMessageContaining("nothing was sent");

        assertThat(house.calls).isEmpty();
    }

    @Test
    void signIn_faultOfOurs_saysSoAndEndsTheSignIn() throws Exception {
        house.provider = () -> CompletableFuture.failedFuture(new IllegalStateException("ours"));

        var outcome = signIn();

        assertThat(outcome.kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        assertThat(outcome.message()).contains("internal fault");
        assertThat(house.signIns.open("legacy", SignInHouse.KARAF, SignInHouse.BASE))
                .isEmpty();
    }

    @Test
    void signIn_providerThatTakesItsTime_isStillWaitingAndStoredLater() throws Exception {
        var out = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> out;

        assertThat(signIn().client()).isEqualTo("legacy");
        assertThat(house.grant("legacy")).isEmpty();
        out.complete(SignInHouse.tokens());
        house.scheduler.pass(Duration.ofSeconds(1));

        assertThat(house.grant("legacy")).isPresent();
    }
}
