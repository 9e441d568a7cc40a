// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM with a tag of 128 bits. */
public final class Aes {

    /** Bytes of a key. */
    public static final int KEY = 32;
    /** Bytes of an initialisation vector. */
    public static final int IV = 12;
    /** Bytes of a tag. */
    public static final int TAG = 16;

    private Aes() {}

    /** The content encrypted, with its tag; {@code authenticated} is part of what the tag holds. */
    public static byte[] seal(SecretKey key, byte[] iv, byte[] authenticated, byte[] content) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, iv, authenticated).doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has AES-GCM", e);
        }
    }

    /** The content; empty when it does not authenticate. */
    public static Optional<byte[]> open(SecretKey key, byte[] iv, byte[] authenticated, byte[] sealed) {
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key, iv, authenticated).doFinal(sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] iv, byte[] authenticated)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, iv));
        cipher.updateAAD(authenticated);
        return cipher;
    }
}
