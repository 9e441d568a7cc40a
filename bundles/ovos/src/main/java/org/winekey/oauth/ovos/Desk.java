// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.Starter;

/** What a message may ask of the service. Not thread-safe. */
final class Desk {

    /** Where people look, and the command for those without a browser. */
    private static final String PAGE = "/oauth";

    private final OAuthAdmin admin;
    private final Map<String, Link> links = new HashMap<>();

    private record Link(URI uri, Instant expiresAt) {}

    Desk(OAuthAdmin admin) {
        this.admin = admin;
    }

    /** A client (empty: it is not there yet). */
    Optional<ClientReport> client(String client) {
        return admin.client(client);
    }

    /** Where a person enters, switches on and pastes. */
    String page() {
        return admin.baseUri().map(base -> base + PAGE).orElse("the page " + PAGE);
    }

    /** Where browsers reach this controller (empty: nothing is known of it). */
    Optional<URI> home() {
        return admin.baseUri();
    }

    /**
     * A one-time link to sign in, the same one as long as it can be used. Whoever finishes that sign-in, an administrator
     * accepts it first, since a bus tells nobody who asked.
     *
     * @throws AdminException when there is no sign-in to begin, or one that a person began is open
     */
    URI link(App app, String client, Instant now) {
        var known = links.get(client);
        var asker = new Starter("bus", app.skillId() + "/" + app.appId());
        var open = admin.openSignIn(client, asker);
        boolean isOurs = open.isPresent() && open.get().starter().equals(asker);
        if (known != null && isOurs && known.expiresAt().isAfter(now)) {
            return known.uri();
        }
        if (open.isPresent() && !isOurs) {
            throw new AdminException(
                    AdminException.Problem.UNAVAILABLE,
                    "a sign-in that was begun elsewhere is open; it is not replaced");
        }
        var link = admin.begin(client, asker);
        links.put(client, new Link(link.elsewhere(), link.expiresAt()));
        return link.elsewhere();
    }
}
