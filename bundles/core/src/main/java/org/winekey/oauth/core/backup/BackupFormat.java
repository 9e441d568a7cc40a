// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.secret.Pbkdf2;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.vault.Aes;

/**
 * The bytes of a backup file: a header in clear, which is authenticated, and everything else encrypted with a key that is
 * derived from the passphrase. Big-endian:
 *
 * <pre>
 *  0   8  "WINEBAK" and a line feed
 *  8   1  version of this format: 1
 *  9   3  zero
 * 12   4  iterations of PBKDF2 with HMAC-SHA-256
 * 16  16  salt
 * 32  12  IV
 * 44   n  the content, AES-256-GCM, with its tag of 16 bytes
 * </pre>
 *
 * Stateless.
 */
final class BackupFormat {

    static final int VERSION = 1;
    static final int HEADER = 44;

    /** More would only keep whoever types the passphrase waiting: the count stands in the file. */
    static final int MOST_ITERATIONS = 4_000_000;

    private static final byte[] MAGIC = "WINEBAK\n".getBytes(US_ASCII);
    private static final int SALT = 16;

    private BackupFormat() {}

    static byte[] seal(byte[] content, Secret passphrase, Entropy entropy) {
        return seal(content, passphrase, entropy, Pbkdf2.ITERATIONS);
    }

    static byte[] seal(byte[] content, Secret passphrase, Entropy entropy, int iterations) {
        var salt = entropy.bytes(SALT);
        var iv = entropy.bytes(Aes.IV);
        var header = ByteBuffer.allocate(HEADER)
                .put(MAGIC)
                .putInt(VERSION << 24)
                .putInt(iterations)
                .put(salt)
                .put(iv)
                .array();
        var sealed = new Aes().seal(key(passphrase, salt, iterations), iv, header, content);
        return ByteBuffer.allocate(HEADER + sealed.length)
                .put(header)
                .put(sealed)
                .array();
    }

    /**
     * The content.
     *
     * @throws BackupException when this is no backup, one of a later version, or does not authenticate
     */
    static byte[] open(byte[] file, Secret passphrase) throws BackupException {
        requireKnown(file);
        var header = Arrays.copyOf(file, HEADER);
        var fields = ByteBuffer.wrap(header, MAGIC.length + 4, HEADER - MAGIC.length - 4);
        var iterations = fields.getInt();
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw unopened();
        }
        var salt = new byte[SALT];
        var iv = new byte[Aes.IV];
        fields.get(salt).get(iv);
        var sealed = Arrays.copyOfRange(file, HEADER, file.length);
        return new Aes()
                .open(key(passphrase, salt, iterations), iv, header, sealed)
                .orElseThrow(BackupFormat::unopened);
    }

    /** Magic and version byte stay where they are in every later version. */
    private static void requireKnown(byte[] file) throws BackupException {
        if (file.length <= MAGIC.length || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BackupException("is no backup of Winekey; name a file that oauth:backup wrote");
        }
        if (file[MAGIC.length] != VERSION) {
            throw ofAnotherFormat(file[MAGIC.length] & 0xFF);
        }
        if (file.length < HEADER + Aes.TAG) {
            throw unopened();
        }
    }

    static BackupException ofAnotherFormat(long format) {
        return new BackupException("is a backup of format " + format + ", and this version reads format " + VERSION
                + "; restore it with the version of Winekey that wrote it, or a later one");
    }

    private static BackupException unopened() {
        return new BackupException(
                "does not open: the passphrase is wrong, or the file is damaged; nothing was changed");
    }

    private static SecretKeySpec key(Secret passphrase, byte[] salt, int iterations) {
        var bytes = Pbkdf2.derive(passphrase, salt, iterations);
        try {
            return new SecretKeySpec(bytes, "AES");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
