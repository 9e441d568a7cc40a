// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.core.resource.ResourceClients;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.token.ClientTerms;
import org.winekey.oauth.core.token.Dossier;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.core.token.KeeperReport;
import org.winekey.oauth.core.token.Keepers;

/** All clients that are configured or that somebody asked for, and the store behind them if there is one. Thread-safe. */
final class Desks {

    static final ClientStatus STARTING =
            ClientStatus.of(ClientStatus.Code.STARTING, "starting: the service has not seen all settings yet");

    /** More names than any controller has clients; each costs memory for good. */
    static final int MOST = 10_000;

    /** The keepers of an open store, or why there are none. */
    private record Behind(@Nullable Keepers keepers, ClientStatus status) {}

    private final AsyncAnswers answers;
    private final ResourceClients resources;
    private final OwnerRegister owners;
    private final SettingsDesk settingsDesk;
    private final Map<String, ClientDesk> desks = new ConcurrentSkipListMap<>();
    private volatile Behind behind = new Behind(null, STARTING);
    private volatile boolean started;

    Desks(AsyncAnswers answers, ResourceClients resources, OwnerRegister owners, SettingsDesk settingsDesk) {
        this.answers = answers;
        this.resources = resources;
        this.owners = owners;
        this.settingsDesk = settingsDesk;
    }

    /** Which bundle owns which client. */
    OwnerRegister owners() {
        return owners;
    }

    /** Who changes settings. */
    SettingsDesk settingsDesk() {
        return settingsDesk;
    }

    /** Where bundles wait without a thread. */
    AsyncAnswers answers() {
        return answers;
    }

    /** What carries the requests of bundles. */
    ResourceClients resources() {
        return resources;
    }

    /** The desk of a client, if somebody configured it or asked for it before. */
    Optional<ClientDesk> known(String name) {
        return Optional.ofNullable(desks.get(name));
    }

    /** Whether so many names were asked for that nobody can mean them all. */
    boolean full() {
        return desks.size() >= MOST;
    }

    /** The desk of a client, made when it is asked for the first time. */
    ClientDesk desk(String name) {
        var known = desks.get(name);
        if (known != null) {
            return known;
        }
        var desk = desks.computeIfAbsent(name, missing -> new ClientDesk(missing, this));
        desk.settle();
        return desk;
    }

    /** The desk of a configured client. */
    Optional<ClientDesk> configured(String name) {
        return known(name).filter(desk -> desk.settings().isPresent());
    }

    /** The desks of all configured clients, by name. */
    List<ClientDesk> configured() {
        return desks.values().stream()
                .filter(desk -> desk.settings().isPresent())
                .toList();
    }

    /** A store was opened. */
    void connect(Keepers keepers) {
        behind = new Behind(keepers, STARTING);
        desks.values().forEach(ClientDesk::settle);
    }

    /** There is no store, and this is why. */
    void disconnect(ClientStatus why) {
        behind = new Behind(null, why);
        desks.values().forEach(ClientDesk::settle);
    }

    /** From now on a client without settings is not configured, rather than not heard of yet. */
    void start() {
        started = true;
        desks.values().forEach(ClientDesk::settle);
    }

    /** What clients are like while no store is open. */
    ClientStatus statusWithoutStore() {
        return behind.status();
    }

    /** Passes settings on to the keeper of a client (null: no store is open). */
    @Nullable
    Keeper configured(String name, @Nullable ClientSettings settings) {
        var keepers = behind.keepers();
        if (keepers == null) {
            return null;
        }
        keepers.configure(name, terms(settings));
        return keepers.keeper(name);
    }

    static KeeperReport nothingKnown(ClientStatus status) {
        return KeeperReport.of(status);
    }

    static Dossier nothingToTell(KeeperReport report) {
        return Dossier.ofReport(report, "no token store works for this client", List.of());
    }

    private ClientTerms terms(@Nullable ClientSettings settings) {
        if (settings instanceof ClientSettings.Valid valid) {
            return new ClientTerms.Ready(valid.registration());
        }
        if (settings instanceof ClientSettings.Invalid invalid) {
            return new ClientTerms.Wrong(invalid.key(), invalid.reason());
        }
        if (settings instanceof ClientSettings.NeedsMetadata needs) {
            return new ClientTerms.Awaiting(needs.reason());
        }
        if (settings instanceof ClientSettings.NeedsStore needs) {
            return new ClientTerms.Awaiting(needs.reason());
        }
        if (settings instanceof ClientSettings.Disabled) {
            return new ClientTerms.Disabled();
        }
        return started ? new ClientTerms.Absent() : new ClientTerms.Starting();
    }
}
