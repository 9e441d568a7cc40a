// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.core.profile.Profile;
import org.winekey.oauth.core.profile.ProfileException;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.settings.ProfileRules;

/** The profiles of providers, for faces. */
final class ProfileReports {

    private ProfileReports() {}

    static List<ProviderReport> of(Profiles profiles) {
        return profiles.names().stream()
                .map(name -> report(profiles, name))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ProviderReport> report(Profiles profiles, String name) {
        try {
            return profiles.resolve(name)
                    .map(profile ->
                            report(profile, ProfileRules.complaint(profile).orElse("")));
        } catch (ProfileException e) {
            var problem = "it " + Objects.requireNonNull(e.getMessage());
            return Optional.of(new ProviderReport(name, name, "", "", "", Map.of(), problem));
        }
    }

    private static ProviderReport report(Profile profile, String problem) {
        var facts = profile.facts();
        return new ProviderReport(
                profile.name(),
                facts.title(),
                facts.documentation(),
                facts.setup(),
                profile.origin(),
                facts.variables(),
                problem);
    }
}
