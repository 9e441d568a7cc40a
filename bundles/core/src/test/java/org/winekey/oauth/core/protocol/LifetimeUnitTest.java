// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeUnitTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final long LONGEST = Duration.ofDays(36_500).toSeconds();

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 60, 60",
        "SECONDS, 60.9, 60",
        "SECONDS, 0,",
        "SECONDS, -1,",
        "SECONDS, 12345678901234567,",
        "SECONDS, x,",
        "MILLISECONDS, 1500.5, 1",
        "MILLISECONDS, 60000, 60",
        "MILLISECONDS, 0,",
        "EPOCH_SECONDS, 1795953660, 60",
        "EPOCH_SECONDS, 1795953600,",
        "EPOCH_SECONDS, 1795953599,",
        "EPOCH_MILLISECONDS, 1795953660000, 60",
        "EPOCH_MILLISECONDS, 0,",
        "ISO, 2026-11-29T12:01:00Z, 60",
        "ISO, 2026-11-29T14:01:00+02:00, 60",
        "ISO, 2026-11-29T12:01:00, 60",
        "ISO, ' 2026-11-29 12:01:00 ', 60",
        "ISO, 2026-11-29T12:00:00Z,",
        "ISO, 2026-11-29,",
        "ISO, 2126-11-29T12:01:00Z,",
        "DAYS_HOURS_MINUTES, 1:02:03, 93780",
        "DAYS_HOURS_MINUTES, ' 0:00:01 ', 60",
        "DAYS_HOURS_MINUTES, 0:00:00,",
        "DAYS_HOURS_MINUTES, 1:02,",
        "DAYS_HOURS_MINUTES, 99999:00:00,"
    })
    void lifetime_textOfAProvider_isReadInItsUnit(LifetimeUnit unit, String text, Long seconds) {
        assertThat(unit.lifetime(text, NOW)).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void lifetime_number_isTakenUpToAHundredYears() {
        assertThat(LifetimeUnit.SECONDS.lifetime(1L, NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(LifetimeUnit.SECONDS.lifetime(LONGEST, NOW)).isEqualTo(Duration.ofSeconds(LONGEST));
        assertThat(LifetimeUnit.SECONDS.lifetime(LONGEST + 1, NOW)).isNull();
        assertThat(LifetimeUnit.SECONDS.lifetime(new BigDecimal("1e99"), NOW)).isNull();
        assertThat(LifetimeUnit.MILLISECONDS.lifetime(LONGEST * 1000, NOW)).isEqualTo(Duration.ofSeconds(LONGEST));
        assertThat(LifetimeUnit.MILLISECONDS.lifetime(new BigDecimal("1e999999999"), NOW))
                .isNull();
        assertThat(LifetimeUnit.EPOCH_SECONDS.lifetime(LONGEST + 1, NOW)).isNull();
    }

    @ParameterizedTest
    @EnumSource(LifetimeUnit.class)
    void lifetime_nothingThatIsUnderstood_isNoStatement(LifetimeUnit unit) {
        for (var value : new Object[] {"", "null", true, new Object(), "1e5", "\u0661"}) {
            assertThat(unit.lifetime(value, NOW)).as("%s", value).isNull();
        }
        assertThat(unit.lifetime(null, NOW)).isNull();
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".c2ln";
    }

    @Test
    void lifetime_ofAJwt_isInTheToken() {
        assertThat(LifetimeUnit.JWT.lifetime(jwt("{\"exp\":1795953660}"), NOW)).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"exp\":true}", "[]", "{", "{\"exp\":1795953600}"})
    void lifetime_jwtThatTellsNone_isNoStatement(String claims) {
        assertThat(LifetimeUnit.JWT.lifetime(jwt(claims), NOW)).isNull();
        assertThat(LifetimeUnit.JWT.lifetime("a.b", NOW)).isNull();
        assertThat(LifetimeUnit.JWT.lifetime("a.*.c", NOW)).isNull();
    }

    @ParameterizedTest
    @EnumSource(LifetimeUnit.class)
    void of_nameOfAUnit_isThatUnit(LifetimeUnit unit) {
        assertThat(LifetimeUnit.of(unit.wireName())).contains(unit);
        assertThat(LifetimeUnit.of(unit.wireName() + "x")).isEmpty();
    }
}
