// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Reads the first grant of each client out of the files, by nothing but the description of the format. */
final class Plain {

    /** The first record of a client lies in the second grant slot, behind its 64 bytes of header. */
    private static final int SLOT = 12288 + 4096;

    private static final int HEAD = 69;
    private static final int IV = 12;

    private final Path folder;
    private final String storeId;
    private final SecretKey dataKey;
    private final Cipher cipher;

    private Plain(Path folder, String storeId, SecretKey dataKey) throws GeneralSecurityException {
        this.folder = folder;
        this.storeId = storeId;
        this.dataKey = dataKey;
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    static Plain of(String name) throws IOException, GeneralSecurityException {
        var folder = Shop.folder(name);
        var storeId = Files.readString(folder.resolve("winekey.id")).split(" ", -1)[2];
        var key = Files.readString(Shop.key(name)).trim().split(" ", -1);
        var envelope = sealed(Files.readAllBytes(folder.resolve(Shop.client(0) + ".slots")));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var wrapping = new SecretKeySpec(HexFormat.of().parseHex(key[3]), "AES");
        cipher.init(Cipher.DECRYPT_MODE, wrapping, new GCMParameterSpec(128, envelope, 9, IV));
        cipher.updateAAD(("winekey data key|1|" + storeId + "|" + key[2]).getBytes(US_ASCII));
        return new Plain(folder, storeId, new SecretKeySpec(cipher.doFinal(envelope, 21, 48), "AES"));
    }

    private static byte[] sealed(byte[] file) {
        var sealed = new byte[ByteBuffer.wrap(file).getInt(SLOT + 40)];
        System.arraycopy(file, SLOT + 64, sealed, 0, sealed.length);
        return sealed;
    }

    long readAll(int clients) throws IOException, GeneralSecurityException {
        var length = 0L;
        for (int i = 0; i < clients; i++) {
            var client = Shop.client(i);
            length += open(client, sealed(Files.readAllBytes(folder.resolve(client + ".slots")))).length;
        }
        return length;
    }

    private byte[] open(String client, byte[] sealed) throws GeneralSecurityException {
        var version = Shop.first();
        cipher.init(Cipher.DECRYPT_MODE, dataKey, new GCMParameterSpec(128, sealed, HEAD, IV));
        cipher.updateAAD(sealed, 0, HEAD);
        cipher.updateAAD(("|" + storeId + "|" + client + "|1|" + version.grantId() + "|" + version.generation())
                .getBytes(US_ASCII));
        return cipher.doFinal(sealed, HEAD + IV, sealed.length - HEAD - IV);
    }
}
