// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a request gets to its host: over which addresses, whose certificates count there, and with which one we prove
 * ourselves. Equal routes share their connections. Nothing in it can make a certificate check weaker. Immutable.
 *
 * @param insecure whether plain http to private, loopback and unique local addresses is admitted
 * @param privateAddresses whether a name of the public Internet may lead to such an address
 * @param authorities certificates that count beside those that the system trusts
 * @param key what we prove ourselves with (RFC 8705); null: nothing
 */
public record Route(
        boolean insecure,
        boolean privateAddresses,
        List<X509Certificate> authorities,
        @Nullable ClientKey key) {

    /** The setting that admits plain http at home. */
    public static final String ALLOW_INSECURE = "allow_insecure";

    /** The setting that admits private addresses of public names. */
    public static final String ALLOW_PRIVATE_ADDRESS = "allow_private_address";

    /** The public Internet, and this machine. */
    public static final Route PUBLIC = new Route(false, false, List.of(), null);

    /** Copies the list. */
    public Route {
        authorities = List.copyOf(authorities);
    }

    /** The same without what we prove ourselves with. */
    public Route withoutKey() {
        return new Route(insecure, privateAddresses, authorities, null);
    }

    @Override
    public String toString() {
        return "Route[" + (insecure ? "insecure " : "") + (privateAddresses ? "private " : "") + authorities.size()
                + " authorities, " + (key == null ? "no key]" : "a key]");
    }
}
