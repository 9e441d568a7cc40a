// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.settings.ClientSettings.Card;
import org.winekey.oauth.core.settings.ClientSettings.Context;
import org.winekey.oauth.core.settings.DefinitionBook.Person;

/**
 * The configurations of all clients as they were delivered: which client each is, which of two with one name counts, and
 * what {@code extends} brings together. Not thread-safe.
 */
public final class ClientBook {

    /** What belongs to one configuration alone and is never a default for another. */
    private static final Set<String> OWN =
            Set.of(Keys.CLIENT, Keys.EXTENDS, Keys.ENABLED, Keys.REDIRECT_URI, Keys.OWNER);

    /** Who says where the provider is has made the client, rather than completed what a bundle defines. */
    private static final List<String> OF_SERVER =
            List.of(Keys.ISSUER, Keys.TOKEN_ENDPOINT, Keys.AUTHORIZATION_ENDPOINT, Keys.PROVIDER, Keys.EXTENDS);

    private final ClientSettings.Files files;
    private final ProfileLayer profiles;
    private final DefinitionBook definitions;
    private final ClientSettings.SealedSecrets sealed;
    private final Map<String, Page> pages = new HashMap<>();
    private final Map<String, List<Page>> byName = new TreeMap<>();
    private final Map<String, Page> nameless = new TreeMap<>();
    private final Set<String> crowded = new TreeSet<>();

    /** Names of the clients that extend a client, directly; kept when that client goes. */
    private final Map<String, Set<String>> extending = new HashMap<>();

