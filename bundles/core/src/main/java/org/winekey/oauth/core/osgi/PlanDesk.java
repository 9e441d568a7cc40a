// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SettingsPlan.Effect;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.ClientNames;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.SettingsChange;
import org.winekey.oauth.core.settings.SettingsException;

/** Says what a change of settings would do, by trying it on a copy of them. Changes nothing. Thread-safe. */
final class PlanDesk {

    /** Stands for a secret while settings are tried; it is written nowhere. */
    private static final String STAND_IN = "sealed";

    /** Where plans look. */
    interface Sources {
        /** A copy of all settings. */
        ClientBook copy();

        /** Completes settings with the metadata that is at hand. */
        ClientSettings completed(String client, ClientSettings settings);

        /** Where browsers reach this controller. */
        Optional<URI> baseUri();
    }

    private final Desks desks;
    private final Sources sources;
    private final Function<ClientSettings, List<Way>> ways;

    PlanDesk(Desks desks, Sources sources, Function<ClientSettings, List<Way>> ways) {
        this.desks = desks;
        this.sources = sources;
        this.ways = ways;
    }

    SettingsPlan plan(String client, Map<String, ?> changes) {
        if (!ClientNames.isLegal(client)) {
            throw Registered.noSuchClient(client);
        }
        try {
            return plan(client, SettingsChange.of(changes));
        } catch (SettingsException e) {
            return refused(client, e);
        }
    }

    /** Refuses settings of a new client that it would not work with, by the first key that is wrong. */
    void requireGood(String client, Map<String, String> wanted, boolean hasSecret) {
        var settings = new HashMap<String, Object>(wanted);
        try {
            SettingsChange.of(wanted).requireKnown();
        } catch (SettingsException e) {
            throw new AdminException(e.key(), e.reason());
        }
        if (wanted.keySet().stream().anyMatch(key -> key.startsWith(".") || key.equalsIgnoreCase("client_secret"))) {
            throw new AdminException(Keys.CLIENT_SECRET, "is a secret, which is sealed and is no setting of a file");
        }
        if (hasSecret) {
            settings.put(Keys.CLIENT_SECRET, STAND_IN);
        }
        plan(client, settings).wrong().forEach((key, reason) -> {
            throw new AdminException(key, reason);
        });
    }

    boolean isConfigured(String client) {
        return desks.configured(client).isPresent();
    }

    /**
     * The registration that settings would make of a client that is not configured; null when they wait for metadata.
     *
     * @throws SettingsException when they do not work
     */
    @Nullable
    Registration registration(String client, Map<String, Object> settings, @Nullable Secret secret)
            throws SettingsException {
        var after = preview(sources.copy(), client, SettingsChange.of(settings).with(Keys.CLIENT_SECRET, secret));
        if (after instanceof ClientSettings.Invalid invalid) {
            throw new SettingsException(invalid.key(), invalid.reason());
        }
        return after.registered().orElse(null);
    }

    private SettingsPlan plan(String client, SettingsChange change) throws SettingsException {
        var book = sources.copy();
        var changed = change.touches(book.delivered(client));
        var wrong = new LinkedHashMap<String, String>();
        var after = preview(book, client, change);
        // Each key that is wrong hides the next one.
        for (var rest = change; after instanceof ClientSettings.Invalid invalid; ) {
            var first = wrong.putIfAbsent(invalid.key(), invalid.reason()) == null;
            if (!first || !rest.keys().contains(invalid.key())) {
                break;
            }
            rest = rest.without(invalid.key()::equalsIgnoreCase);
            after = preview(book, client, rest);
        }
        var verdict = new Verdict(client, wrong.isEmpty() ? after : preview(book, client, change));
        var effect = wrong.isEmpty() ? verdict.effect(changed.isEmpty()) : Effect.MISCONFIGURED;
        return new SettingsPlan(
                client, changed, wrong, effect, text(effect), verdict.register(), verdict.notes(wrong.isEmpty()));
    }

    private ClientSettings preview(ClientBook book, String client, SettingsChange change) throws SettingsException {
        var after = book.copy().preview(client, change, sources.baseUri().orElse(null));
        return sources.completed(client, after);
    }

    private static SettingsPlan refused(String client, SettingsException e) {
        return new SettingsPlan(
                client,
                Set.of(e.key()),
                Map.of(e.key(), e.reason()),
                Effect.MISCONFIGURED,
                text(Effect.MISCONFIGURED),
                List.of(),
                List.of());
    }

    private static String text(Effect effect) {
        return switch (effect) {
            case NOTHING -> "The settings come to the same.";
            case GOES_ON -> "The sign-in goes on, and the new settings apply to it at once.";
            case NO_GRANT -> "Nobody is signed in, so no sign-in is touched.";
            case NEW_REGISTRATION ->
                "This makes it another registration. The present sign-in goes on with the old one until somebody signs"
                        + " in anew; only then the new settings count.";
            case METADATA_NEEDED ->
                "The metadata of the issuer would be fetched first; what is in it decides whether a new sign-in is"
                        + " needed.";
            case SWITCHED_OFF ->
                "The client would be switched off. The sign-in is kept for when it is switched on again.";
            case MISCONFIGURED -> "The client would not work with these settings. The sign-in is kept.";
        };
    }

    /** What the settings would come to, beside what they come to now. */
    private final class Verdict {

        private final ClientSettings after;
        private final Optional<ClientDesk> desk;
        private final Optional<ClientSettings> before;

        Verdict(String client, ClientSettings after) {
            this.after = after;
            this.desk = desks.known(client);
            this.before = desk.flatMap(ClientDesk::settings);
        }

        Effect effect(boolean nothing) {
            if (nothing && before.isPresent()) {
                return Effect.NOTHING;
            }
            if (after instanceof ClientSettings.Disabled) {
                return Effect.SWITCHED_OFF;
            }
            if (!hasGrant()) {
                return Effect.NO_GRANT;
            }
            if (after instanceof ClientSettings.NeedsMetadata) {
                return Effect.METADATA_NEEDED;
            }
            return isSameRegistration() ? Effect.GOES_ON : Effect.NEW_REGISTRATION;
        }

        private boolean hasGrant() {
            return desk.map(known -> known.report().hasGrant()).orElse(false);
        }

        private boolean isSameRegistration() {
            var old = before.flatMap(ClientSettings::registered);
            return old.isPresent()
                    && old.get()
                            .identity()
                            .equals(after.registered().orElseThrow().identity());
        }

        List<Way> register() {
            var registered = before.map(ways).orElse(List.of());
            return ways.apply(after).stream()
                    .filter(way -> !registered.contains(way))
                    .toList();
        }

        List<String> notes(boolean works) {
            var notes = new ArrayList<String>();
            if (works && hasGrant()) {
                moreScopes().ifPresent(notes::add);
            }
            var known = before.map(settings -> settings.card().notices()).orElse(List.of());
            after.card().notices().stream()
                    .filter(notice -> !known.contains(notice))
                    .forEach(notes::add);
            return notes;
        }

        private Optional<String> moreScopes() {
            var granted = desk.map(known -> known.report().grantedScopes()).orElse(Set.of());
            var more = after.registered().stream()
                    .flatMap(registration -> registration.scopes().stream())
                    .filter(scope -> !granted.contains(scope))
                    .toList();
            return more.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Keys.SCOPE + ": the sign-in does not cover " + String.join(" ", more)
                            + "; somebody has to sign in anew for that");
        }
    }
}
