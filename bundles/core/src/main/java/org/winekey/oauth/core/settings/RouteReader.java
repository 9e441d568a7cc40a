// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.settings.ClientSettings.Files;

/** Reads how the requests of a client get to its server: over which addresses, and with whose certificates. */
final class RouteReader {

    private final Values values;
    private final TlsFiles files;
    private Route route = Route.PUBLIC;
    private @Nullable SettingsException wrong;

    RouteReader(Values values, Files files) {
        this.values = values;
        this.files = new TlsFiles(values, files);
        try {
            route = read();
        } catch (SettingsException e) {
            wrong = e;
        }
    }

    /** The route of these settings; the files are read once. */
    Route route() throws SettingsException {
        if (wrong != null) {
            throw wrong;
        }
        return route;
    }

    /** The same, or the public Internet while the settings are wrong. */
    Route orPublic() {
        return route;
    }

    /** What everybody should see who looks at the client. */
    List<String> notices() {
        try {
            return values.flag(Keys.ALLOW_INSECURE, false)
                    ? List.of("insecure: " + Keys.ALLOW_INSECURE
                            + " admits plain http at home; whoever is in that network can read and change what is sent,"
                            + " secrets and tokens included")
                    : List.of();
        } catch (SettingsException e) {
            return List.of();
        }
    }

    private Route read() throws SettingsException {
        return new Route(
                values.flag(Keys.ALLOW_INSECURE, false),
                values.flag(Keys.ALLOW_PRIVATE_ADDRESS, false),
                files.authorities(),
                files.key());
    }
}
