// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which settings of a client a bundle may change, and which are left to a person; what they come to is for
 * {@link BundlePreview} to judge. It guards against mistakes and greed, not against
 * hostile code in the same JVM.
 */
public final class BundleChange {

    /**
     * Who asks, and whose the client is.
     *
     * @param bundle the symbolic name of the bundle that asks
     * @param owner that of the bundle whose definition made the client (empty: none did)
     */
    public record Asking(String bundle, Optional<String> owner) {}

    /** What says how tokens come, and which answers end a grant for everybody; whole keys and beginnings of keys. */
    private static final List<String> OF_OWNER =
            List.of(Keys.GRANT_TYPES, ProviderKeys.ERROR_MAP, ProviderKeys.RESPONSE_RENAME);

    private final Asking asking;
    private final Map<String, Object> before;

    private BundleChange(Asking asking, Map<String, Object> before) {
        this.asking = asking;
        this.before = before;
    }

    /**
     * The settings with the change made.
     *
     * @param before the settings as Config Admin keeps them
     * @throws SettingsException with the key that this bundle may not change
     */
    public static Map<String, Object> over(Asking asking, Map<String, Object> before, SettingsChange change)
            throws SettingsException {
        var judge = new BundleChange(asking, before);
        judge.requirePermitted();
        judge.check(change);
        return judge.kept(change.over(before));
    }

    /**
     * The first settings of a client in Config Admin. One that no bundle defined is for the bundle that gives them.
     *
     * @throws SettingsException with the key that this bundle may not change
     */
    public static Map<String, Object> first(Asking asking, SettingsChange change) throws SettingsException {
        var owner = asking.owner().orElse(asking.bundle());
        var judge = new BundleChange(new Asking(asking.bundle(), Optional.of(owner)), Map.of());
        judge.requirePermitted();
        judge.check(change);
        var first = change.over(Map.of());
        if (asking.owner().isEmpty()) {
            first.put(Keys.CONSUMERS, asking.bundle());
        }
        return judge.kept(first);
    }

    /** Settings that name a server and no owner would be a person's, and the client with them. */
    private Map<String, Object> kept(Map<String, Object> after) throws SettingsException {
        if (owner().isPresent() && ClientBook.namesServer(new Values(after))) {
            after.put(Keys.OWNER, owner().get());
        }
        return after;
    }

    /** Whose the client is; one that a person made is no bundle's. */
    private Optional<String> owner() throws SettingsException {
        var values = new Values(before);
        var named = values.text(Keys.OWNER);
        return named.isPresent() || ClientBook.namesServer(values) ? named : asking.owner();
    }

    private void requirePermitted() throws SettingsException {
        var values = new Values(before);
        var owner = owner();
        if (owner.isPresent() && !owner.get().equals(asking.bundle())) {
            throw new SettingsException(
                    Keys.OWNER,
                    "is the bundle " + owner.get() + ": " + asking.bundle()
                            + " may not change this client; its owner or a person can");
        }
        if (owner.isEmpty() && !values.words(Keys.CONSUMERS).contains(asking.bundle())) {
            throw new SettingsException(
                    Keys.CONSUMERS,
                    "does not name the bundle " + asking.bundle()
                            + ", so it may not change this client; a person can add it, or change the settings");
        }
    }

    private void check(SettingsChange change) throws SettingsException {
        for (var key : change.touches(before)) {
            if (isOfPeople(key)) {
                throw new SettingsException(key, "is left to a person; set it at the console or in the shell");
            }
            if (isOfOwner(key) && owner().isEmpty()) {
                throw new SettingsException(
                        key, "is left to the owner of the client, which it does not have, and to a person");
            }
            if (holdsReference(change.value(key))) {
                throw new SettingsException(
                        key, "refers to a secret or a variable that only a person may hand out; give the value");
            }
        }
    }

    private static boolean isOfOwner(String key) {
        return OF_OWNER.stream().anyMatch(name -> key.regionMatches(true, 0, name, 0, name.length()));
    }

    private static boolean isOfPeople(String key) {
        return Keys.PERSON_ONLY.stream().anyMatch(key::equalsIgnoreCase)
                || Keys.NOT_FOR_BUNDLES.stream().anyMatch(key::equalsIgnoreCase)
                || UnknownKeys.isOfOthers(key);
    }

    private static boolean holdsReference(@Nullable Object value) {
        return value instanceof String[] texts
                ? Arrays.stream(texts).anyMatch(Values::isReference)
                : Values.isReference(value);
    }
}
