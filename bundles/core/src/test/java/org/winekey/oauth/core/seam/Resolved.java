// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.InetAddress;

/** What looks up names as a test says. */
public final class Resolved {

    private Resolved() {}

    /** Clients for whom every name has this address. */
    public static SharedHttpClient everywhere(String address) {
        return new SharedHttpClient(TlsContexts.standard(), host -> new InetAddress[] {InetAddress.getByName(address)});
    }
}
