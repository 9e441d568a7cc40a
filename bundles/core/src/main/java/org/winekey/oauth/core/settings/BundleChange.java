// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Arrays;
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

    private final String bundle;
    private final Map<String, Object> before;

    /**
     * The client that is to be changed.
     *
     * @param before its settings as Config Admin keeps them
     * @param sealedSecret whether the token store keeps a client secret besides
     * @param owner the bundle that owns it; empty: none does
     */
    public record Client(Map<String, Object> before, boolean sealedSecret, Optional<String> owner) {}

    private BundleChange(String bundle, Map<String, Object> before) {
        this.bundle = bundle;
        this.before = before;
    }

    /**
     * Refuses what this bundle may not change.
     *
     * @throws SettingsException with the key
     */
    public static void check(String bundle, Client client, SettingsChange change) throws SettingsException {
        var judge = new BundleChange(bundle, client.before());
        judge.requireNamed(client.owner());
        judge.check(change, client.sealedSecret());
    }

    /** The first settings of a client, which are for the bundle that gives them. */
    public static Map<String, Object> first(String bundle, SettingsChange change) throws SettingsException {
        new BundleChange(bundle, Map.of()).check(change, false);
        var first = change.over(Map.of());
        first.put(Keys.CONSUMERS, bundle);
        return first;
    }

    private void requireNamed(Optional<String> owner) throws SettingsException {
        var values = new Values(before);
        var owns = values.words(Keys.CONSUMERS).isEmpty() && owner.equals(Optional.of(bundle));
        if (!owns
                && !values.words(Keys.CONSUMERS).contains(bundle)
                && !values.words(Keys.OWNER).contains(bundle)) {
            throw new SettingsException(
                    Keys.CONSUMERS,
                    "does not name the bundle " + bundle + ", so it may not change this client; a person can add it, or"
                            + " change the settings");
        }
    }

    private void check(SettingsChange change, boolean sealedSecret) throws SettingsException {
        for (var key : change.touches(before)) {
            if (isOfPeople(key)) {
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

    private static boolean receivesSecrets(String key) {
        return key.equalsIgnoreCase(Keys.ISSUER) || key.toLowerCase(Locale.ROOT).endsWith(ENDPOINT);
    }

    private static boolean holdsReference(@Nullable Object value) {
        return value instanceof String[] texts
                ? Arrays.stream(texts).anyMatch(Values::isReference)
                : Values.isReference(value);
    }
}
