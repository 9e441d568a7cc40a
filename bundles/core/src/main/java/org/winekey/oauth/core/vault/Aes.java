// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with a tag of 128 bits. Keeps one cipher to use again, because making one costs as much as a small record.
 * Thread-safe.
 */
public final class Aes {

    /** Bytes of a key. */
    public static final int KEY = 32;
    /** Bytes of an initialisation vector. */
    public static final int IV = 12;
    /** Bytes of a tag. */
    public static final int TAG = 16;

    private final AtomicReference<@Nullable Cipher> spare = new AtomicReference<>();

    /**
     * The content encrypted, with its tag; {@code authenticated} is part of what the tag holds.
     *
     * @throws IllegalStateException when the IV is that of the record before, which would give both away
     */
    public byte[] seal(SecretKey key, byte[] iv, byte[] authenticated, byte[] content) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, iv, authenticated, content);
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("chance has repeated itself, so nothing was sealed", e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has AES-GCM", e);
        }
    }

    /** The content; empty when it does not authenticate. */
    public Optional<byte[]> open(SecretKey key, byte[] iv, byte[] authenticated, byte[] sealed) {
        try {
            return Optional.of(run(Cipher.DECRYPT_MODE, key, iv, authenticated, sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has AES-GCM", e);
        }
    }

    private byte[] run(int mode, SecretKey key, byte[] iv, byte[] authenticated, byte[] content)
            throws GeneralSecurityException {
        var kept = spare.getAndSet(null);
        var cipher = kept == null ? Cipher.getInstance("AES/GCM/NoPadding") : kept;
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, iv));
        cipher.updateAAD(authenticated);
        var result = cipher.doFinal(content);
        spare.set(cipher);
        return result;
    }
}
