// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.core.secret.Secret;

class OwnerCredentialsTest {

    @ParameterizedTest
    @CsvSource({"u, p, true", "u, ' ', true", "' ', p, false", "'', p, false", "u, '', false"})
    void isWhole_nothingTyped_isMissing(String user, String password, boolean whole) {
        assertThat(new OwnerCredentials(Secret.of(user), Secret.of(password)).isWhole())
                .isEqualTo(whole);
    }
}
