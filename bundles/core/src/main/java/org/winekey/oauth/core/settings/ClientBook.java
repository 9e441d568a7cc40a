// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.settings.ClientSettings.Card;
import org.winekey.oauth.core.settings.ClientSettings.Context;

/**
 * The configurations of all clients as they were delivered: which client each is, which of two with one name counts, and
 * what {@code extends} brings together. Not thread-safe.
 */
public final class ClientBook {

    /** Who says where the provider is has made the client, rather than completed what a bundle defines. */
    private static final List<String> OF_SERVER =
            List.of(Keys.ISSUER, Keys.TOKEN_ENDPOINT, Keys.AUTHORIZATION_ENDPOINT, Keys.PROVIDER, Keys.EXTENDS);

    private final ClientSettings.Files files;
    private final ProfileLayer profiles;
    private final DefinitionBook definitions;
    private final ClientSettings.SealedSecrets sealed;
    private final Layers layers;
    private final Pages pages = new Pages();

    /**
     * An empty book.
     *
     * @param files reads the files that settings name, each time settings are asked for
     * @param profiles what is known of providers, looked at each time settings are asked for
     */
    public ClientBook(ClientSettings.Files files, Profiles profiles) {
        this(files, profiles, Owners.NONE, client -> Map.of());
    }

    /**
     * An empty book.
     *
     * @param files reads the files that settings name, each time settings are asked for
     * @param profiles what is known of providers, looked at each time settings are asked for
     * @param owners says which bundle's definition counts
     * @param sealed the secrets that are no settings in Config Admin, asked for where they count
     */
    public ClientBook(
            ClientSettings.Files files, Profiles profiles, Owners owners, ClientSettings.SealedSecrets sealed) {
        this(files, new ProfileLayer(profiles), new DefinitionBook(owners), sealed);
    }

    private ClientBook(
            ClientSettings.Files files,
            ProfileLayer profiles,
            DefinitionBook definitions,
            ClientSettings.SealedSecrets sealed) {
        this.files = files;
        this.profiles = profiles;
        this.definitions = definitions;
        this.sealed = sealed;
        this.layers = new Layers(profiles, sealed, this::page, this::ruling);
    }

    /** Whether these settings say where the provider is. */
    static boolean namesServer(Values values) {
        return OF_SERVER.stream().anyMatch(values::has);
    }

    static boolean isOfServer(String key) {
        return OF_SERVER.stream().anyMatch(key::equalsIgnoreCase);
    }

    /** Whether a raw client secret, as Config Admin keeps it, is in clear. */
    public static boolean isInClear(@Nullable Object rawSecret) {
        return rawSecret != null && !rawSecret.toString().isBlank() && !Values.isReference(rawSecret);
    }

    /**
     * Takes a new or changed configuration.
     *
     * @return names of the clients that may be different now
     */
    public Set<String> put(String pid, @Nullable Dictionary<String, ?> delivered, boolean secretInClear) {
        var affected = new LinkedHashSet<String>(pages.remove(pid));
        affected.addAll(pages.add(Page.of(pid, Values.copy(delivered), secretInClear)));
        return affected;
    }

    /** Marks a configuration as deleted but still in force, so that another one of that name replaces it at once. */
    public Set<String> leave(String pid) {
        var page = pages.ofPid(pid);
        pages.remove(pid);
        return page.map(gone -> pages.add(gone.asLeaving())).orElse(Set.of());
    }

    /** Removes a configuration if it is still marked as deleted. */
    public Set<String> removeIfLeaving(String pid) {
        return pages.ofPid(pid).filter(Page::leaving).isPresent() ? pages.remove(pid) : Set.of();
    }

    /** A book of its own with what is in this one now. */
    public ClientBook copy() {
        var copy = new ClientBook(files, profiles, definitions.lookingAhead(), sealed);
        pages.all().forEach(copy.pages::add);
        return copy;
    }

    /**
     * Makes a change in this book, as if it had been delivered, and answers what the settings of the client come to.
     *
     * @throws SettingsException when the change makes it another client
     */
    public ClientSettings preview(String name, SettingsChange change, @Nullable URI baseUri) throws SettingsException {
        var present = pages.first(name);
        var pid = present.map(Page::pid).orElse(Keys.CLIENT_FACTORY_PID + "~" + name);
        var inClear = isInClear(change.value(Keys.CLIENT_SECRET))
                || present.filter(Page::secretInClear).isPresent();
        var changed = Page.of(pid, change.over(delivered(name)), inClear);
        pages.remove(pid);
        pages.add(changed);
        return settings(name, baseUri)
                .orElseThrow(() -> new SettingsException(Keys.CLIENT, "would make it another client; choose one name"));
    }

    /** Makes these the settings of a client, as if they had been delivered (empty: it has none). */
    void pretend(String name, Map<String, Object> raw) {
        var pids = pages.of(name).stream().map(Page::pid).toList();
        pids.forEach(pages::remove);
        if (!raw.isEmpty()) {
            var pid = pids.isEmpty() ? Keys.CLIENT_FACTORY_PID + "~" + name : pids.get(0);
            pages.add(new Page(pid, raw, false, name, null, false));
        }
    }

