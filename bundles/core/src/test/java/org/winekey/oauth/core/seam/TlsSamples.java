// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Servers with good and bad certificates, and a transport that trusts their root. All but {@code stranger} are signed by
 * that root, for 127.0.0.1 but {@code elsewhere}; {@code expired} ended in 2020, {@code future} begins in 2100, the
 * others and the root are good from 2020 to 2118.
 */
public final class TlsSamples {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final String ROOT = "root";

    private TlsSamples() {}

    /** A listener that proves itself with the certificate of that name. */
    public static ServerSocket listener(String alias) throws IOException {
        try {
            return context(alias)
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** A listener that lets in only who shows a certificate of the root. */
    public static ServerSocket demandingListener() throws IOException {
        var listener = (SSLServerSocket) listener("good");
        listener.setNeedClientAuth(true);
        return listener;
    }

    /** The root that signed the others. */
    public static X509Certificate root() throws IOException {
        return certificate(ROOT);
    }

    /** The certificate of that name. */
    public static X509Certificate certificate(String alias) throws IOException {
        try {
            return (X509Certificate) samples().getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The key of that name with its certificates. */
    public static ClientKey key(String alias) throws IOException {
        try {
            var chain = Arrays.stream(samples().getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toList();
            return new ClientKey((PrivateKey) samples().getKey(alias, PASSWORD), chain);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Writes the root into a file, as tools do. */
    public static void writeRoot(Path file) throws IOException {
        try {
            var text = Base64.getMimeEncoder().encodeToString(root().getEncoded());
            Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Writes these keys into a key store with the password. */
    public static void writeKeys(Path file, String... aliases) throws IOException {
        try (var output = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var alias : aliases) {
                var key = key(alias);
                store.setKeyEntry(alias, key.secret(), PASSWORD, key.chain().toArray(X509Certificate[]::new));
            }
            store.store(output, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The password of the key store with all samples. */
    public static String password() {
        return new String(PASSWORD);
    }

    /** A transport that trusts the root of the samples and nothing else. */
    public static JdkHttpTransport transport() throws IOException {
        try {
            return new JdkHttpTransport(new SystemTime(), Runnable::run, context("good"));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyStore samples() throws IOException, GeneralSecurityException {
        var samples = KeyStore.getInstance("PKCS12");
        try (var input = TlsSamples.class.getResourceAsStream("certificates.p12")) {
            samples.load(input, PASSWORD);
        }
        return samples;
    }

    private static SSLContext context(String alias) throws IOException, GeneralSecurityException {
        var samples = samples();
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(alias, samples.getKey(alias, PASSWORD), PASSWORD, samples.getCertificateChain(alias));
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ROOT, samples.getCertificate(ROOT));
        return context(own, trusted);
    }

    private static SSLContext context(KeyStore own, KeyStore trusted) throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
