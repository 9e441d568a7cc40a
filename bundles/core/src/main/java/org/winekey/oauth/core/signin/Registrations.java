// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import org.winekey.oauth.core.protocol.Registration;

/** Where a sign-in finds the present registration of a client. Thread-safe. */
@FunctionalInterface
public interface Registrations {

    /**
     * The registration of a client, complete and with its redirect URI.
     *
     * @throws org.winekey.oauth.admin.AdminException when there is no such client or a setting is missing, with the key
     */
    Registration require(String client);
}
