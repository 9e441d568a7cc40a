// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One cipher for record after record. */
@Timeout(60)
class AesTest {

    private static final byte[] CONTEXT = "place".getBytes(US_ASCII);
    private static final byte[] CONTENT = "content".getBytes(US_ASCII);

    private final Aes aes = new Aes();

    private static SecretKeySpec key(int number) {
        var bytes = new byte[Aes.KEY];
        bytes[0] = (byte) number;
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] iv(int number) {
        var bytes = new byte[Aes.IV];
        bytes[0] = (byte) number;
        return bytes;
    }

    @Test
    @Tag("R-096")
    void sealAndOpen_oneAfterTheOther_areAsIfEachHadItsOwnCipher() {
        for (int number = 1; number < 50; number++) {
            var key = key(number % 3);
            var sealed = aes.seal(key, iv(number), CONTEXT, CONTENT);

            assertThat(sealed).isEqualTo(new Aes().seal(key, iv(number), CONTEXT, CONTENT));
            assertThat(aes.open(key(9), iv(number), CONTEXT, sealed)).isEmpty();
            assertThat(aes.open(key, iv(number), CONTENT, sealed)).isEmpty();
            assertThat(aes.open(key, iv(number), CONTEXT, sealed)).contains(CONTENT);
        }
    }

    @Test
    @Tag("R-096")
    void seal_chanceRepeatsItself_sealsNothing() {
        aes.seal(key(1), iv(1), CONTEXT, CONTENT);

        assertThatThrownBy(() -> aes.seal(key(1), iv(1), CONTEXT, "another".getBytes(US_ASCII)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(aes.open(key(1), iv(2), CONTEXT, aes.seal(key(1), iv(2), CONTEXT, CONTENT)))
                .contains(CONTENT);
    }
}
