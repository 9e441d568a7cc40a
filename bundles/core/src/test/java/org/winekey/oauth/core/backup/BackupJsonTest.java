// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.backup.BackupHouse.A;
import static org.winekey.oauth.core.backup.BackupHouse.B;
import static org.winekey.oauth.core.backup.BackupHouse.content;
import static org.winekey.oauth.core.backup.BackupHouse.grant;
import static org.winekey.oauth.core.backup.BackupHouse.registration;
import static org.winekey.oauth.core.backup.BackupHouse.saved;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordVersion;

class BackupJsonTest {

    private static final Instant AT = Instant.parse("2026-11-22T20:00:00Z");

    private static final BackupContent ONE = content(saved(saved("spotify", A, 17, "1"), saved("spotify", B, 3, "2")));

    private static String text(BackupContent content) {
        return new String(BackupJson.encode(content), UTF_8);
    }

    private static BackupContent decode(String text) throws BackupException {
        return BackupJson.decode(text.getBytes(UTF_8));
    }

    @Test
    void decode_everyKindOfGrant_isTheSame() throws BackupException {
        var ended = Grants.withEnded(grant("ended", "1"), new Grant.Ended("DEAD", "the provider said so", AT, true));
        var quarantined = Grants.quarantined(grant("held", "1"), new Grant.Quarantine("restore-1", "a copy", AT));
        var released = Grants.released(grant("released", "1"));
        var poor = new Grant(
                new Registration(
                        "poor",
                        "id",
                        null,
                        ClientAuthentication.NONE,
                        null,
                        new Registration.Endpoints(
                                URI.create("https://a.example/a"), URI.create("https://a.example/t"), null),
                        List.of(),
                        null,
                        Map.of(),
                        Map.of()),
                Secret.of("t\u00f6k\u20acn\n\"\\"),
                null,
                Set.of(),
                AT,
                null,
                AT,
                0,
                null);
        var content = content(
                saved(new SavedGrant(new RecordVersion(A, 1), ended)),
                saved(new SavedGrant(new RecordVersion(A, 2), quarantined)),
                saved(new SavedGrant(new RecordVersion(A, 3), released)),
                saved(new SavedGrant(new RecordVersion(A, 1L << 40), poor)),
                new SavedClient("lost", null, List.of(saved("lost", B, 9, "2"), saved("lost", B, 8, "1"))));

        assertThat(BackupJson.decode(BackupJson.encode(content))).isEqualTo(content);
    }

    @Test
    void decode_settingsOfEveryType_areTheSame() throws BackupException {
        var odd = new HashMap<String, Object>(Map.of(
                "client_id", "1234",
                ".client_secret", "$[secret:spotify]",
                "placeholders", "${env:HOME} $[prop:x] \\$[secret:y]",
                "empty", "",
                "text", "\u00fc\u20ac \"quoted\"\n{}",
                "enabled", true,
                "port", 8080,
                "long", Long.MIN_VALUE,
                "double", Double.MIN_VALUE));
        odd.putAll(Map.of(
                "float",
                1.1f,
                "byte",
                (byte) -1,
                "short",
                (short) 7,
                "char",
                '\u20ac',
                "texts",
                new String[] {"a", "", "c"},
                "none",
                new String[0],
                "numbers",
                new int[] {1, -2},
                "wrapped",
                new Long[] {1L},
                "flags",
                new boolean[] {true, false},
                "list",
                new Vector<>(List.of("a", 5, true))));
        var content = new BackupContent(
                "00c0ffee", "f".repeat(32), AT, List.of(), Map.of(), Map.of("odd", new SavedSettings("odd", odd)));

        var back = BackupJson.decode(BackupJson.encode(content)).settings().get("odd");

        assertThat(back.properties()).usingRecursiveComparison().isEqualTo(new SavedSettings("odd", odd).properties());
        assertThat(back.properties().get("numbers")).isInstanceOf(int[].class);
        assertThat(back.properties().get("wrapped")).isInstanceOf(Long[].class);
        assertThat(back.properties()).containsEntry("CLIENT_ID", "1234");
        for (var extreme : new Object[] {'\uD800', Double.NaN, Float.NEGATIVE_INFINITY, Long.MIN_VALUE}) {
            assertThat(RawValues.decode(RawValues.encode(extreme))).isEqualTo(extreme);
        }
    }

    @Test
    void properties_valueThatNoBackupCarries_isRefusedWithoutQuotingIt() {
        for (var value : new Object[] {
            "cnry-" + "x".repeat(33_000), "cnry-\uD800", new Object[] {"cnry"}, Map.of("cnry", "x"), new int[1][1]
        }) {
            var settings = new SavedSettings("odd", Map.of("key", value));
            assertThatThrownBy(() -> BackupJson.properties(settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("cnry");
        }
    }

    @Test
    void value_thatIsNotOfItsType_isRefusedWithoutQuotingIt() {
        for (var list :
                List.of(List.of("Integer", "cnry"), List.of("cnry", "1"), List.of("String"), List.of("int[]", 5))) {
            assertThatThrownBy(() -> RawValues.decode(list))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("cnry")
                    .hasNoCause();
        }
    }

    @Test
    void decode_laterFormat_isRefusedWithTheRemedy() {
        var later = text(ONE).replaceFirst("\"format\":1,", "\"format\":2,");

        assertThatThrownBy(() -> decode(later))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("a later one");
    }

    @Test
    void decode_memberOfALaterVersion_isPassedOver() throws BackupException {
        assertThat(decode(text(ONE).replaceFirst("\"store\"", "\"later\":[{\"x\":1}],\"store\"")))
                .isEqualTo(ONE);
    }

    @Test
    void decode_whatNoBackupHolds_isRefusedWithoutQuotingIt() {
        var text = text(ONE);
        for (var wrong : new String[] {
            text.replace("\"client\":\"spotify\",\"grant\"", "\"client\":\"tado\",\"grant\""),
            text.replace("\"client\":\"spotify\"", "\"client\":\"../spotify\""),
            text.replace(A, "cnry"),
            text.replace("\"generation\":17", "\"generation\":0"),
            text.replace("\"generation\":17", "\"generation\":9223372036854775807"),
            text.replace("[\"String\",\"id-spotify\"]", "[\"Integer\",\"cnry\"]"),
            text.replace("[\"String\",\"id-spotify\"]", "[\"java.lang.Runtime\",\"cnry\"]"),
            text.replace("[\"String\",\"id-spotify\"]", "\"cnry\""),
            text.replace("00c0ffee", "a b"),
            text.replace("\"clients\":[{", "\"clients\":[{\"client\":\"spotify\",\"grant\":null,\"setAside\":[]},{"),
            "{}",
            "cnry"
        }) {
            assertThat(wrong).isNotEqualTo(text);
            assertThatThrownBy(() -> decode(wrong))
                    .as(wrong)
                    .isInstanceOf(BackupException.class)
                    .hasMessageNotContaining("cnry")
                    .hasNoCause();
        }
    }

    @Test
    void decode_registration_staysWithItsGrant() throws BackupException {
        var grant = decode(text(ONE)).clients().get("spotify").grant();

        assertThat(grant.grant().registration()).isEqualTo(registration("spotify"));
    }

    @Test
    void content_asText_showsNoSecret() {
        assertThat(ONE.toString()).doesNotContain("cnry").doesNotContain("$[secret");
    }
}
