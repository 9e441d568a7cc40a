// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.ClientKey;
import org.winekey.oauth.core.settings.ClientSettings.Files;

/** Reads the files with certificates that the settings of a client name. */
final class TlsFiles {

    private static final int CAP = 256 * 1024;
    private static final int MOST_AUTHORITIES = 50;

    private final Values values;
    private final Files files;

    TlsFiles(Values values, Files files) {
        this.values = values;
        this.files = files;
    }

    /** The certificates that count beside those of the system. */
    List<X509Certificate> authorities() throws SettingsException {
        var content = content(Keys.TLS_CA_FILE);
        if (content.isEmpty()) {
            return List.of();
        }
        try {
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content.get()));
            if (certificates.isEmpty() || certificates.size() > MOST_AUTHORITIES) {
                throw new SettingsException(
                        Keys.TLS_CA_FILE, "names a file without certificates, or with more than " + MOST_AUTHORITIES);
            }
            return certificates.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException e) {
            throw new SettingsException(
                    Keys.TLS_CA_FILE, "names a file that holds something else than certificates in PEM form");
        }
    }

    /** What the client proves itself with (null: nothing). */
    @Nullable
    ClientKey key() throws SettingsException {
        var content = content(Keys.TLS_KEY_STORE);
        if (content.isEmpty()) {
            return null;
        }
        var password = values.text(Keys.TLS_KEY_STORE_PASSWORD).orElse("").toCharArray();
        try {
            return key(content.get(), password);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? new SettingsException(Keys.TLS_KEY_STORE_PASSWORD, "does not open the key store; type it again")
                    : new SettingsException(Keys.TLS_KEY_STORE, "names a file that is no PKCS12 key store");
        } catch (GeneralSecurityException e) {
            throw new SettingsException(Keys.TLS_KEY_STORE, "names a key store that cannot be used on this JDK");
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static ClientKey key(byte[] content, char[] password)
            throws IOException, GeneralSecurityException, SettingsException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), password);
        ClientKey found = null;
        for (var alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey secret) {
                if (found != null) {
                    throw new SettingsException(Keys.TLS_KEY_STORE, "names a key store with several keys; keep one");
                }
                found = new ClientKey(secret, chain(store, alias));
            }
        }
        if (found == null) {
            throw new SettingsException(Keys.TLS_KEY_STORE, "names a key store without a private key");
        }
        return found;
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        return Arrays.stream(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
    }

    private Optional<byte[]> content(String key) throws SettingsException {
        var path = ServiceSettings.path(values, key);
        return path.isEmpty() ? Optional.empty() : Optional.of(content(key, path.get()));
    }

    private byte[] content(String key, Path file) throws SettingsException {
        try {
            return files.read(file, CAP);
        } catch (IOException e) {
            throw new SettingsException(
                    key,
                    "names a file that cannot be read (" + e.getClass().getSimpleName()
                            + "); mend that and save the settings again");
        }
    }
}
