// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Samples;
import org.winekey.oauth.spi.RequestSigner;
import org.winekey.oauth.spi.RequestSigner.Signature;
import org.winekey.oauth.spi.RequestSigner.UnsignedRequest;

/** Token requests that a bundle signs. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class SigningTransportTest {

    private static final Duration DEADLINE = Duration.ofSeconds(7);
    private static final String SIGNER = "org.example.signer";

    private final FakeFramework framework = new FakeFramework();
    private final SimulatedScheduler scheduler = new SimulatedScheduler(new SimulatedTime());
    private final ScriptedTransport network = new ScriptedTransport();
    private final HttpTransport transport =
            new SigningTransport(framework.context, new Lanes(scheduler), scheduler, network);
    private final List<UnsignedRequest> asked = new ArrayList<>();

    private void signer(String bundle, String client, RequestSigner signer) {
        framework.register(bundle, RequestSigner.class.getName(), signer, Map.of("oauth.client", client));
    }

    private Signature sign(UnsignedRequest request) {
        asked.add(request);
        return new Signature(Map.of("sign", "s1"), Map.of("timestamp", "17"));
    }

    private static HttpTransport.Call refresh(String... more) {
        var raw = Samples.goodWith("request_signer", SIGNER);
        for (int i = 0; i < more.length; i += 2) {
            raw.put(more[i], more[i + 1]);
        }
        var context = new ClientSettings.Context(URI.create("http://127.0.0.1:8181"), false, Samples.FILES);
        Registration registration =
                ClientSettings.of("spotify", raw, context).registered().orElseThrow();
        return TokenRequest.refresh(registration, Secret.of("the-token"), DEADLINE);
    }

    private HttpTransport.Outcome send(HttpTransport.Call call) {
        var outcome = transport.send(call);
        scheduler.settle();
        return outcome.join();
    }

    @Test
    void request_ofASignedClient_carriesWhatTheSignerAdds() {
        signer(SIGNER, "spotify", this::sign);
        network.answer(200, "{}");

        var outcome = send(refresh("token_rename.refresh_token", "refreshToken"));

        assertThat(outcome).isInstanceOf(HttpTransport.Answered.class);
        assertThat(network.calls()).singleElement().satisfies(call -> {
            assertThat(call.headers()).containsEntry("sign", "s1").containsKey("Authorization");
            assertThat(ScriptedTransport.form(call))
                    .containsOnly(
                            entry("grant_type", "refresh_token"),
                            entry("refreshToken", "the-token"),
                            entry("timestamp", "17"));
        });
        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.client()).isEqualTo("spotify");
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).hasToString("https://as.example/token");
            assertThat(request.parameters()).containsEntry("refreshToken", "the-token");
            assertThat(request.toString()).doesNotContain("the-token");
        });
    }

    @Test
    void request_inJson_isSignedInJson() {
        signer(SIGNER, "spotify", this::sign);
        network.answer(200, "{}");

        send(refresh("token_request_format", "json"));

        assertThat(new String(network.calls().get(0).body(), UTF_8))
                .isEqualTo("{\"grant_type\":\"refresh_token\",\"refresh_token\":\"the-token\",\"timestamp\":\"17\"}");
    }

    @Test
    void signer_ofAnotherBundleOrClient_isNotAskedAndNothingIsSent() {
        signer("org.example.thief", "spotify", this::sign);
        signer(SIGNER, "netatmo", this::sign);

        var outcome = send(refresh());

        assertThat(outcome).isInstanceOfSatisfying(HttpTransport.Failed.class, failed -> {
            assertThat(failed.sent()).isFalse();
            assertThat(failed.detail()).contains(SIGNER, "request_signer", "bundle:list");
        });
        assertThat(asked).isEmpty();
        assertThat(network.calls()).isEmpty();
    }

    @Test
    void signer_thatThrows_sendsNothing() {
        signer(SIGNER, "spotify", request -> {
            throw new IllegalStateException("the-token");
        });

        var outcome = send(refresh());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        HttpTransport.Failed.class,
                        failed -> assertThat(failed.detail()).doesNotContain("the-token"));
        assertThat(network.calls()).isEmpty();
    }

    @Test
    void signer_thatDoesNotAnswer_isWaitedForNoLongerThanTheRequest() {
        var held = new ArrayList<Runnable>();
        var stuck = new SigningTransport(
                framework.context,
                new Lanes(FakeFramework.proxy(
                        Scheduler.class, (self, method, arguments) -> held.add((Runnable) arguments[0]))),
                scheduler,
                network);

        var outcome = stuck.send(refresh());
        assertThat(outcome).isNotDone();
        scheduler.pass(DEADLINE);

        assertThat(outcome).isCompletedWithValueMatching(HttpTransport.Failed.class::isInstance);
    }

    @Test
    void request_thatNobodySigns_isSentAsItIs() {
        signer(SIGNER, "spotify", this::sign);
        network.answer(200, "{}");

        send(refresh("request_signer", ""));

        assertThat(asked).isEmpty();
        assertThat(network.calls()).hasSize(1);
    }

    @Test
    void requestSigner_thatIsNoBundleName_isRefused() {
        var context = new ClientSettings.Context(null, false, Samples.FILES);
        var settings = ClientSettings.of("spotify", Samples.goodWith("request_signer", "a b"), context);

        assertThat(settings)
                .isInstanceOfSatisfying(
                        ClientSettings.Invalid.class,
                        wrong -> assertThat(wrong.key()).isEqualTo("request_signer"));
    }
}
