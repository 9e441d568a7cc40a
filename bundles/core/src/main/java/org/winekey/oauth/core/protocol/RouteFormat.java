// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.seam.ClientKey;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.secret.Secret;

/**
 * The route inside a stored registration as JSON, so that a grant of an old revision is refreshed after a restart as it was
 * before. The private key is in it as a secret, as the client secret is.
 */
final class RouteFormat {

    private RouteFormat() {}

    static @Nullable Map<String, @Nullable Object> members(Route route) {
        if (route.equals(Route.PUBLIC)) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("insecure", route.insecure());
        members.put("privateAddresses", route.privateAddresses());
        members.put("authorities", texts(route.authorities()));
        var key = route.key();
        if (key != null) {
            members.put("keyAlgorithm", key.secret().getAlgorithm());
            members.put("key", Secret.of(text(key.secret().getEncoded())));
            members.put("chain", texts(key.chain()));
        }
        return members;
    }

    static Route decode(@Nullable Members members) throws JsonException {
        if (members == null) {
            return Route.PUBLIC;
        }
        try {
            return new Route(
                    members.bool("insecure"),
                    members.bool("privateAddresses"),
                    certificates(members.texts("authorities")),
                    key(members));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new JsonException("a grant with certificates that cannot be read");
        }
    }

    private static @Nullable ClientKey key(Members members) throws JsonException, GeneralSecurityException {
        var key = members.optionalText("key");
        if (key == null) {
            return null;
        }
        var secret = KeyFactory.getInstance(members.text("keyAlgorithm"))
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
        return new ClientKey(secret, certificates(members.texts("chain")));
    }

    private static List<String> texts(List<X509Certificate> certificates) {
        var texts = new ArrayList<String>();
        for (var certificate : certificates) {
            try {
                texts.add(text(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read cannot be written", e);
            }
        }
        return texts;
    }

    private static List<X509Certificate> certificates(List<String> texts) throws GeneralSecurityException {
        var certificates = new ArrayList<X509Certificate>();
        var factory = CertificateFactory.getInstance("X.509");
        for (var text : texts) {
            var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(text));
            certificates.add((X509Certificate) factory.generateCertificate(bytes));
        }
        return certificates;
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
