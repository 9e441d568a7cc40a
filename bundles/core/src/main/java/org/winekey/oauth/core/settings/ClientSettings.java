// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.secret.Secret;

/** What the settings of one client come to. Immutable; never holds or prints a secret outside its registration. */
public sealed interface ClientSettings {

    /** What is known of the client, however its settings are. */
    Card card();

    /** The client name, or the PID of a configuration that gets none. */
    default String name() {
        return card().name();
    }

    /**
     * Reads settings. Whatever is in them, the answer is a value.
     *
     * @param name the client name
     * @param raw the settings, defaults included
     * @param context what comes from elsewhere
     */
    static ClientSettings of(String name, Map<String, ?> raw, Context context) {
        return new ClientReader(name, new Values(raw, context.variables()), context).read();
    }

    /**
     * What a client's settings depend on besides themselves.
     *
     * @param baseUri origin where browsers reach this controller; null while unknown
     * @param secretInClear whether Config Admin keeps a secret in clear
     * @param files reads the files that settings name
     * @param variables the values that a variable of templates may have, by its name, where a profile lists them
     */
    record Context(@Nullable URI baseUri, boolean secretInClear, Files files, Map<String, Set<String>> variables) {
        /** Where no profile lists anything. */
        public Context(@Nullable URI baseUri, boolean secretInClear, Files files) {
            this(baseUri, secretInClear, files, Map.of());
        }
    }

    /** Reads files that settings name. */
    interface Files {
        /** The whole content; fails when it is longer than the cap. */
        byte[] read(Path file, int cap) throws IOException;
    }

    /** The secrets that a person entered here rather than in Config Admin. */
    interface SealedSecrets {
        /**
         * The sealed secrets of a client by their keys; none while no token store is open.
         *
         * @throws IOException when there may be some, and they cannot be read now; the settings will be asked for again
         * @throws SettingsException when what is there cannot be read at all
         */
        Map<String, Secret> of(String client) throws IOException, SettingsException;
    }

    /**
     * What faces show of a client, however its settings are.
     *
     * @param name the client name
     * @param consumers symbolic names of the bundles that may use it; empty: all
     * @param apiHosts where the token may be sent to, as {@code scheme://host:port} in lower case; empty: nowhere
     * @param clientId null while not set
     * @param redirectUri null while unknown
     * @param notices what is worth knowing, each beginning with a word for programs and a colon
     * @param route how requests get to its server and its API
     * @param keptHosts where the token may be sent to besides, once the provider has named it
     * @param api how requests to its API carry the token
     * @param shown the settings as anybody may see them
     */
    record Card(
            String name,
            Set<String> consumers,
            Set<String> apiHosts,
            @Nullable String clientId,
            @Nullable String redirectUri,
            List<String> notices,
            Route route,
            KeptHosts keptHosts,
            ApiStyle api,
            Map<String, Object> shown) {
        /** Copies the collections, but for what is shown, which nobody changes. */
        public Card {
            consumers = Set.copyOf(consumers);
            apiHosts = Set.copyOf(apiHosts);
            notices = List.copyOf(notices);
        }

        /** The card of what is no client. */
        Card(
                String name,
                Set<String> consumers,
                Set<String> apiHosts,
                @Nullable String clientId,
                @Nullable String redirectUri,
                List<String> notices,
                Route route) {
            this(
                    name,
                    consumers,
                    apiHosts,
                    clientId,
                    redirectUri,
                    notices,
                    route,
                    KeptHosts.NONE,
                    ApiStyle.PLAIN,
                    Map.of());
        }

        /** This card with one more notice. */
        Card with(String notice) {
            var more = new ArrayList<>(notices);
            more.add(notice);
            return new Card(name, consumers, apiHosts, clientId, redirectUri, more, route, keptHosts, api, shown);
        }

        /** Whether the settings say where the provider is, so that a person made the client. */
        public boolean namesServer() {
            return new Values(shown).without(Keys.EXTENDS).keys().stream().anyMatch(ClientBook::isOfServer);
        }

        /** Whether this bundle may use the client. */
        public boolean admits(String symbolicName) {
            return consumers.isEmpty() || consumers.contains(symbolicName);
        }
    }

    /**
     * Settings that work.
     *
     * @param card what faces show
     * @param registration the registration
     */
    record Valid(Card card, Registration registration) implements ClientSettings {}

    /**
     * Settings that do not work.
     *
     * @param card what faces show
     * @param key the key to look at
     * @param reason what is wrong and what to do, without quoting a value
     */
    record Invalid(Card card, String key, String reason) implements ClientSettings {}

    /**
     * Settings that work as soon as it is known what the provider says of itself.
     *
     * @param card what faces show
     * @param issuer whose metadata is needed
     * @param route how it is reached
     * @param reason what it waits for, for people
     * @param reading reads the settings again, with what was found
     */
    record NeedsMetadata(
            Card card, String issuer, Route route, String reason, Function<Discovered, ClientSettings> reading)
            implements ClientSettings {

        /** What the settings come to with this. */
        public ClientSettings with(Discovered discovered) {
            return reading.apply(discovered);
        }

        /** The same, waiting for this. */
        public NeedsMetadata because(String why) {
            return new NeedsMetadata(card, issuer, route, why, reading);
        }
    }

    /**
     * What a provider says of itself, as settings that a person's own ones override.
     *
     * @param settings by the keys of a client
     * @param aliases of those, the endpoints of clients with a certificate of their own (RFC 8705 section 5)
     * @param notices what is worth knowing, each beginning with a word for programs and a colon
     */
    record Discovered(Map<String, Object> settings, Map<String, Object> aliases, List<String> notices) {
        /** Copies the collections. */
        public Discovered {
            settings = Map.copyOf(settings);
            aliases = Map.copyOf(aliases);
            notices = List.copyOf(notices);
        }
    }

    /**
     * Settings that wait for the token store, which may have a secret of theirs.
     *
     * @param card what faces show
     * @param reason why it cannot be read now
     */
    record NeedsStore(Card card, String reason) implements ClientSettings {}

    /**
     * Switched off by a person.
     *
     * @param card what faces show
     */
    record Disabled(Card card) implements ClientSettings {}

    /** The registration, if the settings work. */
    default Optional<Registration> registered() {
        return this instanceof Valid valid ? Optional.of(valid.registration()) : Optional.empty();
    }

    /** The same with one more notice. */
    default ClientSettings with(String notice) {
        if (this instanceof Valid valid) {
            return new Valid(card().with(notice), valid.registration());
        }
        if (this instanceof Invalid invalid) {
            return new Invalid(card().with(notice), invalid.key(), invalid.reason());
        }
        if (this instanceof NeedsMetadata needs) {
            return new NeedsMetadata(
                    card().with(notice),
                    needs.issuer(),
                    needs.route(),
                    needs.reason(),
                    discovered -> needs.with(discovered).with(notice));
        }
        return this instanceof NeedsStore needs
                ? new NeedsStore(card().with(notice), needs.reason())
                : new Disabled(card().with(notice));
    }
}
