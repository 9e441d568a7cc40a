// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.winekey.oauth.ClientDefinition;

/**
 * The clients that messages proposed: definitions of this bundle, switched off until a person switches them on. Not
 * thread-safe.
 */
final class Proposals implements AutoCloseable {

    /** More than a house has skills; what is beyond is refused, for a message costs nothing. */
    static final int MOST = 100;

    /** What a message calls a setting. */
    private static final Map<String, String> NAMES = Map.of(
            "client_id", "client_id",
            "auth_endpoint", "authorization_endpoint",
            "token_endpoint", "token_endpoint",
            "refresh_endpoint", "refresh_endpoint",
            "scope", "scope");

    private final BundleContext context;
    private final Map<App, Proposal> proposals = new LinkedHashMap<>();

    /** Settings that say where secrets go: another value is another client. */
    private static final Set<String> ENDPOINTS = Set.of("authorization_endpoint", "token_endpoint", "refresh_endpoint");

    private record Proposal(
            String client,
            Map<String, String> settings,
            boolean shellShows,
            ServiceRegistration<ClientDefinition> registration) {}

    private record Definition(String client, Map<String, String> settings) implements ClientDefinition {}

    Proposals(BundleContext context) {
        this.context = context;
    }

    /**
     * Takes a proposal in; the same once more changes nothing.
     *
     * @return why not (empty: it was)
     */
    Optional<String> add(App app, Message message) {
        var settings = settings(message);
        var known = proposals.get(app);
        if (known != null) {
            return known.settings().equals(settings)
                    ? Optional.empty()
                    : Optional.of("this app is registered with other settings; a person changes them, on the page");
        }
        if (!settings.containsKey("authorization_endpoint") || !settings.containsKey("token_endpoint")) {
            return Optional.of("auth_endpoint and token_endpoint are needed");
        }
        if (proposals.size() >= MOST) {
            return Optional.of("too many apps are registered: " + MOST);
        }
        var endpoints = new TreeMap<>(settings);
        endpoints.keySet().retainAll(ENDPOINTS);
        var definition = new Definition(ClientName.of(app, endpoints), settings);
        var registration = context.registerService(
                ClientDefinition.class,
                definition,
                FrameworkUtil.asDictionary(Map.of("ovos.munged_id", app.mungedId())));
        proposals.put(
                app,
                new Proposal(definition.client(), settings, message.flag("shell_integration", true), registration));
        return Optional.empty();
    }

    /** The client of an app (empty: no message registered it). */
    Optional<String> client(App app) {
        return Optional.ofNullable(proposals.get(app)).map(Proposal::client);
    }

    /** Whether the shell shows the QR symbols of this app, rather than the app itself. */
    boolean shellShows(App app) {
        var proposal = proposals.get(app);
        return proposal != null && proposal.shellShows();
    }

    /** The app behind a client of this bundle. */
    Optional<App> app(String client) {
        return proposals.entrySet().stream()
                .filter(proposal -> proposal.getValue().client().equals(client))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public void close() {
        proposals.values().forEach(proposal -> proposal.registration().unregister());
        proposals.clear();
    }

    private static Map<String, String> settings(Message message) {
        var settings = new LinkedHashMap<String, String>();
        NAMES.forEach((theirs, ours) -> message.text(theirs).ifPresent(text -> settings.put(ours, text)));
        settings.put("enabled", "false");
        return Map.copyOf(settings);
    }
}
