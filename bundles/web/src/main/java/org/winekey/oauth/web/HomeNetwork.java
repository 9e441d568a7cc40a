// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether a network address is one of this machine or its home. */
final class HomeNetwork {

    private HomeNetwork() {}

    /** Whether a browser at this address, as the container tells it, is at home: never a name, so nothing is looked up. */
    static boolean has(String address) {
        try {
            var at = InetAddress.getByName(address);
            return at.isLoopbackAddress() || at.isSiteLocalAddress() || at.isLinkLocalAddress() || isUniqueLocal(at);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** RFC 4193. */
    private static boolean isUniqueLocal(InetAddress at) {
        byte[] bytes = at.getAddress();
        return bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    }
}
