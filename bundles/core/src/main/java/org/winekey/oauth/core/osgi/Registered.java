// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.core.protocol.ForeignText;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;

/** Finds the registration of a client, or says which setting stands in the way. */
final class Registered {

    private Registered() {}

    /** The registration of a client that a person signs in for, whose settings work and whose redirect URI is known. */
    static Registration requireCallback(Desks desks, String client) {
        var registration = require(desks, client);
        if (!registration.grantType().hasDoors()) {
            throw new AdminException(
                    Keys.GRANT_TYPES,
                    "is password: sign in with user name and password, on the page or with oauth:authorize " + client);
        }
        if (registration.redirectUri() == null) {
            throw new AdminException(
                    Problem.UNAVAILABLE,
                    "the redirect URI is not known: no HTTP service is up, and neither " + Keys.REDIRECT_URI + " nor "
                            + Keys.BASE_URI + " is set");
        }
        return registration;
    }

    /** The registration of a client that a person signs in for and whose settings work. */
    static Registration require(Desks desks, String client) {
        var settings = desks.configured(client).flatMap(ClientDesk::settings).orElseThrow(() -> noSuchClient(client));
        if (settings instanceof ClientSettings.Invalid invalid) {
            throw new AdminException(invalid.key(), invalid.reason());
        }
        if (settings instanceof ClientSettings.NeedsMetadata needs) {
            throw new AdminException(Problem.UNAVAILABLE, needs.reason() + "; try again in a minute");
        }
        var registration = settings.registered()
                .orElseThrow(() -> new AdminException(Keys.ENABLED, "is false; set it to true to use this client"));
        if (!registration.grantType().needsPerson()) {
            throw new AdminException(
                    Keys.GRANT_TYPES,
                    "is client_credentials: nobody signs in for this client, it fetches tokens by itself; oauth:refresh "
                            + client + " fetches one now");
        }
        return registration;
    }

    static AdminException noSuchClient(String client) {
        return new AdminException(Problem.NO_SUCH_CLIENT, "there is no client " + ForeignText.plain(client));
    }
}
