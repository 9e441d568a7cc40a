// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

class FaultsTest {

    private static final byte[] BODY = {1};
    private static final Call CALL =
            new Call("POST", URI.create("https://as.example/"), Map.of(), new byte[0], Duration.ofSeconds(1), 1);

    @Test
    void of_bodyTaken_isSentWhateverTheTrouble() {
        for (var trouble : List.of(
                new SSLHandshakeException("alert after the handshake"),
                new ConnectException("late"),
                new HttpTimeoutException("slow"),
                new IOException("cut"))) {
            assertThat(Faults.of(trouble, taken(), CALL).sent())
                    .as(trouble.toString())
                    .isTrue();
        }
    }

    @Test
    void of_bodyNotTaken_isNotSentOnlyWhileConnecting() {
        var unresolved = new ConnectException("x");
        unresolved.initCause(new UnresolvedAddressException());

        assertThat(Faults.of(unresolved, new OnceBody(BODY), CALL).fault()).isEqualTo(Fault.DNS);
        assertThat(Faults.of(unresolved, new OnceBody(BODY), CALL).sent()).isFalse();
        assertThat(Faults.of(new SSLHandshakeException("x"), new OnceBody(BODY), CALL)
                        .sent())
                .isFalse();
        assertThat(Faults.of(new HttpConnectTimeoutException("x"), new OnceBody(BODY), CALL)
                        .sent())
                .isFalse();
        assertThat(Faults.of(new IOException("cut"), new OnceBody(BODY), CALL).sent())
                .isTrue();
    }

    @Test
    @Tag("R-069")
    void of_noBody_isSentUnlessTheConnectionWasBeingMade() {
        var nothing = new OnceBody(new byte[0]);

        assertThat(Faults.of(new HttpTimeoutException("slow"), nothing, CALL).sent())
                .isTrue();
        assertThat(Faults.of(new IOException("cut"), nothing, CALL).sent()).isTrue();
        assertThat(Faults.of(new ConnectException("refused"), nothing, CALL).sent())
                .isFalse();
    }

    @Test
    @Tag("R-095")
    void of_messageOfTheTrouble_isNotPassedOn() {
        assertThat(Faults.of(new IOException("cnry-1"), taken(), CALL).toString())
                .doesNotContain("cnry");
    }

    private static OnceBody taken() {
        var body = new OnceBody(BODY);
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {}

            @Override
            public void onNext(ByteBuffer item) {}

            @Override
            public void onError(Throwable trouble) {}

            @Override
            public void onComplete() {}
        });
        return body;
    }
}