    private record Page(
            String pid,
            Map<String, Object> raw,
            boolean secretInClear,
            @Nullable String name,
            @Nullable SettingsException problem,
            boolean leaving) {

        Optional<String> base() {
            try {
                return new Values(raw).text(Keys.EXTENDS);
            } catch (SettingsException e) {
                return Optional.empty();
            }
        }

        /** No configuration, only what a bundle defines. */
        static Page blank(String name) {
            return new Page(name, Map.of(), false, name, null, false);
        }

        Person person() {
            var values = new Values(raw);
            return new Person(namesServer(values), ClientReader.owner(values));
        }

        Page asLeaving() {
            return new Page(pid, raw, secretInClear, name, problem, true);
        }
    }

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
        var affected = new LinkedHashSet<String>(remove(pid));
        var page = page(pid, Values.copy(delivered), secretInClear);
        affected.addAll(add(page));
        return affected;
    }

    /** Marks a configuration as deleted but still in force, so that another one of that name replaces it at once. */
    public Set<String> leave(String pid) {
        var page = pages.get(pid);
        if (page == null) {
            return Set.of();
        }
        remove(pid);
        return add(page.asLeaving());
    }

    /** Removes a configuration if it is still marked as deleted. */
    public Set<String> removeIfLeaving(String pid) {
        var page = pages.get(pid);
        return page != null && page.leaving() ? remove(pid) : Set.of();
    }

    /** A book of its own with what is in this one now. */
    public ClientBook copy() {
        var copy = new ClientBook(files, profiles, definitions.lookingAhead(), sealed);
        pages.values().forEach(copy::add);
        return copy;
    }

    /**
     * Makes a change in this book, as if it had been delivered, and answers what the settings of the client come to.
     *
     * @throws SettingsException when the change makes it another client
     */
    public ClientSettings preview(String name, SettingsChange change, @Nullable URI baseUri) throws SettingsException {
        var pagesOfName = byName.getOrDefault(name, List.of());
        var pid = pagesOfName.isEmpty()
                ? Keys.CLIENT_FACTORY_PID + "~" + name
                : pagesOfName.get(0).pid();
        var before = pagesOfName.isEmpty()
                ? Map.<String, Object>of()
                : pagesOfName.get(0).raw();
        var inClear = isInClear(change.value(Keys.CLIENT_SECRET))
                || (!pagesOfName.isEmpty() && pagesOfName.get(0).secretInClear());
        remove(pid);
        add(page(pid, change.over(before), inClear));
        return settings(name, baseUri)
                .orElseThrow(() -> new SettingsException(Keys.CLIENT, "would make it another client; choose one name"));
    }

    /** Makes these the settings of a client, as if they had been delivered (empty: it has none). */
    void pretend(String name, Map<String, Object> raw) {
        var pids = byName.getOrDefault(name, List.of()).stream().map(Page::pid).toList();
        pids.forEach(this::remove);
        if (!raw.isEmpty()) {
            var pid = pids.isEmpty() ? Keys.CLIENT_FACTORY_PID + "~" + name : pids.get(0);
            add(new Page(pid, raw, false, name, null, false));
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
        for (var client : withExtending(name)) {
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
        var own = layered(page);
        try {
            return SecretFlow.of(own, profiles.under(own));
        } catch (SettingsException e) {
            // A profile that does not work sends nothing anywhere; another one is another place by its name.
            return SecretFlow.of(own, own);
        }
    }

    /** The settings of a client as they were delivered; empty when it is not configured. */
    public Map<String, Object> delivered(String name) {
        var pagesOfName = byName.getOrDefault(name, List.of());
        return pagesOfName.isEmpty() ? Map.of() : pagesOfName.get(0).raw();
    }

    /** Names of the clients whose settings depend on those of this one, itself among them; none when it is not configured. */
    public Set<String> dependents(String name) {
        return page(name).isPresent() ? withExtending(name) : Set.of();
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
        clients.stream().filter(client -> !client.isEmpty()).forEach(client -> affected.addAll(withExtending(client)));
        return affected;
    }

    /** Names of all clients that a configuration or a definition exists for. */
    public Set<String> names() {
        var names = new TreeSet<>(byName.keySet());
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
            var pagesOfName = byName.getOrDefault(name, List.of());
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
        var configured = byName.getOrDefault(name, List.of()).stream().findFirst();
        return configured.or(() ->
                Optional.of(Page.blank(name)).filter(blank -> ruling(blank).definition() != null));
    }

    private DefinitionBook.Ruling ruling(Page page) {
        return definitions.ruling(String.valueOf(page.name()), page.person());
    }

    /** Configurations and definitions that work for no client: without a name, or with a name that is another's. */
    public List<ClientSettings.Invalid> strays() {
        var strays = new ArrayList<ClientSettings.Invalid>(
                definitions.strays(name -> page(name).isPresent()));
        nameless.values().forEach(page -> {
            if (page.problem() != null) {
                strays.add(
                        stray(page.pid(), page.problem().key(), page.problem().reason()));
            }
        });
        for (var name : crowded) {
            var pagesOfName = byName.getOrDefault(name, List.of());
            var reason = "names the same client as " + pagesOfName.get(0).pid() + "; rename or delete one of them";
            pagesOfName.stream()
                    .skip(1)
                    .filter(page -> !page.leaving())
                    .forEach(page -> strays.add(stray(page.pid(), Keys.CLIENT, reason)));
        }
        return strays;
    }

    private static ClientSettings.Invalid stray(String pid, String key, String reason) {
        return new ClientSettings.Invalid(
                new Card(pid, Set.of(), Set.of(), null, null, List.of(), Route.PUBLIC), key, reason);
    }

    private static String duplicates(List<Page> pagesOfName) {
        var others = pagesOfName.stream().skip(1).map(Page::pid).toList();
        return "duplicate-name: not used, because they name the same client: " + String.join(", ", others);
    }

    private static Page page(String pid, Map<String, Object> raw, boolean secretInClear) {
        try {
            return new Page(pid, raw, secretInClear, ClientNames.of(pid, raw), null, false);
        } catch (SettingsException e) {
            return new Page(pid, raw, secretInClear, null, e, false);
        }
    }

    private Set<String> add(Page page) {
        pages.put(page.pid(), page);
        if (page.name() == null) {
            nameless.put(page.pid(), page);
            return Set.of();
        }
        var name = page.name();
        var pagesOfName = byName.computeIfAbsent(name, missing -> new ArrayList<>());
        pagesOfName.add(page);
        if (pagesOfName.size() > 1) {
            crowded.add(name);
        }
        pagesOfName.sort(Comparator.comparing(Page::leaving).thenComparing(Page::pid));
        page.base()
                .ifPresent(base -> extending
                        .computeIfAbsent(base, missing -> new LinkedHashSet<>())
                        .add(name));
        return withExtending(name);
    }

    private Set<String> remove(String pid) {
        var page = pages.remove(pid);
        nameless.remove(pid);
        var name = page == null ? null : page.name();
        if (page == null || name == null) {
            return Set.of();
        }
        var affected = withExtending(name);
        var pagesOfName = byName.getOrDefault(name, new ArrayList<>());
        pagesOfName.remove(page);
        if (pagesOfName.size() < 2) {
            crowded.remove(name);
        }
        if (pagesOfName.isEmpty()) {
            byName.remove(name);
        }
        page.base().ifPresent(base -> forgetExtending(base, name));
        return affected;
    }

    private void forgetExtending(String base, String name) {
        boolean still = byName.getOrDefault(name, List.of()).stream()
                .anyMatch(page -> page.base().equals(Optional.of(base)));
        if (!still) {
            var names = extending.getOrDefault(base, new LinkedHashSet<>());
            names.remove(name);
            if (names.isEmpty()) {
                extending.remove(base);
            }
        }
    }

    private Set<String> withExtending(String name) {
        var all = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            var next = open.remove();
            if (all.add(next)) {
                open.addAll(extending.getOrDefault(next, Set.of()));
            }
        }
        return all;
    }

    private ClientSettings settings(Page page, @Nullable URI baseUri) {
        var name = String.valueOf(page.name());
        try {
            var merged = merged(page);
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
        keepToOwner(alone, ruling(page));
        var context = new Context(baseUri, page.secretInClear(), files);
        return ClientSettings.of(String.valueOf(page.name()), alone, context).card();
    }

    /**
     * The settings of a configuration over those that it extends, the farthest first, all over what a bundle defines, and
     * that over the provider's profile.
     */
    private Map<String, Object> merged(Page page) throws IOException, SettingsException {
        return profiles.under(layered(page));
    }

    private Map<String, Object> layered(Page page) throws IOException, SettingsException {
        var chain = chain(page);
        var merged = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        for (int i = chain.size() - 1; i > 0; i--) {
            var ruling = ruling(chain.get(i));
            lay(merged, ruling.defaults());
            lay(merged, chain.get(i).raw());
            putSealed(chain.get(i), merged);
            keepToOwner(merged, ruling);
            OWN.forEach(merged::remove);
        }
        var ruling = ruling(page);
        ruling.defaults().forEach((key, value) -> {
            if (!Values.isSet(merged.get(key))) {
                merged.put(key, value);
            }
        });
        lay(merged, page.raw());
        putSealed(page, merged);
        keepToOwner(merged, ruling);
        return merged;
    }

    /** The console saves every empty field of its form; that says nothing about the default. */
    private static void lay(Map<String, Object> merged, Map<String, Object> over) {
        over.forEach((key, value) -> {
            if (Values.isSet(value) || !merged.containsKey(key)) {
                merged.put(key, value);
            }
        });
    }

    private static void keepToOwner(Map<String, Object> merged, DefinitionBook.Ruling ruling) {
        if (ruling.owner() != null && !Values.isSet(merged.get(Keys.CONSUMERS))) {
            merged.put(Keys.CONSUMERS, ruling.owner());
        }
    }

    /** What is in Config Admin counts; a sealed secret stands where nothing is. Most clients need not ask. */
    private void putSealed(Page page, Map<String, Object> merged) throws IOException, SettingsException {
        if (isSecretSet(page, Keys.CLIENT_SECRET)
                && (isSecretSet(page, Keys.TLS_KEY_STORE_PASSWORD) || !Values.isSet(merged.get(Keys.TLS_KEY_STORE)))) {
            return;
        }
        sealed.of(String.valueOf(page.name())).forEach((key, secret) -> {
            if (!isSecretSet(page, key)) {
                merged.put(key, secret);
            }
        });
    }

    private static boolean isSecretSet(Page page, String key) {
        return Values.isSet(page.raw().get(key));
    }

    private List<Page> chain(Page page) throws SettingsException {
        var chain = new ArrayList<>(List.of(page));
        var seen = new TreeSet<>(Set.of(String.valueOf(page.name())));
        for (var base = extended(page); base.isPresent(); base = extended(base.get())) {
            if (!seen.add(String.valueOf(base.get().name()))) {
                throw new SettingsException(Keys.EXTENDS, "leads round in a circle; remove it from one of the clients");
            }
            chain.add(base.get());
        }
        return chain;
    }

    private Optional<Page> extended(Page page) throws SettingsException {
        var base = new Values(page.raw()).text(Keys.EXTENDS);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        var found = page(base.get());
        if (found.isEmpty()) {
            throw new SettingsException(Keys.EXTENDS, "names a client that is not configured; correct the name");
        }
        return found;
    }
}
