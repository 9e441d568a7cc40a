// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

/**
 * A way through which a person can give consent. The doors of one sign-in are open together; the first one that brings
 * tokens ends it. Pasting the address a browser ended on is no door of its own: it is how the answer of a redirect door
 * comes home when the browser cannot bring it.
 */
public enum Door {
    /** The provider sends the browser to the callback of this controller (RFC 6749 section 4.1). */
    CALLBACK,
    /** The provider sends the browser to a relay page on the web, which sends it on to the callback. */
    RELAY,
    /** The person types a short code at the provider, on any device (RFC 8628). */
    DEVICE,
    /**
     * The person types user name and password here, and they are sent to the provider once (RFC 6749 section 4.3). Only where
     * a person admitted it for a provider that has nothing else.
     */
    PASSWORD
}
