// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.store.TokenStoreContract.A;
import static org.winekey.oauth.core.store.TokenStoreContract.B;
import static org.winekey.oauth.core.store.TokenStoreContract.version;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.spi.RecordKind;

class EnvelopeTest {

    private static final String KEY_ID = "0123456789abcdef";
    private static final byte[] HEAD = Envelope.head(KEY_ID, filled(Aes.IV, 2), filled(Aes.KEY + Aes.TAG, 3));

    private static byte[] filled(int length, int with) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static Envelope envelope(int content) {
        return new Envelope(HEAD, filled(Aes.IV, 4), filled(content, 5));
    }

    @Test
    void decode_whatWasEncoded_hasTheSameParts() {
        var decoded = Envelope.decode(envelope(99).encode()).orElseThrow();

        assertThat(decoded.head()).isEqualTo(HEAD);
        assertThat(decoded.keyId()).isEqualTo(KEY_ID);
        assertThat(decoded.wrapIv()).isEqualTo(filled(Aes.IV, 2));
        assertThat(decoded.wrapped()).isEqualTo(filled(Aes.KEY + Aes.TAG, 3));
        assertThat(decoded.iv()).isEqualTo(filled(Aes.IV, 4));
        assertThat(decoded.content()).isEqualTo(filled(99, 5));
    }

    @Test
    void decode_noContentButItsTag_isTheShortestEnvelope() {
        var shortest = envelope(Aes.TAG).encode();

        assertThat(Envelope.decode(shortest)).isPresent();
        assertThat(Envelope.decode(Arrays.copyOf(shortest, shortest.length - 1)))
                .isEmpty();
        assertThat(Envelope.decode(new byte[0])).isEmpty();
    }

    @Test
    void decode_anotherFormat_isNoneAndSaysSo() {
        var later = envelope(99).encode();
        later[0]++;

        assertThat(Envelope.decode(later)).isEmpty();
        assertThat(Envelope.ofAnotherFormat(later)).isTrue();
        assertThat(Envelope.ofAnotherFormat(envelope(99).encode())).isFalse();
        assertThat(Envelope.ofAnotherFormat(new byte[0])).isFalse();
    }

    @Test
    @Tag("R-096")
    void context_anyPartAnother_isAnotherContext() {
        var otherHead = HEAD.clone();
        otherHead[HEAD.length - 1]++;
        var contexts = List.of(
                Envelope.context(HEAD, "s", "c", RecordKind.GRANT, version(A, 1)),
                Envelope.context(otherHead, "s", "c", RecordKind.GRANT, version(A, 1)),
                Envelope.context(HEAD, "t", "c", RecordKind.GRANT, version(A, 1)),
                Envelope.context(HEAD, "s", "d", RecordKind.GRANT, version(A, 1)),
                Envelope.context(HEAD, "s", "c", RecordKind.TICKET, version(A, 1)),
                Envelope.context(HEAD, "s", "c", RecordKind.GRANT, version(B, 1)),
                Envelope.context(HEAD, "s", "c", RecordKind.GRANT, version(A, 2)));

        assertThat(different(contexts.stream())).hasSameSizeAs(contexts);
        assertThat(different(Stream.of(
                        Envelope.wrapContext("s", KEY_ID),
                        Envelope.wrapContext("t", KEY_ID),
                        Envelope.wrapContext("s", "fedcba9876543210"))))
                .hasSize(3);
    }

    private static Set<String> different(Stream<byte[]> contexts) {
        return new HashSet<>(contexts.map(Arrays::toString).toList());
    }
}
