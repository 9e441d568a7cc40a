// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;

@Timeout(30)
class SignInsTest extends SignInScene {

    @Test
    void arrive_rightBrowser_makesTheGrantDurable() throws Exception {
        var departure = house.depart("spotify");

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
        assertThat(house.grant("spotify").orElseThrow().accessToken()).isEqualTo(Secret.of("cnry-access"));
        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isEmpty();
    }

    @Test
    @Tag("R-010")
    @Tag("R-011")
    void arrive_rightBrowser_sendsTheSameRedirectUriTwice() {
        var departure = house.depart("spotify");

        house.arrive(departure);

        var asked = SignInHouse.parameter(departure.authorizationUri(), "redirect_uri");
        assertThat(asked).isEqualTo("http://127.0.0.1:8181/oauth/callback/spotify");
        assertThat(house.sentBody())
                .contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A8181%2Foauth%2Fcallback%2Fspotify");
    }

    @Test
    @Tag("R-003")
    void depart_twoSignIns_shareNoVerifierStateOrBinding() {
        var first = house.depart("spotify");
        house.arrive(first);
        var firstVerifier = verifier();
        var second = house.depart("spotify");
        house.arrive(second);

        assertThat(verifier()).isNotEqualTo(firstVerifier).hasSizeBetween(43, 128);
        assertThat(CodeVerifier.of(Secret.of(verifier())).challenge())
                .isEqualTo(SignInHouse.parameter(second.authorizationUri(), "code_challenge"));
        assertThat(SignInHouse.state(second)).isNotEqualTo(SignInHouse.state(first));
        assertThat(second.binding()).isNotEqualTo(first.binding());
    }

    private String verifier() {
        return house.sentBody().replaceFirst(".*code_verifier=([^&]*).*", "$1");
    }

