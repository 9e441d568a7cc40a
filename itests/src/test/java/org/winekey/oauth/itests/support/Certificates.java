// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates made for the occasion by keytool, good for two days: an authority that nobody else knows, a server on
 * 127.0.0.1, and a client. Thread-safe.
 */
public final class Certificates {
    /** Opens every file here. */
    public static final String PASSWORD = "changeit";

    /** The distinguished name of the client. */
    public static final String CLIENT = "CN=house,O=winekey";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String AUTHORITY = "authority";

    private final Path folder;
    private final KeyStore made;

    /** Makes them in this folder, whose content is deleted. */
    public Certificates(Path folder) {
        this.folder = folder.toAbsolutePath();
        try {
            Processes.delete(folder);
            Files.createDirectories(folder);
            make(AUTHORITY, "CN=authority", "-ext", "bc:c");
            make("server", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-signer", AUTHORITY);
            make("client", CLIENT, "-signer", AUTHORITY);
            made = KeyStore.getInstance(all().toFile(), PASSWORD.toCharArray());
            keep("server");
            keep("client");
            var authority = made.getCertificate(AUTHORITY);
            Files.writeString(authorityFile(), pem("certificate", authority.getEncoded()));
            var trusted = empty();
            trusted.setCertificateEntry(AUTHORITY, authority);
            write(trusted, trusted());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority's certificate as PEM. */
    public Path authorityFile() {
        return folder.resolve("authority.pem");
    }

    /** The client's key with its certificate, PKCS12. */
    public Path client() {
        return folder.resolve("client.p12");
    }

    Path server() {
        return folder.resolve("server.p12");
    }

    /** The authority's certificate, PKCS12. */
    Path trusted() {
        return folder.resolve("trusted.p12");
    }

    /** Trusts the authority, and shows no certificate. */
    SSLContext context() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(KeyStore.getInstance(trusted().toFile(), PASSWORD.toCharArray()));
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String what, byte[] content) {
        String name = what.toUpperCase(Locale.ROOT);
        return "-----BEGIN " + name + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + name + "-----\n";
    }

    private Path all() {
        return folder.resolve("all.p12");
    }

    private void make(String alias, String name, String... more) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", alias, "-dname", name, "-keyalg", "EC", "-validity", "2"));
        command.addAll(List.of("-keystore", all().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(more));
        var result = Processes.run(folder, PATIENCE, "", command);
        if (result.status() != 0) {
            throw new AssertionError("keytool: " + result.text());
        }
    }

    private void keep(String alias) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        var one = empty();
        one.setKeyEntry(alias, made.getKey(alias, password), password, made.getCertificateChain(alias));
        write(one, folder.resolve(alias + ".p12"));
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return empty;
    }

    private static void write(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
