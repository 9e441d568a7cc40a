// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens what openHAB encrypted: AES-128 in CBC mode, the initialisation vector in front, in Base64. */
final class OpenhabCipher {

    private static final Pattern KEY = Pattern.compile("(?m)^ENCRYPTION_KEY\\s*=\\s*\"?([A-Za-z0-9+/=\\\\]+)\"?\\s*$");
    private static final int KEY_BYTES = 16;
    private static final int IV_BYTES = 16;

    private final SecretKeySpec key;

    private OpenhabCipher(SecretKeySpec key) {
        this.key = key;
    }

    static boolean isKeyFile(String text) {
        return KEY.matcher(text).find();
    }

    /** The cipher with the key in openHAB's file of Config Admin. */
    static OpenhabCipher of(String keyFile) throws MigrationException {
        var found = KEY.matcher(keyFile);
        try {
            // Felix writes an equals sign as \=.
            var bytes = found.find() ? Base64.getDecoder().decode(found.group(1).replace("\\", "")) : new byte[0];
            if (bytes.length >= KEY_BYTES) {
                return new OpenhabCipher(new SecretKeySpec(bytes, 0, KEY_BYTES, "AES"));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new MigrationException("has no usable key beside it in the file of openHAB's cipher");
    }

    String decrypt(String encrypted) throws MigrationException {
        try {
            var bytes = Base64.getDecoder().decode(encrypted);
            if (bytes.length <= IV_BYTES) {
                throw new MigrationException("holds a token that is too short to be encrypted");
            }
            // What openHAB wrote; nothing is ever encrypted so here.
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(bytes, 0, IV_BYTES));
            return new String(cipher.doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES), UTF_8);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new MigrationException("holds a token that this key does not open");
        }
    }
}
