// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.profile.Profile.Facts;

/**
 * All profiles by their names. A profile that comes along cannot be replaced: whoever could would say where the secrets
 * for a well-known provider go. Thread-safe.
 */
public final class Profiles {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String INDEX = "index.txt";

    /** More than any controller has bundles for. */
    private static final int MOST_ADDED = 1_000;

    private final Set<String> shipped = new TreeSet<>(index());
    private final Map<String, Profile> read = new ConcurrentHashMap<>();
    private final Map<String, Profile> added = new ConcurrentSkipListMap<>();

    /** Whose each added name is, also while that bundle is stopped: clients go on to name it. */
    private final Map<String, String> origins = new ConcurrentHashMap<>();

    /**
     * Takes a profile of another bundle.
     *
     * @param name how settings call it
     * @param origin symbolic name of the bundle
     * @param json the document
     * @throws ProfileException when it cannot be used; nothing changed
     */
    public void add(String name, String origin, String json) throws ProfileException {
        if (!NAME.matcher(name).matches()) {
            throw new ProfileException("has a name that is not a-z, 0-9 and -, at most 63 characters");
        }
        if (shipped.contains(name)) {
            throw new ProfileException("has the name of a profile that comes along; choose another one");
        }
        if (origins.size() >= MOST_ADDED && !origins.containsKey(name)) {
            throw new ProfileException("is one too many: " + MOST_ADDED + " were added already");
        }
        var profile = new Profile(name, origin, ProfileReader.read(json.getBytes(UTF_8)));
        var first = origins.putIfAbsent(name, origin);
        if (first != null && !first.equals(origin)) {
            throw new ProfileException("has the name of a profile of the bundle " + first);
        }
        added.put(name, profile);
    }

    /** Withdraws what a bundle added; of others nothing. */
    public void remove(String name, String origin) {
        added.computeIfPresent(name, (same, profile) -> profile.origin().equals(origin) ? null : profile);
    }

    /** The names of all. */
    public Set<String> names() {
        var names = new TreeSet<>(shipped);
        names.addAll(added.keySet());
        return names;
    }

    /** The profile of that name as it was written (empty: there is none). */
    public Optional<Profile> find(String name) throws ProfileException {
        return Optional.ofNullable(shipped.contains(name) ? shipped(name) : added.get(name));
    }

    /**
     * The profile of that name over those that it builds on (empty: there is none).
     *
     * @throws ProfileException when one of them cannot be used, is missing, or they lead round in a circle
     */
    public Optional<Profile> resolve(String name) throws ProfileException {
        var profile = find(name);
        return profile.isEmpty()
                ? profile
                : Optional.of(new Profile(name, profile.get().origin(), resolved(profile.get())));
    }

    private Facts resolved(Profile profile) throws ProfileException {
        var facts = profile.facts();
        var seen = new LinkedHashSet<>(Set.of(profile.name()));
        for (var base = facts.base(); base.isPresent(); ) {
            if (!seen.add(base.get())) {
                throw new ProfileException("builds on itself: " + String.join(" -> ", seen));
            }
            var missing = base.get();
            var below = find(missing)
                    .orElseThrow(() -> new ProfileException("builds on a profile that is not there: " + missing));
            facts = facts.over(below.facts());
            base = below.facts().base();
        }
        return facts;
    }

    private Profile shipped(String name) throws ProfileException {
        var known = read.get(name);
        if (known != null) {
            return known;
        }
        var profile = new Profile(name, Profile.SHIPPED, ProfileReader.read(resource(name + ".json")));
        read.put(name, profile);
        return profile;
    }

    private static Set<String> index() {
        var names = new LinkedHashSet<String>();
        new String(resource(INDEX), UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(names::add);
        return names;
    }

    private static byte[] resource(String file) {
        try (var stream = Profiles.class.getResourceAsStream(file)) {
            return content(file, stream == null ? null : stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + " from this bundle", e);
        }
    }

    private static byte[] content(String file, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalStateException("this bundle lacks " + file);
        }
        return bytes;
    }
}
