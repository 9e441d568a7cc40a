// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.backup.BackupHouse.PASSPHRASE;
import static org.winekey.oauth.core.backup.BackupHouse.QUICK;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.secret.Pbkdf2;
import org.winekey.oauth.core.secret.Secret;

@Timeout(120)
class BackupFormatTest {

    private static final byte[] CONTENT = "cnry-0123456789abcdef".repeat(10).getBytes(UTF_8);
    private static final SimulatedEntropy ENTROPY = new SimulatedEntropy(1);

    private static byte[] sealed() {
        return BackupFormat.seal(CONTENT, PASSPHRASE, ENTROPY, QUICK);
    }

    @Test
    @Tag("R-096")
    void seal_asUsed_costsWhatAPassphraseNeedsAndOpens() throws BackupException {
        var sealed = BackupFormat.seal(CONTENT, PASSPHRASE, ENTROPY);

        assertThat(ByteBuffer.wrap(sealed).getInt(12))
                .isEqualTo(600_000)
                .isEqualTo(Pbkdf2.ITERATIONS)
                .isLessThan(BackupFormat.MOST_ITERATIONS);
        assertThat(new String(sealed, UTF_8)).startsWith("WINEBAK\n\u0001").doesNotContain("cnry");
        assertThat(BackupFormat.open(sealed, PASSPHRASE)).isEqualTo(CONTENT);
    }

    @Test
    void seal_twice_hasOtherSaltAndVector() {
        var one = sealed();
        var other = sealed();

        assertThat(Arrays.copyOfRange(one, 16, 44)).isNotEqualTo(Arrays.copyOfRange(other, 16, 44));
        assertThat(Arrays.copyOf(one, 16)).isEqualTo(Arrays.copyOf(other, 16));
    }

    @Test
    @Tag("R-096")
    void open_anyBitFlipped_isRefused() {
        var sealed = sealed();

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> BackupFormat.open(changed, PASSPHRASE))
                    .as("bit " + bit)
                    .isInstanceOf(BackupException.class);
        }
    }

    @Test
    @Tag("R-096")
    void open_cutAtAnyLengthOrContinued_isRefused() {
        var sealed = sealed();

        for (int length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> BackupFormat.open(cut, PASSPHRASE))
                    .as("length " + length)
                    .isInstanceOf(BackupException.class);
        }
        assertThatThrownBy(() -> BackupFormat.open(Arrays.copyOf(sealed, sealed.length + 1), PASSPHRASE))
                .isInstanceOf(BackupException.class);
    }

    @Test
    void open_wrongPassphraseOrDamage_saysTheSame() {
        var damaged = sealed();
        damaged[damaged.length - 1] ^= 1;

        assertThatThrownBy(() -> BackupFormat.open(sealed(), Secret.of("cnry-another-passphrase")))
                .hasMessage("does not open: the passphrase is wrong, or the file is damaged; nothing was changed");
        assertThatThrownBy(() -> BackupFormat.open(damaged, PASSPHRASE))
                .hasMessage("does not open: the passphrase is wrong, or the file is damaged; nothing was changed");
    }

    @Test
    void open_laterVersion_isRefusedWithTheRemedy() {
        var later = Arrays.copyOf(sealed(), 9);
        later[8] = 2;

        assertThatThrownBy(() -> BackupFormat.open(later, PASSPHRASE))
                .hasMessageContaining("format 2")
                .hasMessageContaining("restore it with the version of Winekey that wrote it, or a later one");
    }

    @Test
    void open_somethingElse_isNoBackup() {
        assertThatThrownBy(() -> BackupFormat.open("WINEKEY\n and more".getBytes(UTF_8), PASSPHRASE))
                .hasMessageContaining("is no backup of Winekey");
    }

    @Test
    @Timeout(5)
    void open_countThatTakesForEver_isRefusedAtOnce() {
        for (var iterations : new int[] {0, -1, Integer.MAX_VALUE, BackupFormat.MOST_ITERATIONS + 1}) {
            var slow = sealed();
            ByteBuffer.wrap(slow).putInt(12, iterations);
            assertThatThrownBy(() -> BackupFormat.open(slow, PASSPHRASE)).isInstanceOf(BackupException.class);
        }
    }
}
