// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.core.migrate.ForeignGrant;
import org.winekey.oauth.core.migrate.Titles;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.settings.ClientNames;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.SettingsException;

/** Finds for each sign-in of another system the client that it is for, and the registration that it is bound to. */
final class Seats {

    private final Desks desks;
    private final PlanDesk plans;

    Seats(Desks desks, PlanDesk plans) {
        this.desks = desks;
        this.plans = plans;
    }

    /**
     * Where a sign-in goes.
     *
     * @param client the client; null when there is none
     * @param grant the grant as it would be held; null when it is not imported
     * @param createsSettings whether the client gets its settings from the files
     * @param text why it is not imported
     */
    record Seat(
            ForeignGrant foreign,
            @Nullable String client,
            @Nullable Grant grant,
            boolean createsSettings,
            String text) {}

    List<Seat> all(TokenImport what, List<ForeignGrant> foreign, Instant now) {
        var wanted = foreign.stream()
                .filter(grant -> what.entry() == null || what.entry().equals(grant.entry()))
                .toList();
        var taken = new HashSet<String>();
        var twice = new HashSet<String>();
        for (var grant : wanted) {
            var name = name(what, grant, wanted.size());
            if (name != null && !taken.add(name)) {
                twice.add(name);
            }
        }
        var seats = new ArrayList<Seat>();
        wanted.forEach(grant -> seats.add(seat(grant, name(what, grant, wanted.size()), twice, now)));
        return seats;
    }

    private static @Nullable String name(TokenImport what, ForeignGrant grant, int of) {
        var given = what.client();
        if (given == null) {
            return Titles.clientName(grant.title()).orElse(null);
        }
        return of == 1 && ClientNames.isLegal(given) ? given : null;
    }

    private Seat seat(ForeignGrant foreign, @Nullable String client, Set<String> twice, Instant now) {
        if (client == null) {
            return left(foreign, null, "no client is named for it; take it alone, by its entry, and name the client");
        }
        if (twice.contains(client)) {
            return left(
                    foreign,
                    client,
                    "another sign-in comes to the same name; take each alone, by its entry, and name its client");
        }
        var present = desks.configured(client).flatMap(ClientDesk::settings);
        return present.map(settings -> configured(foreign, client, settings, now))
                .orElseGet(() -> created(foreign, client, now));
    }

    private Seat configured(ForeignGrant foreign, String client, ClientSettings settings, Instant now) {
        var registration = settings.registered().orElse(null);
        if (registration == null || !registration.grantType().needsPerson()) {
            return left(
                    foreign,
                    client,
                    "the settings of the client do not work, or nobody signs in for it; oauth:status" + " tells more");
        }
        var differs = difference(foreign.origin(), registration);
        return differs == null
                ? new Seat(foreign, client, grant(foreign, registration, now), false, "")
                : left(
                        foreign,
                        client,
                        "it belongs to another registration: " + differs
                                + " is another one in the settings of the client, and tokens never go elsewhere");
    }

    private Seat created(ForeignGrant foreign, String client, Instant now) {
        var told = foreign.origin();
        if (!told.settings().keySet().containsAll(List.of(Keys.CLIENT_ID, Keys.TOKEN_ENDPOINT))) {
            return left(
                    foreign,
                    client,
                    "the client is not configured, and the files do not tell enough; configure it first");
        }
        try {
            var registration = plans.registration(client, told.settings(), told.secret());
            return registration == null
                    ? left(foreign, client, "the client is not configured; configure it first")
                    : new Seat(foreign, client, grant(foreign, registration, now), true, "");
        } catch (SettingsException e) {
            return left(foreign, client, "the settings in the files do not work: " + e.key() + " " + e.reason());
        }
    }

    private static Seat left(ForeignGrant foreign, @Nullable String client, String why) {
        return new Seat(foreign, client, null, false, why);
    }

    /** The key by which the registrations differ; null when they are the same as far as is told. */
    private static @Nullable String difference(ForeignGrant.Origin told, Registration present) {
        var there = new HashMap<String, Object>();
        there.put(Keys.CLIENT_ID, present.clientId());
        there.put(Keys.TOKEN_ENDPOINT, present.endpoints().token().toString());
        return there.entrySet().stream()
                .filter(known -> told.settings().containsKey(known.getKey()))
                .filter(known -> !Objects.equals(told.settings().get(known.getKey()), known.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static Grant grant(ForeignGrant foreign, Registration registration, Instant now) {
        var came = foreign.issuedAt();
        var issuedAt = came == null || came.isAfter(now) ? now : came;
        return new Grant(
                registration,
                foreign.accessToken(),
                foreign.refreshToken(),
                foreign.scopes().isEmpty() ? Set.copyOf(registration.scopes()) : foreign.scopes(),
                issuedAt,
                foreign.expiresAt(),
                issuedAt,
                0,
                null);
    }
}
