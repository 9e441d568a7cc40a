// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;
import org.winekey.oauth.core.migrate.ForeignGrant.Origin;
import org.winekey.oauth.core.protocol.ForeignText;

/** Collects the sign-ins of one system, and says of which nothing can be used. Not thread-safe. */
final class Harvest {

    private final String system;
    private final ZoneId zone;
    private final List<ForeignGrant> grants = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Harvest(String system, ZoneId zone) {
        this.system = system;
        this.zone = zone;
    }

    void add(String entry, String title, Fields token, Origin origin) {
        try {
            var read = new TokenFields(token, zone);
            var accessToken = read.accessToken();
            if (accessToken == null) {
                warn(entry, "holds no access token");
                return;
            }
            grants.add(new ForeignGrant(
                    ForeignText.plain(entry),
                    title,
                    accessToken,
                    read.refreshToken(),
                    read.scopes(),
                    read.issuedAt(),
                    read.expiresAt(),
                    origin));
        } catch (MigrationException e) {
            warn(entry, String.valueOf(e.getMessage()));
        }
    }

    void warn(String entry, String why) {
        warnings.add(ForeignText.plain(entry) + " " + why + "; it is left out");
    }

    Found found() {
        return new Found(system, grants, warnings);
    }
}
