// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.token.KeeperReport;

/** Puts reports together from all that knows something of a client. Thread-safe. */
final class Reports {

    private final Desks desks;
    private final Admin.Rooms rooms;
    private final SignInDesk signIns;

    Reports(Desks desks, Admin.Rooms rooms, SignInDesk signIns) {
        this.desks = desks;
        this.rooms = rooms;
        this.signIns = signIns;
    }

    Report of(ClientSettings settings, KeeperReport keeper) {
        var waiting = signIns.pending(settings.name()).orElse(null);
        return new Report(settings, keeper, notices(settings), ways(settings), waiting);
    }

    private List<String> notices(ClientSettings settings) {
        var notices = new ArrayList<>(rooms.notices());
        settings.registered()
                .flatMap(registration -> SharedCallbacks.complaint(registration, desks))
                .ifPresent(complaint -> notices.add("shared-callback: " + Keys.REDIRECT_URI + " " + complaint));
        return List.copyOf(notices);
    }

    /** Where answers can come home, each to be registered at the provider. */
    List<Way> ways(ClientSettings settings) {
        var hasDoors = settings.registered()
                .map(registration -> registration.grantType().hasDoors()
                        && registration.endpoints().authorization() != null)
                .orElse(true);
        var relay = rooms.relayUri().orElse(null);
        var ways = hasDoors ? RedirectDoors.of(settings.name(), settings.card().redirectUri(), relay) : List.<Way>of();
        return settings.registered()
                .map(registration -> ways.stream()
                        .filter(way -> RedirectDoors.isUsable(way, registration))
                        .toList())
                .orElse(ways);
    }
}
