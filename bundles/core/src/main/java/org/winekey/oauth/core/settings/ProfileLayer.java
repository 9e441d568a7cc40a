// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.winekey.oauth.core.profile.Profile;
import org.winekey.oauth.core.profile.ProfileException;
import org.winekey.oauth.core.profile.Profiles;

/** The defaults that the profile of a provider gives, below everything else. Thread-safe. */
final class ProfileLayer {

    private final Profiles profiles;

    ProfileLayer(Profiles profiles) {
        this.profiles = profiles;
    }

    /** These settings over those of the profile that they name. */
    Map<String, Object> under(Map<String, Object> settings) throws SettingsException {
        var values = new Values(settings);
        var named = values.text(Keys.PROVIDER);
        if (named.isEmpty()) {
            return settings;
        }
        var profile = profile(named.get());
        checkVariables(profile, values);
        return values.over(profile.facts().settings()).raw();
    }

    /** Who else than the profiles that come along decides where the secrets of these settings go, as a notice. */
    Optional<String> notice(Map<String, Object> settings) throws SettingsException {
        var named = new Values(settings).text(Keys.PROVIDER);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        var profile = profile(named.get());
        return Optional.of("profile-of-bundle: " + Keys.PROVIDER + " is a profile of the bundle " + profile.origin()
                        + ", which says where tokens and the client secret go")
                .filter(notice -> !profile.isShipped());
    }

    /** The values that variables may have, where the profile that these settings name lists them. */
    Map<String, Set<String>> variables(Map<String, Object> settings) throws SettingsException {
        var named = new Values(settings).text(Keys.PROVIDER);
        var listed = new TreeMap<String, Set<String>>();
        if (named.isPresent()) {
            profile(named.get()).facts().variables().forEach((variable, choices) -> {
                if (!choices.isEmpty()) {
                    listed.put(variable, Set.copyOf(choices));
                }
            });
        }
        return listed;
    }

    private Profile profile(String name) throws SettingsException {
        try {
            var profile = profiles.resolve(name)
                    .orElseThrow(() -> new SettingsException(
                            Keys.PROVIDER, "names no profile that is there; oauth:profiles lists them"));
            var complaint = ProfileRules.complaint(profile);
            if (complaint.isPresent()) {
                throw unusable(complaint.get());
            }
            return profile;
        } catch (ProfileException e) {
            throw unusable(Objects.requireNonNull(e.getMessage()));
        }
    }

    private static SettingsException unusable(String why) {
        return new SettingsException(Keys.PROVIDER, "names a profile that cannot be used: it " + why);
    }

    private static void checkVariables(Profile profile, Values values) throws SettingsException {
        var complete = values.over(profile.facts().settings());
        for (var variable : profile.facts().variables().entrySet()) {
            var key = ProviderKeys.VARS + variable.getKey();
            var text = complete.text(key);
            if (text.isEmpty()) {
                throw new SettingsException(key, "is not set: " + remedy(variable.getValue()));
            }
            if (!variable.getValue().isEmpty() && !variable.getValue().contains(text.get())) {
                throw new SettingsException(key, "does not fit: " + remedy(variable.getValue()));
            }
        }
    }

    private static String remedy(List<String> choices) {
        return choices.isEmpty()
                ? "the addresses of this provider need it; enter your own name there"
                : "choose one of " + String.join(", ", choices);
    }
}
