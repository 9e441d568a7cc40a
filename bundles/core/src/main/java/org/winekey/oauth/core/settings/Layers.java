// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays the settings of a client over each other: profile, definition, what is extended, what is written, what is sealed. */
final class Layers {

    /** What belongs to one configuration alone and is never a default for another. */
    private static final Set<String> OWN =
            Set.of(Keys.CLIENT, Keys.EXTENDS, Keys.ENABLED, Keys.REDIRECT_URI, Keys.OWNER);

    private final ProfileLayer profiles;
    private final ClientSettings.SealedSecrets sealed;
    private final Configured pages;
    private final Rulings rulings;

    /** Finds the configuration that counts for a client. */
    interface Configured {
        Optional<Page> of(String name);
    }

    /** Says which definition counts for a configuration. */
    interface Rulings {
        DefinitionBook.Ruling of(Page page);
    }

    Layers(ProfileLayer profiles, ClientSettings.SealedSecrets sealed, Configured pages, Rulings rulings) {
        this.profiles = profiles;
        this.sealed = sealed;
        this.pages = pages;
        this.rulings = rulings;
    }

    /**
     * The settings of a configuration over those that it extends, the farthest first, all over what a bundle defines, and
     * that over the provider's profile.
     */
    Map<String, Object> merged(Page page) throws IOException, SettingsException {
        return profiles.under(layered(page));
    }

    /** The same without the profile. */
    Map<String, Object> layered(Page page) throws IOException, SettingsException {
        var chain = chain(page);
        var merged = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        for (int i = chain.size() - 1; i > 0; i--) {
            var ruling = rulings.of(chain.get(i));
            lay(merged, ruling.defaults());
            lay(merged, chain.get(i).raw());
            putSealed(chain.get(i), merged);
            keepToOwner(merged, ruling);
            OWN.forEach(merged::remove);
        }
        var ruling = rulings.of(page);
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

    /** A client that a bundle owns is for that bundle, unless a person names others. */
    static void keepToOwner(Map<String, Object> merged, DefinitionBook.Ruling ruling) {
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
        var found = pages.of(base.get());
        if (found.isEmpty()) {
            throw new SettingsException(Keys.EXTENDS, "names a client that is not configured; correct the name");
        }
        return found;
    }
}
