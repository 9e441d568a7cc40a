// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Pbkdf2Test {

    @Test
    void derive_examplesOfTheRfc_agree() {
        // RFC 7914 section 11, the first 32 bytes.
        assertThat(derived("passwd", "salt", 1))
                .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
        assertThat(derived("Password", "NaCl", 80_000))
                .isEqualTo("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
    }

    @Test
    void derive_umlautComposedOrNot_isTheSameKey() {
        assertThat(derived("schl\u00fcssel-bund", "salt", 1)).isEqualTo(derived("schlu\u0308ssel-bund", "salt", 1));
    }

    @Test
    void length_ofCharactersNotOfTheirParts_counts() {
        assertThat(Pbkdf2.isLongEnough(Secret.of("twelve chars"))).isTrue();
        assertThat(Pbkdf2.isLongEnough(Secret.of("eleven char"))).isFalse();
        assertThat(Pbkdf2.isLongEnough(Secret.of("\uD83D\uDD11".repeat(11)))).isFalse();
        assertThat(Pbkdf2.isLongEnough(Secret.of("\uD83D\uDD11".repeat(12)))).isTrue();
        assertThat(Pbkdf2.isLongEnough(Secret.of("u\u0308".repeat(11)))).isFalse();
    }

    @Test
    void derive_otherSaltOrCount_isAnotherKey() {
        assertThat(derived("passphrase", "salt", 2))
                .isNotEqualTo(derived("passphrase", "Salt", 2))
                .isNotEqualTo(derived("passphrase", "salt", 3));
    }

    private static String derived(String passphrase, String salt, int iterations) {
        return HexFormat.of().formatHex(Pbkdf2.derive(Secret.of(passphrase), salt.getBytes(US_ASCII), iterations));
    }
}
