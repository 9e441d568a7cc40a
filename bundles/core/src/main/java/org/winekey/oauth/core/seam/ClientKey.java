// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and its certificate, with which a client proves itself to a server while the connection is made. Shows
 * nothing of itself. Immutable.
 *
 * @param secret the private key
 * @param chain its certificate first, then those above it
 */
public record ClientKey(PrivateKey secret, List<X509Certificate> chain) {

    /** Copies the list. */
    public ClientKey {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "ClientKey[***]";
    }
}
