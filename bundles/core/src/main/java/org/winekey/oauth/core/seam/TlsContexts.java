// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates count, and which of ours is shown. What a route adds goes into a trust store of its own together with
 * all that the system trusts; the checks are those of the JDK. Stateless; thread-safe.
 */
final class TlsContexts {

    private static final char[] NO_PASSWORD = {};

    private TlsContexts() {}

    /** What the JDK trusts. */
    static SSLContext standard() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /**
     * The context of a route.
     *
     * @param standard for routes that add nothing
     * @throws IllegalStateException when this JDK cannot use what the route adds
     */
    static SSLContext of(Route route, SSLContext standard) {
        if (route.authorities().isEmpty() && route.key() == null) {
            return standard;
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(route.key()), trust(route.authorities()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot use the certificates of a client", e);
        }
    }

    private static KeyManager[] keys(@Nullable ClientKey key) throws GeneralSecurityException, IOException {
        var store = empty();
        if (key != null) {
            store.setKeyEntry("client", key.secret(), NO_PASSWORD, key.chain().toArray(X509Certificate[]::new));
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    static TrustManager[] trust(List<X509Certificate> added) throws GeneralSecurityException, IOException {
        var all = new ArrayList<>(added);
        for (var manager : managers(null)) {
            if (manager instanceof X509TrustManager system) {
                all.addAll(Arrays.asList(system.getAcceptedIssuers()));
            }
        }
        return managers(store(all));
    }

    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyStore store(Collection<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        var store = empty();
        var count = 0;
        for (var certificate : certificates) {
            store.setCertificateEntry("trusted-" + count++, certificate);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
