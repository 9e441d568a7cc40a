// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.OwnerCredentials;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.signin.SignIns;

/** The sign-ins of the store that is open, as the port speaks of them. Thread-safe. */
final class SignInDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SignInDesk.class);

    private final Desks desks;
    private final Admin.Rooms rooms;

    SignInDesk(Desks desks, Admin.Rooms rooms) {
        this.desks = desks;
        this.rooms = rooms;
    }

    private interface Task<T> {
        T run() throws IOException;
    }

    SignInLink begin(String client, Starter starter) {
        Registered.requireCallback(desks, client);
        var base = rooms.baseUri()
                .orElseThrow(() ->
                        unavailable("where browsers reach this controller is not known: no HTTP service is up, and "
                                + Keys.BASE_URI + " is not set"));
        return signIns().begin(client, base, starter);
    }

    Optional<SignInOffer> offer(String nonce, Set<String> bindings) {
        return ifOpen().flatMap(signIns -> signIns.offer(nonce, bindings));
    }

    Optional<Departure> depart(String nonce, Door door, Set<String> bindings) {
        var base = rooms.baseUri().orElse(null);
        return ifOpen().flatMap(signIns -> signIns.depart(nonce, door, bindings, base));
    }

    DeviceCode device(String client, Starter starter) {
        Registered.require(desks, client);
        return signIns().device(client, starter);
    }

    SignInOutcome signIn(String client, OwnerCredentials typed, Starter starter) {
        Registered.require(desks, client);
        return signIns().signIn(client, typed, starter);
    }

    Optional<OpenSignIn> openSignIn(String client, Starter viewer) {
        var base = rooms.baseUri().orElse(null);
        return ifOpen().flatMap(signIns -> signIns.open(client, viewer, base));
    }

    SignInOutcome arrive(Arrival arrival) {
        return signIns().arrive(arrival);
    }

    SignInOutcome complete(String address, Starter starter) {
        return signIns().complete(address, starter);
    }

    List<PendingGrant> pending() {
        return withStore(() -> signIns().pending());
    }

    /** What waits for a client, as far as the store can be read now. */
    Optional<PendingGrant> pending(String client) {
        try {
            var signIns = ifOpen();
            return signIns.isEmpty() ? Optional.empty() : signIns.get().pending(client);
        } catch (IOException e) {
            LOG.debug("what waits for acceptance of {} cannot be read: {}", client, e.toString());
            return Optional.empty();
        }
    }

    SignInOutcome accept(String client, String id) {
        return withStore(() -> signIns().accept(client, id));
    }

    void decline(String client, String id) {
        var unused = withStore(() -> {
            signIns().decline(client, id);
            return true;
        });
    }

    void cancel(String client) {
        signIns().cancel(client);
    }

    private static <T> T withStore(Task<T> task) {
        try {
            return task.run();
        } catch (IOException e) {
            throw unavailable("the store refuses: " + e.getMessage());
        }
    }

    private Optional<SignIns> ifOpen() {
        return rooms.engine().map(Engine::signIns);
    }

    private SignIns signIns() {
        return ifOpen().orElseThrow(() -> unavailable(desks.statusWithoutStore().reason()));
    }

    private static AdminException unavailable(String message) {
        return new AdminException(Problem.UNAVAILABLE, message);
    }
}
