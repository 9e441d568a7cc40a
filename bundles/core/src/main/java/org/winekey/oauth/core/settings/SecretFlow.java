// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.winekey.oauth.core.protocol.Registration.Endpoints;
import org.winekey.oauth.core.secret.Secret;

/**
 * Which secrets the settings of a client send where, and which requirements they relax, once all layers are together.
 * Immutable; shows no value.
 *
 * @param places what says where secrets go, by key
 * @param secrets what is sent there, by key; a profile has none
 * @param relaxed keys that relax a requirement, without those of the profile
 */
record SecretFlow(Map<String, String> places, Map<String, Object> secrets, Set<String> relaxed) {

    /** No settings. */
    static final SecretFlow NONE = new SecretFlow(Map.of(), Map.of(), Set.of());

    private static final List<String> WHERE = List.of(Keys.ISSUER, Keys.PROVIDER, ProviderKeys.REQUEST_SIGNER);

    private static final List<String> IN_REQUESTS = List.of(
            Keys.TOKEN_PARAMETERS,
            ProviderKeys.CODE_PARAMETERS,
            ProviderKeys.REFRESH_PARAMETERS,
            ProviderKeys.THEN_PARAMETERS);

    private static final Pattern SOUNDS_SECRET = Pattern.compile("(?i).*(?:secret|passw|key|token|private).*");

    /** Copies the collections. */
    SecretFlow {
        places = Collections.unmodifiableMap(new TreeMap<>(places));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        relaxed = Collections.unmodifiableSet(new TreeSet<>(relaxed));
    }

    /**
     * Reads it from settings.
     *
     * @param own without those of a profile
     * @param all with them
     */
    static SecretFlow of(Map<String, Object> own, Map<String, Object> all) {
        var places = new TreeMap<String, String>();
        var values = new Values(all);
        for (var key : values.keys()) {
            if (isPlace(key)) {
                text(values, key).ifPresent(text -> places.put(key.toLowerCase(Locale.ROOT), text));
            }
        }
        var secrets = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        own.forEach((key, value) -> {
            if (isSecret(key) && Values.isSet(value)) {
                secrets.put(key, value);
            }
        });
        var relaxed = new TreeSet<String>();
        var owned = new Values(own);
        Relaxations.ALL.stream().filter(one -> one.isIn(owned)).forEach(one -> relaxed.add(one.key()));
        return new SecretFlow(places, secrets, relaxed);
    }

    /** Keys of places that are other ones than those. */
    Set<String> movedFrom(SecretFlow before) {
        var moved = new TreeSet<>(places.keySet());
        moved.addAll(before.places.keySet());
        moved.removeIf(key -> Optional.ofNullable(places.get(key)).equals(Optional.ofNullable(before.places.get(key))));
        return moved;
    }

    /** A secret that this change does not bring itself (empty: there is none). */
    Optional<String> secretNotIn(SettingsChange change) {
        return secrets.entrySet().stream()
                .filter(secret -> secret.getValue() instanceof Secret
                        || !secret.getValue().equals(change.value(secret.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public String toString() {
        return "SecretFlow" + places.keySet();
    }

    private static boolean isPlace(String key) {
        return Endpoints.NAMES.stream().anyMatch(key::equalsIgnoreCase)
                || WHERE.stream().anyMatch(key::equalsIgnoreCase)
                || startsWith(key, ProviderKeys.VARS);
    }

    private static boolean isSecret(String key) {
        return key.equalsIgnoreCase(Keys.CLIENT_SECRET)
                || startsWith(key, ProviderKeys.TOKEN_HEADERS)
                || IN_REQUESTS.stream()
                        .anyMatch(prefix -> startsWith(key, prefix)
                                && SOUNDS_SECRET
                                        .matcher(key.substring(prefix.length()))
                                        .matches());
    }

    private static boolean startsWith(String key, String prefix) {
        return key.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static Optional<String> text(Values values, String key) {
        try {
            return values.text(key);
        } catch (SettingsException e) {
            // Not a value that anything goes to yet; another one is another place all the same.
            return Optional.of(String.valueOf(values.raw().get(key)));
        }
    }
}