    @Test
    @Tag("R-006")
    void arrive_stateReplayed_isRefused() {
        var departure = house.depart("spotify");
        house.arrive(departure);

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "code-only"})
    @Tag("R-006")
    void arrive_stateForgedOrAbsent_isRefused(String state) {
        var departure = house.depart("spotify");
        var answer = state.equals("code-only")
                ? Map.of("code", SignInHouse.CODE)
                : Map.of("code", SignInHouse.CODE, "state", state);

        assertThat(house.arrive("spotify", answer, departure.binding()).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).isEmpty();
    }

    @Test
    @Tag("R-020")
    void arrive_thirtyTwoAtOnce_sendsTheCodeOnce() throws Exception {
        var departure = house.depart("spotify");
        var answer = new Arrival(
                "spotify",
                Map.of("code", List.of(SignInHouse.CODE), "state", List.of(SignInHouse.state(departure))),
                Set.of(departure.binding()),
                "192.0.2.7");
        var barrier = new CyclicBarrier(32);
        var sent = Collections.synchronizedList(new ArrayList<>());
        house.provider = () -> {
            sent.add(1);
            return new CompletableFuture<>();
        };
        var pool = Executors.newFixedThreadPool(32);

        var all = IntStream.range(0, 32)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> {
                            await(barrier);
                            return house.signIns.arrive(answer).kind();
                        },
                        pool))
                .toList();
        var kinds = all.stream().map(CompletableFuture::join).toList();
        pool.shutdown();

        assertThat(sent).hasSize(1);
        assertThat(kinds).filteredOn(Kind.NO_SUCH_SIGN_IN::equals).hasSize(31);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("R-021")
    void arrive_clientIdChangedMeanwhile_isRefusedWithTheReason() throws Exception {
        var departure = house.depart("spotify");
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-2"));

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.SETTINGS_CHANGED);
        assertThat(outcome.message()).contains("settings of spotify changed");
        assertThat(house.calls).isEmpty();
        assertThat(house.grant("spotify")).isEmpty();
    }

    @Test
    @Tag("R-021")
    void arrive_clientIdChangedAndChangedBack_isOver() {
        var departure = house.depart("spotify");
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-2"));
        house.arrive(departure);
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-1"));

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).isEmpty();
    }

    @Test
    @Tag("R-022")
    void arrive_foreignIssuer_isRefused() {
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-1", "https://as.example"));
        var departure = house.depart("spotify");
        var answer =
                Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(departure), "iss", "https://as.example/");

        assertThat(house.arrive("spotify", answer, departure.binding()).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(house.calls).isEmpty();
    }

    @Test
    @Tag("R-022")
    void arrive_rightIssuerAfterAForeignOne_isTooLate() {
        house.registrations.put("spotify", SignInHouse.registration("spotify", "id-1", "https://as.example"));
        var departure = house.depart("spotify");
        var foreign = Map.of("code", "c", "state", SignInHouse.state(departure), "iss", "https://evil.example");
        house.arrive("spotify", foreign, departure.binding());

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).isEmpty();
    }

    @Test
    void arrive_unusableAnswer_isMalformedOnlyWhereNoStateNamesASignIn() {
        house.depart("spotify");

        assertThat(house.arrive("spotify", Map.of(), null).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(house.arrive("spotify", Map.of("state", "forged"), null).kind())
                .isEqualTo(Kind.NO_SUCH_SIGN_IN);
    }

    @Test
    @Tag("R-023")
    void arrive_stateOfAnotherClient_isRefused() {
        house.registrations.put("evil", SignInHouse.registration("evil", "id-9"));
        var honest = house.depart("spotify");
        house.depart("evil");
        var answer = Map.of("code", SignInHouse.CODE, "state", SignInHouse.state(honest));

        assertThat(house.arrive("evil", answer, honest.binding()).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).isEmpty();
    }

    @Test
    @Tag("R-027")
    void arrive_providerRefuses_consumesTheStateAndKeepsTheGrant() throws Exception {
        house.arrive(house.depart("spotify"));
        var departure = house.depart("spotify");
        var refusal = Map.of("error", "access_denied", "state", SignInHouse.state(departure));

        var outcome = house.arrive("spotify", refusal, departure.binding());

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED_BY_PROVIDER);
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.grant("spotify")).isPresent();
    }

    @Test
    @Tag("R-052")
    void arrive_answerLost_neverSendsTheCodeAgain() throws Exception {
        var departure = house.depart("spotify");
        house.provider = CompletableFuture::new;

        var outcome = house.arrive(departure);
        house.restart();

        assertThat(outcome.kind()).isEqualTo(Kind.EXCHANGE_FAILED);
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).hasSize(1);
    }

    @Test
    void arrive_answerLate_isStoredAllTheSame() throws Exception {
        var departure = house.depart("spotify");
        var late = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> late;
        house.arrive(departure);

        late.complete(SignInHouse.tokens());
        house.scheduler.settle();

        assertThat(house.grant("spotify")).isPresent();
    }

    @Test
    void cancel_whileTheCodeIsOnTheWay_dropsTheTokens() throws Exception {
        var departure = house.depart("spotify");
        var late = new CompletableFuture<HttpTransport.Outcome>();
        house.provider = () -> late;
        house.arrive(departure);

        house.signIns.cancel("spotify");
        late.complete(SignInHouse.tokens());
        house.scheduler.settle();

        assertThat(house.grant("spotify")).isEmpty();
    }

    @Test
    void cancel_whileTheClaimIsBeingWritten_wins() throws Exception {
        var departure = house.depart("spotify");
        var once = new AtomicBoolean(true);
        var watch = house.vault.watch((client, kind) -> {
            if (kind == RecordKind.TICKET && once.getAndSet(false)) {
                house.signIns.cancel(client);
            }
        });

        var outcome = house.arrive(departure);
        watch.close();

        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.calls).isEmpty();
        assertThat(house.vault.read("spotify", RecordKind.TICKET)).isEmpty();
    }

    @Test
    void cancelAndBegin_whileTheGrantIsBeingWritten_leaveTheGrantBefore() throws Exception {
        house.arrive(house.depart("spotify"));
        var before = house.vault.read("spotify", RecordKind.GRANT).orElseThrow();
        var departure = house.depart("spotify");
        house.whenFirstWritten(RecordKind.GRANT, () -> {
            house.signIns.cancel("spotify");
            house.nonce("spotify");
        });

        var outcome = house.arrive(departure);

        var after = house.vault.read("spotify", RecordKind.GRANT).orElseThrow();
        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(after.version().grantId()).isEqualTo(before.version().grantId());
        assertThat(after.content()).isEqualTo(before.content());
    }

    @Test
    void forget_whileTheGrantBeforeIsSetAside_leavesNothing() throws Exception {
        house.arrive(house.depart("spotify"));
        var departure = house.depart("spotify");
        house.whenFirstWritten(RecordKind.SET_ASIDE, () -> {
            house.signIns.cancel("spotify");
            house.vault.remove("spotify");
        });

        var outcome = house.arrive(departure);

        assertThat(outcome.kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.vault.clients()).isEmpty();
    }

    @Test
    void offer_afterTheClockJumped_tellsTheTimeThatIsLeft() {
        var nonce = house.nonce("spotify");
        house.time.jump(Duration.ofDays(365));

        var offer = house.signIns.offer(nonce, Set.of()).orElseThrow();

        assertThat(Duration.between(house.time.now(), offer.expiresAt())).isEqualTo(Tickets.LIFETIME);
    }

    @Test
    void begin_twice_cancelsTheFirst() {
        var first = house.depart("spotify");
        var second = house.depart("spotify");

        assertThat(house.arrive(first).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.arrive(second).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void arrive_overAGrant_setsTheOldOneAside() throws Exception {
        house.arrive(house.depart("spotify"));
        var first = house.vault.read("spotify", RecordKind.GRANT).orElseThrow();

        house.arrive(house.depart("spotify"));

        var second = house.vault.read("spotify", RecordKind.GRANT).orElseThrow();
        assertThat(second.version().generation()).isEqualTo(2);
        assertThat(second.version().grantId()).isNotEqualTo(first.version().grantId());
        assertThat(house.vault
                        .read("spotify", RecordKind.SET_ASIDE)
                        .orElseThrow()
                        .version()
                        .grantId())
                .isEqualTo(first.version().grantId());
    }

    @Test
    void arrive_afterOneRestart_isDone_afterTwo_isVoid() throws Exception {
        var departure = house.depart("spotify");
        house.restart();
        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.DONE);

        var next = house.depart("spotify");
        house.restart();
        house.restart();
        assertThat(house.arrive(next).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
    }

    @Test
    @Tag("R-038")
    void arrive_afterTenMinutes_isTooLate() {
        var departure = house.depart("spotify");

        house.time.pass(Tickets.LIFETIME);

        assertThat(house.arrive(departure).kind()).isEqualTo(Kind.NO_SUCH_SIGN_IN);
    }

    @Test
    void depart_recordRemovedByAnother_endsTheSignIn() throws Exception {
        var nonce = house.nonce("spotify");
        house.vault.remove("spotify");

        assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of(), SignInHouse.BASE))
                .isEmpty();
        assertThat(house.signIns.offer(nonce, Set.of())).isEmpty();
    }

    @Test
    @Tag("R-036")
    void depart_linkUsedTwice_leavesOnce() {
        var nonce = house.nonce("spotify");

        assertThat(house.signIns.offer(nonce, Set.of())).isPresent();
        assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of(), SignInHouse.BASE))
                .isPresent();
        assertThat(house.signIns.depart(nonce, Door.CALLBACK, Set.of(), SignInHouse.BASE))
                .isEmpty();
        assertThat(house.signIns.offer(nonce, Set.of())).isEmpty();
    }

    @Test
    void complete_sameUserAtTheSameFace_isDone() {
        var departure = house.depart("spotify");
        var address = "http://127.0.0.1:8181/oauth/callback/spotify?code=c&state=" + SignInHouse.state(departure);

        assertThat(house.signIns
                        .complete("http://evil.example/?code=c", SignInHouse.KARAF)
                        .kind())
                .isEqualTo(Kind.NO_SUCH_SIGN_IN);
        assertThat(house.signIns.complete(address, SignInHouse.KARAF).kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void begin_unknownClient_isRefused() {
        assertThatThrownBy(() -> house.nonce("nobody")).isInstanceOf(AdminException.class);
    }

    @Test
    @Tag("R-030")
    void signIn_wholeWay_leavesNoSecretOnDiskOrInText() throws Exception {
        var departure = house.depart("spotify");
        var outcome = house.arrive(departure);

        var secrets = List.of(
                SignInHouse.CODE,
                SignInHouse.state(departure),
                departure.binding(),
                verifier(),
                "cnry-access",
                "cnry-refresh");
        var disk = new StringBuilder(outcome.toString()).append(departure);
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                disk.append(new String(Files.readAllBytes(file), UTF_8));
            }
        }
        assertThat(secrets).noneMatch(secret -> disk.toString().contains(secret));
    }
}
