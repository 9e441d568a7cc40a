// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.discovery.Discovery;
import org.winekey.oauth.core.discovery.Finding;
import org.winekey.oauth.core.discovery.Metadata;
import org.winekey.oauth.core.discovery.Pin;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.ClientSettings.Discovered;
import org.winekey.oauth.core.settings.ClientSettings.NeedsMetadata;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.vault.Vault;

/**
 * Brings settings that need the metadata of a provider together with what discovery finds. Settings come on the lane of
 * the settings, and what is found is brought there.
 */
final class MetadataDesk implements Discovery.Listener, AutoCloseable {

    private static final String PUSHED = Keys.PUSHED_AUTHORIZATION_REQUEST_ENDPOINT;

    private final Outside outside;
    private final Consumer<Runnable> settingsLane;
    private final BiConsumer<String, @Nullable ClientSettings> sink;
    private final Map<String, Need> needs = new HashMap<>(); // touched on the settings' lane only
    private final Map<String, Pin> pins = new ConcurrentHashMap<>(); // written on the settings' lane only
    private volatile @Nullable Discovery discovery; // written on the settings' lane only

    /**
     * What a client needs.
     *
     * @param why why it is not there (null: nobody has asked yet)
     */
    private record Need(NeedsMetadata settings, Finding.@Nullable Missing why) {

        boolean isFor(String issuer) {
            return settings.issuer().equals(issuer);
        }

        ClientSettings withoutMetadata() {
            if (why == null) {
                return settings;
            }
            return why.misconfigured()
                    ? new ClientSettings.Invalid(settings.card(), Keys.ISSUER, why.reason())
                    : settings.because(why.reason());
        }
    }

    /**
     * A desk without a store.
     *
     * @param settingsLane runs tasks in order with the settings
     * @param sink takes over what the settings come to
     */
    MetadataDesk(Outside outside, Consumer<Runnable> settingsLane, BiConsumer<String, @Nullable ClientSettings> sink) {
        this.outside = outside;
        this.settingsLane = settingsLane;
        this.sink = sink;
    }

    /** A store was opened: what is pinned there counts, and what is missing is asked for. Returns at once. */
    void connect(Vault vault) {
        settingsLane.accept(() -> {
            leave();
            discovery =
                    new Discovery(vault, outside.transport(), outside.work(), outside.time(), outside.entropy(), this);
            needs.forEach((client, need) -> ask(client, need.settings()));
        });
    }

    /** The store was closed. Returns at once. */
    void disconnect() {
        settingsLane.accept(this::leave);
    }

    private void leave() {
        close();
        discovery = null;
    }

    /** Ends the search for good. */
    @Override
    public void close() {
        var present = discovery;
        if (present != null) {
            present.close();
        }
    }

    private void ask(String client, NeedsMetadata needed) {
        var present = discovery;
        if (present != null) {
            present.need(client, needed.issuer(), needed.route());
        }
    }

    /** Takes over what the settings of a client say; on the settings' lane. */
    void settings(String client, @Nullable ClientSettings now) {
        if (now instanceof NeedsMetadata needed) {
            need(client, needed);
            return;
        }
        if (needs.remove(client) != null) {
            pins.remove(client);
            var present = discovery;
            if (present != null) {
                present.release(client);
            }
        }
        sink.accept(client, now);
    }

    /** What settings would come to with the metadata that is at hand; changes nothing, and asks nobody. */
    ClientSettings completed(String client, ClientSettings settings) {
        var pin = pins.get(client);
        return settings instanceof NeedsMetadata needed
                        && pin != null
                        && needed.issuer().equals(pin.metadata().issuer())
                ? needed.with(discovered(pin))
                : settings;
    }

    private void need(String client, NeedsMetadata needed) {
        var before = needs.get(client);
        var why = before != null && before.isFor(needed.issuer()) ? before.why() : null;
        if (before == null || !before.isFor(needed.issuer())) {
            pins.remove(client);
        }
        var need = new Need(needed, why);
        needs.put(client, need);
        var pin = pins.get(client);
        sink.accept(client, pin == null ? need.withoutMetadata() : needed.with(discovered(pin)));
        ask(client, needed);
    }

    @Override
    public void found(String client, Pin pin) {
        settingsLane.accept(() -> {
            var need = needs.get(client);
            if (need == null || !need.isFor(pin.metadata().issuer())) {
                return;
            }
            var before = pins.put(client, pin);
            if (before == null || !discovered(before).equals(discovered(pin))) {
                sink.accept(client, need.settings().with(discovered(pin)));
            }
        });
    }

    @Override
    public void missing(String client, String issuer, Finding.Missing why) {
        settingsLane.accept(() -> {
            var need = needs.get(client);
            if (need == null || !need.isFor(issuer) || pins.containsKey(client)) {
                return;
            }
            var waiting = new Need(need.settings(), why);
            needs.put(client, waiting);
            sink.accept(client, waiting.withoutMetadata());
        });
    }

    private static Discovered discovered(Pin pin) {
        var metadata = pin.metadata();
        var settings = new HashMap<String, Object>();
        var aliases = new HashMap<String, Object>();
        metadata.endpoints().forEach((name, endpoint) -> settings.put(name, endpoint.toString()));
        metadata.mtlsAliases().forEach((name, endpoint) -> aliases.put(name, endpoint.toString()));
        // Browsers have no part in it.
        aliases.remove(Keys.AUTHORIZATION_ENDPOINT);
        if (!metadata.pushRequired()) {
            settings.remove(PUSHED);
            aliases.remove(PUSHED);
        }
        settings.put(Keys.ISS_PROMISED, metadata.issPromised());
        if (offersOnlyPost(metadata.authMethods())) {
            settings.put(Keys.AUTH_METHOD, "client_secret_post");
        }
        return new Discovered(settings, aliases, notices(metadata, pin.refusal()));
    }

    /** Basic is the first choice, also of servers that do not say. */
    private static boolean offersOnlyPost(List<String> methods) {
        return methods.contains("client_secret_post") && !methods.contains("client_secret_basic");
    }

    private static List<String> notices(Metadata metadata, @Nullable String refusal) {
        var notices = new ArrayList<String>();
        if (refusal != null) {
            notices.add("metadata-refused: " + refusal);
        }
        if (!metadata.promisesS256()) {
            notices.add("pkce-not-promised: the metadata of " + metadata.issuer()
                    + " does not promise PKCE with S256; it is sent all the same, and the state guards the sign-in");
        }
        return notices;
    }
}
