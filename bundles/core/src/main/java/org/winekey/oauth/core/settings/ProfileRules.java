// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.winekey.oauth.core.profile.Profile;
import org.winekey.oauth.core.protocol.ForeignText;
import org.winekey.oauth.core.protocol.GrantType;

/** What a profile may set: keys that exist, none that a person alone may set, and what it relaxes only when it says so. */
public final class ProfileRules {

    /** What belongs to one client and not to its provider. */
    private static final Set<String> OF_ONE_CLIENT =
            Set.of(Keys.CLIENT, Keys.EXTENDS, Keys.PROVIDER, Keys.ENABLED, Keys.CONSUMERS, Keys.REDIRECT_URI);

    private ProfileRules() {}

    /** What speaks against a profile, as the end of a sentence that names it (empty: nothing). */
    public static Optional<String> complaint(Profile profile) {
        var relaxed = new TreeSet<String>();
        for (var setting : profile.facts().settings().entrySet()) {
            var complaint = complaint(setting.getKey(), setting.getValue());
            if (complaint.isEmpty() && setting.getKey().equals(ProviderKeys.REQUEST_SIGNER) && !profile.isShipped()) {
                return Optional.of(isOfOperators(setting.getKey()));
            }
            if (complaint.isPresent()) {
                return complaint;
            }
            Relaxations.of(setting.getKey(), setting.getValue()).ifPresent(relaxed::add);
        }
        if (!relaxed.isEmpty() && !profile.isShipped()) {
            return Optional.of("relaxes " + String.join(", ", relaxed)
                    + ", which only a person and the profiles that come along may do; a person sets it for the client");
        }
        relaxed.removeAll(profile.facts().relaxes());
        return relaxed.isEmpty()
                ? Optional.empty()
                : Optional.of("relaxes " + String.join(", ", relaxed) + " and does not say so in \"relaxes\"");
    }

    private static Optional<String> complaint(String key, Object value) {
        var text = String.valueOf(value).toLowerCase(Locale.ROOT);
        if (key.equals(Keys.GRANT_TYPES) && text.contains(GrantType.PASSWORD.wireName())) {
            return Optional.of("sets the grant type password, which a person alone may choose");
        }
        return complaint(key);
    }

    private static Optional<String> complaint(String key) {
        // Guards against another spelling, which settings take for the same key and the lists below do not.
        if (!UnknownKeys.isSpelledAsKnown(key)) {
            return Optional.of("sets " + ForeignText.plain(key) + ", a key that does not exist");
        }
        if (OF_ONE_CLIENT.contains(key) || Keys.SECRETS.contains(key) || Keys.PERSON_ONLY.contains(key)) {
            return Optional.of(isOfOperators(key));
        }
        return Optional.empty();
    }

    private static String isOfOperators(String key) {
        return "sets " + key + ", which is for each client and its operator to set";
    }
}