    /**
     * Which secrets go where, of this client and of all that extend it; of others that do not work nothing is known.
     *
     * @throws IOException when a sealed secret cannot be read now
     * @throws SettingsException when the settings of the client itself do not come together
     */
    Map<String, SecretFlow> secretFlows(String name) throws IOException, SettingsException {
        var flows = new TreeMap<String, SecretFlow>();
        for (var client : pages.withExtending(name)) {
            var page = page(client);
            if (page.isEmpty()) {
                continue;
            }
            try {
                flows.put(client, secretFlow(page.get()));
            } catch (SettingsException e) {
                if (client.equals(name)) {
                    throw e;
                }
            }
        }
        return flows;
    }

    private SecretFlow secretFlow(Page page) throws IOException, SettingsException {
        var own = layers.layered(page);
        try {
            return SecretFlow.of(own, profiles.under(own));
        } catch (SettingsException e) {
            // A profile that does not work sends nothing anywhere; another one is another place by its name.
            return SecretFlow.of(own, own);
        }
    }

    /** The settings of a client as they were delivered; empty when it is not configured. */
    public Map<String, Object> delivered(String name) {
        return pages.first(name).map(Page::raw).orElse(Map.of());
    }

    /** Names of the clients whose settings depend on those of this one, itself among them; none when it is not configured. */
    public Set<String> dependents(String name) {
        return page(name).isPresent() ? pages.withExtending(name) : Set.of();
    }

    /**
     * Lets definitions of bundles count from now on, because all that people set is known.
     *
     * @return names of the clients that may be different now
     */
    public Set<String> openForDefinitions() {
        definitions.open();
        return affected(definitions.clients());
    }

    /**
     * Takes a new or changed definition of a bundle.
     *
     * @return names of the clients that may be different now
     */
    public Set<String> define(Definition definition) {
        definitions.put(definition);
        return affected(Set.of(definition.client()));
    }

    /** Marks a definition as withdrawn but still in force, so that another one of that name replaces it at once. */
    public Set<String> leaveDefinition(long id) {
        return affected(definitions.leave(id).stream().toList());
    }

    /** Removes a definition if it is still marked as withdrawn. */
    public Set<String> removeDefinitionIfLeaving(long id) {
        return affected(definitions.removeIfLeaving(id).stream().toList());
    }

    private Set<String> affected(Collection<String> clients) {
        var affected = new LinkedHashSet<String>();
        clients.stream()
                .filter(client -> !client.isEmpty())
                .forEach(client -> affected.addAll(pages.withExtending(client)));
        return affected;
    }

    /** Names of all clients that a configuration or a definition exists for. */
    public Set<String> names() {
        var names = pages.names();
        names.addAll(definitions.clients());
        return names;
    }

    /** What the settings of a client come to (empty: no configuration of that name, and no definition that counts). */
    public Optional<ClientSettings> settings(String name, @Nullable URI baseUri) {
        return page(name).map(page -> {
            var settings = settings(page, baseUri);
            for (var notice : notices(page, name)) {
                settings = settings.with(notice);
            }
            var pagesOfName = pages.of(name);
            return pagesOfName.size() < 2 ? settings : settings.with(duplicates(pagesOfName));
        });
    }

    /** Settings of a client that a bundle defines may be in no file: the bundle brings them again. */
    private List<String> notices(Page page, String name) {
        var ruling = ruling(page);
        return ruling.definition() == null
                ? Stream.concat(
                                ruling.notices().stream(),
                                WithoutFile.notices(page.raw().keySet(), name).stream())
                        .toList()
                : ruling.notices();
    }

    /** The configuration that counts for a name; a blank one where only a definition does. */
    private Optional<Page> page(String name) {
        return pages.first(name)
                .or(() -> Optional.of(Page.blank(name))
                        .filter(blank -> ruling(blank).definition() != null));
    }

    private DefinitionBook.Ruling ruling(Page page) {
        return definitions.ruling(String.valueOf(page.name()), page.person());
    }

    private ClientSettings settings(Page page, @Nullable URI baseUri) {
        var name = String.valueOf(page.name());
        try {
            var merged = layers.merged(page);
            var context = new Context(baseUri, page.secretInClear(), files, profiles.variables(merged));
            var settings = ClientSettings.of(name, merged, context);
            return profiles.notice(merged).map(settings::with).orElse(settings);
        } catch (SettingsException e) {
            return new ClientSettings.Invalid(card(page, baseUri), e.key(), e.reason());
        } catch (IOException e) {
            return new ClientSettings.NeedsStore(
                    card(page, baseUri),
                    "a secret may be sealed in the token store, which cannot be read: " + e.getMessage());
        }
    }

    private Card card(Page page, @Nullable URI baseUri) {
        var alone = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        alone.putAll(page.raw());
        Layers.keepToOwner(alone, ruling(page));
        var context = new Context(baseUri, page.secretInClear(), files);
        return ClientSettings.of(String.valueOf(page.name()), alone, context).card();
    }

    private static String duplicates(List<Page> pagesOfName) {
        var others = pagesOfName.stream().skip(1).map(Page::pid).toList();
        return "duplicate-name: not used, because they name the same client: " + String.join(", ", others);
    }

    /** Configurations and definitions that work for no client: without a name, or with a name that is another's. */
    public List<ClientSettings.Invalid> strays() {
        var strays = new ArrayList<ClientSettings.Invalid>(
                definitions.strays(name -> page(name).isPresent()));
        strays.addAll(pages.strays());
        return strays;
    }
}
