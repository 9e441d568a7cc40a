// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ServiceSettings;
import org.winekey.oauth.core.signin.Registrations;

/** Through which doors a browser can come home to a client, and with which redirect URIs. Thread-safe. */
final class RedirectDoors implements Registrations {

    private final Desks desks;
    private final Supplier<ServiceSettings> settings;

    RedirectDoors(Desks desks, Supplier<ServiceSettings> settings) {
        this.desks = desks;
        this.settings = settings;
    }

    @Override
    public Registration require(String client) {
        var registration = Registered.require(desks, client);
        SharedCallbacks.complaint(registration, desks).ifPresent(complaint -> {
            throw new AdminException(Keys.REDIRECT_URI, complaint);
        });
        return registration;
    }

    @Override
    public List<Way> ways(String client) {
        var registration = require(client);
        if (!registration.grantType().hasDoors()) {
            return List.of();
        }
        return of(client, registration.redirectUri(), settings.get().relayUri()).stream()
                .filter(way -> isUsable(way, registration))
                .toList();
    }

    /**
     * The ways of a client. The relay comes first where the callback is one that many providers refuse: plain http beyond
     * this machine.
     *
     * @param redirectUri of the callback; null: not known yet
     * @param relay address of the relay page; null: there is none
     */
    static List<Way> of(String client, @Nullable String redirectUri, @Nullable URI relay) {
        var ways = new ArrayList<Way>();
        if (redirectUri != null) {
            ways.add(new Way(Door.CALLBACK, redirectUri));
        }
        if (relay != null) {
            var isOftenRefused = redirectUri != null && isPlainHttp(URI.create(redirectUri));
            ways.add(isOftenRefused ? 0 : ways.size(), new Way(Door.RELAY, relay + "?c=" + client));
        }
        return List.copyOf(ways);
    }

    /** Whether the provider takes its address, and the answer says what the relay page reads. */
    static boolean isUsable(Way way, Registration registration) {
        var style = registration.dialect().requests().authorization();
        return style.redirectRule().admits(way.redirectUri())
                && (way.door() != Door.RELAY || style.callbackRenamed().isEmpty());
    }

    private static boolean isPlainHttp(URI uri) {
        return "http".equals(uri.getScheme()) && !List.of("127.0.0.1", "[::1]").contains(uri.getHost());
    }
}
