// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.net.URI;
import java.util.Map;

/** The same Keycloak over https, where it asks for a certificate and takes one of our authority. Thread-safe. */
public final class KeycloakTls {
    private final URI base;
    private final String realm;
    private final Certificates certificates;
    private final KeycloakAdmin admin;

    KeycloakTls(URI base, String realm, Certificates certificates) {
        this.base = base;
        this.realm = realm;
        this.certificates = certificates;
        admin = new KeycloakAdmin(base, realm, "", "", certificates.context());
    }

    /** The issuer of the test realm, as its metadata say here. */
    public URI issuer() {
        return base.resolve("/realms/" + realm);
    }

    /** An endpoint below {@code protocol/openid-connect/}. */
    public URI endpoint(String name) {
        return URI.create(issuer() + "/protocol/openid-connect/" + name);
    }

    /** What introspection says about an access token that came from here; elsewhere it would be another issuer's. */
    public Map<String, Object> introspect(String token) {
        return admin.introspect(endpoint("token/introspect"), Keycloak.INSPECTOR, token);
    }

    /** A new person without a session, whose browser trusts our authority and has no certificate. */
    public KeycloakVisitor newVisitor() {
        return new KeycloakVisitor(base, certificates.context());
    }

    /** Of this server and its clients. */
    public Certificates certificates() {
        return certificates;
    }
}
