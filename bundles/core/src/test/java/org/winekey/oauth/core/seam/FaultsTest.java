// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

class FaultsTest {

    private static final Call CALL =
            new Call("POST", URI.create("https://as.example/"), Map.of(), new byte[0], Duration.ofSeconds(1), 1);

    @Test
    void of_bodyTaken_isSentWhateverTheTrouble() {
        for (var trouble : List.of(
                new SSLHandshakeException("alert after the handshake"),
                new ConnectException("late"),
                new HttpTimeoutException("slow"),
                new IOException("cut"))) {
            assertThat(Faults.of(trouble, true, CALL).sent())
                    .as(trouble.toString())
                    .isTrue();
        }
    }

    @Test
    void of_bodyNotTaken_isNotSentOnlyWhileConnecting() {
        var unresolved = new ConnectException("x");
        unresolved.initCause(new UnresolvedAddressException());

        assertThat(Faults.of(unresolved, false, CALL).fault()).isEqualTo(Fault.DNS);
        assertThat(Faults.of(unresolved, false, CALL).sent()).isFalse();
        assertThat(Faults.of(new SSLHandshakeException("x"), false, CALL).sent())
                .isFalse();
        assertThat(Faults.of(new HttpConnectTimeoutException("x"), false, CALL).sent())
                .isFalse();
        assertThat(Faults.of(new IOException("cut"), false, CALL).sent()).isTrue();
    }

    @Test
    @Tag("R-095")
    void of_messageOfTheTrouble_isNotPassedOn() {
        assertThat(Faults.of(new IOException("cnry-1"), true, CALL).toString()).doesNotContain("cnry");
    }
}
