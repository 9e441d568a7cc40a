// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.core.resource.ResourceClients;
import org.winekey.oauth.core.resource.TokenPlace;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.token.Dossier;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.core.token.KeeperReport;

/** Everything about one client name: its settings, its keeper and what bundles hold of it. Thread-safe. */
final class ClientDesk {

    private final String name;
    private final Desks desks;
    private final Map<String, Handle> handles = new ConcurrentHashMap<>();
    private volatile @Nullable ClientSettings settings;
    private volatile @Nullable Keeper keeper;

    ClientDesk(String name, Desks desks) {
        this.name = name;
        this.desks = desks;
    }

    String name() {
        return name;
    }

    /** Who keeps the grant (null: no store is open). */
    @Nullable
    Keeper keeper() {
        return keeper;
    }

    /** Where bundles wait without a thread. */
    AsyncAnswers answers() {
        return desks.answers();
    }

    /** The present settings (empty: not configured). */
    Optional<ClientSettings> settings() {
        return Optional.ofNullable(settings);
    }

    /** Takes over settings; null: not configured any more. */
    void settings(@Nullable ClientSettings now) {
        var before = route();
        settings = now;
        settle();
        if (apiHosts().map(Set::isEmpty).orElse(true) || !before.equals(route())) {
            desks.resources().leave(name);
        }
    }

    /**
     * Brings keeper and handles in line with the settings and the store. Synchronised, so that of two that run at once
     * the later one has seen everything.
     */
    synchronized void settle() {
        // Guards against a bundle that may not use the client any more and asks while the keeper takes over settings.
        handles.values().forEach(Handle::review);
        keeper = desks.configured(name, settings);
        handles.values().forEach(Handle::review);
    }

    /** Where the token may be sent to (empty: there are no settings, or they switch the client off). */
    Optional<Set<String>> apiHosts() {
        return settings()
                .filter(present -> !(present instanceof ClientSettings.Disabled))
                .map(present -> apiHosts(present.card()));
    }

    private Set<String> apiHosts(ClientSettings.Card card) {
        if (card.keptHosts().isEmpty()) {
            return card.apiHosts();
        }
        var hosts = new HashSet<>(card.apiHosts());
        hosts.addAll(card.keptHosts().origins(report().kept()));
        return hosts;
    }

    /** Whether the provider has to name a host that the token may be sent to. */
    boolean providerNamesHosts() {
        return settings()
                .filter(present -> !present.card().keptHosts().isEmpty())
                .isPresent();
    }

    /** How requests get to the hosts of this client. */
    Route route() {
        return settings().map(present -> present.card().route()).orElse(Route.PUBLIC);
    }

    /** Where requests to those hosts carry the token. */
    TokenPlace tokenPlace() {
        return settings()
                .map(present -> present.card().api())
                .map(api -> new TokenPlace(api.header(), api.scheme(), api.headers()))
                .orElse(TokenPlace.BEARER);
    }

    /** What carries the requests of bundles. */
    ResourceClients resources() {
        return desks.resources();
    }

    /** Changes what a bundle may change. */
    void update(String bundle, @Nullable Map<String, ?> changes) {
        Audit.LOG.act(
                new Audit.Actor(bundle, null),
                "update-settings",
                name,
                () -> desks.settingsDesk().update(name, bundle, changes));
    }

    boolean admits(String bundle) {
        var present = settings;
        return present == null
                || (present.card().consumers().isEmpty()
                        ? admitsByOwner(present.card(), bundle)
                        : present.card().admits(bundle));
    }

    /** Guards against the moments at which the owners are not known, or known and the settings not reviewed yet. */
    private boolean admitsByOwner(ClientSettings.Card card, String bundle) {
        return desks.owners().problems().isEmpty() ? owner().map(bundle::equals).orElse(true) : card.namesServer();
    }

    /** The bundle that owns the client (empty: none does). */
    Optional<String> owner() {
        return desks.owners().of(name);
    }

    ClientStatus status() {
        var present = keeper;
        return present != null ? present.status() : desks.statusWithoutStore();
    }

    KeeperReport report() {
        var present = keeper;
        return present != null ? present.report() : Desks.nothingKnown(status());
    }

    /** Why the client is as it is. Waits for the store at most the token timeout. */
    Dossier explain() {
        var present = keeper;
        return present != null ? present.explain() : Desks.nothingToTell(report());
    }

    /** The one handle of this client for a bundle. */
    Handle handle(String bundle) {
        var known = handles.get(bundle);
        return known != null ? known : added(bundle);
    }

    /** Synchronised, so that no handle slips past {@link #settle()}, and nobody sees one before its first review. */
    private synchronized Handle added(String bundle) {
        return handles.computeIfAbsent(bundle, asking -> {
            var handle = new Handle(this, asking);
            handle.review();
            return handle;
        });
    }
}
