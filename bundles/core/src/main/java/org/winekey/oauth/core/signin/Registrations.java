// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.util.List;
import java.util.Optional;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.RedirectUriRule;
import org.winekey.oauth.core.protocol.Registration;

/** Where a sign-in finds the present registration of a client. Thread-safe. */
@FunctionalInterface
public interface Registrations {

    /**
     * The registration of a client, complete; without its redirect URI while that is not known.
     *
     * @throws org.winekey.oauth.admin.AdminException when there is no such client or a setting is missing, with the key
     */
    Registration require(String client);

    /** The redirect doors of a client, the preferred one first; throws as {@link #require} does. */
    default List<Way> ways(String client) {
        return Optional.ofNullable(require(client).redirectUri()).map(uri -> new Way(Door.CALLBACK, uri)).stream()
                .toList();
    }

    /**
     * Refuses to send a person to a provider that would not send anybody back.
     *
     * @throws AdminException when the provider takes no redirect URI that there is
     */
    default void requireWay(String client, Registration registration) {
        var rule = registration.dialect().requests().authorization().redirectRule();
        if (rule != RedirectUriRule.ANY && ways(client).isEmpty()) {
            throw new AdminException(
                    "redirect_uri",
                    "is " + registration.redirectUri() + ", and this provider takes only " + rule.words()
                            + ": make it such an address, set base_uri of org.winekey.oauth to one, or set up the relay"
                            + " page with relay_uri");
        }
    }

    /** The registration that an open sign-in was started for, if the settings still say the same. */
    default Optional<Registration> present(Tickets.Open open) {
        try {
            return Optional.of(require(open.client()))
                    .filter(now -> now.identity().equals(open.ticket().registration()));
        } catch (AdminException e) {
            return Optional.empty();
        }
    }

    /** Whether the settings of a client can be used now; right after a restart they may have to come yet. */
    default boolean isReady(String client) {
        try {
            var unused = require(client);
            return true;
        } catch (AdminException e) {
            return false;
        }
    }

    /** The same for one of its redirect doors; the registration has the redirect URI of that door. */
    default Optional<Registration> present(Tickets.Open open, Trip trip) {
        return present(open)
                .filter(now -> ways(open.client()).contains(trip.way()))
                .map(now -> now.at(trip.way().redirectUri()));
    }
}
