// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Collection;
import java.util.List;

/** Tells of settings that no file holds, as the web console makes them: a clean start of Karaf wipes those. */
final class WithoutFile {

    private static final String OF_CONFIG_ADMIN = "service.factoryPid";

    private WithoutFile() {}

    static List<String> notices(Collection<String> keys, String client) {
        if (!keys.contains(OF_CONFIG_ADMIN) || keys.contains(ClientNames.FILE)) {
            return List.of();
        }
        return List.of(
                "not-in-a-file: Config Admin alone keeps these settings, and a clean start of Karaf wipes them; to"
                        + " keep them, write them to etc/" + Keys.CLIENT_FACTORY_PID + "-" + client
                        + ".cfg and delete this configuration");
    }
}
