// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle may change of a client, and what is left to a person. It guards against mistakes and greed, not against
 * hostile code in the same JVM.
 */
public final class BundleChange {

    private static final String ENDPOINT = "_endpoint";

    /** What else decides who sees the client secret. */
    private static final List<String> WHERE = List.of(Keys.ISSUER, Keys.PROVIDER, ProviderKeys.REQUEST_SIGNER);

    /**
     * Who asks, and whose the client is.
     *
     * @param bundle the symbolic name of the bundle that asks
     * @param owner that of the bundle whose definition made the client (empty: none did)
     */
    public record Asking(String bundle, Optional<String> owner) {}

    private final Asking asking;
    private final Map<String, Object> before;

    private BundleChange(Asking asking, Map<String, Object> before) {
        this.asking = asking;
        this.before = before;
    }

    /**
     * Refuses what this bundle may not change.
     *
     * @param before the settings as Config Admin keeps them
     * @param sealedSecret whether the token store keeps a client secret besides
     * @throws SettingsException with the key
     */
    public static void check(Asking asking, Map<String, Object> before, SettingsChange change, boolean sealedSecret)
            throws SettingsException {
        var judge = new BundleChange(asking, before);
        judge.requirePermitted();
        judge.check(change, sealedSecret);
    }

    /**
     * The first settings of a client in Config Admin. One that no bundle defined is for the bundle that gives them.
     *
     * @throws SettingsException with the key that this bundle may not change
     */
    public static Map<String, Object> first(Asking asking, SettingsChange change) throws SettingsException {
        var judge = new BundleChange(asking, Map.of());
        if (asking.owner().isPresent()) {
            judge.requirePermitted();
        }
        judge.check(change, false);
        var first = change.over(Map.of());
        if (asking.owner().isEmpty()) {
            first.put(Keys.CONSUMERS, asking.bundle());
        }
        return first;
    }

    private void requirePermitted() throws SettingsException {
        var values = new Values(before);
        var owner = values.text(Keys.OWNER).or(asking::owner);
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

    private void check(SettingsChange change, boolean sealedSecret) throws SettingsException {
        for (var key : change.touches(before)) {
            if (isOfPeople(key) || relaxes(key, change.value(key))) {
                throw new SettingsException(key, "is left to a person; set it at the console or in the shell");
            }
            if (holdsReference(change.value(key))) {
                throw new SettingsException(
                        key, "refers to a secret or a variable that only a person may hand out; give the value");
            }
            if (receivesSecrets(key)
                    && (sealedSecret || hasSecret())
                    && !change.keys().contains(Keys.CLIENT_SECRET)) {
                throw new SettingsException(
                        key,
                        "would send the client secret to another place; change " + Keys.CLIENT_SECRET
                                + " along with it, or let a person change it");
            }
        }
    }

    private boolean hasSecret() {
        return Values.isSet(new Values(before).raw().get(Keys.CLIENT_SECRET));
    }

    private static boolean isOfPeople(String key) {
        return Keys.PERSON_ONLY.stream().anyMatch(key::equalsIgnoreCase)
                || Keys.NOT_FOR_BUNDLES.stream().anyMatch(key::equalsIgnoreCase)
                || UnknownKeys.isOfOthers(key);
    }

    private static boolean relaxes(String key, @Nullable Object value) {
        return value != null && Relaxations.of(key, value).isPresent();
    }

    private static boolean receivesSecrets(String key) {
        return WHERE.stream().anyMatch(key::equalsIgnoreCase)
                || key.toLowerCase(Locale.ROOT).endsWith(ENDPOINT)
                || key.startsWith(ProviderKeys.VARS);
    }

    private static boolean holdsReference(@Nullable Object value) {
        return value instanceof String[] texts
                ? Arrays.stream(texts).anyMatch(Values::isReference)
                : Values.isReference(value);
    }
}
