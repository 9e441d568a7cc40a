// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

/**
 * How a request gets to its host: over which addresses, and whose certificates count there. Equal routes share their
 * connections. Immutable.
 *
 * @param insecure whether plain http to private, loopback and unique local addresses is admitted
 */
public record Route(boolean insecure) {

    /** The public Internet, and this machine. */
    public static final Route PUBLIC = new Route(false);
}
