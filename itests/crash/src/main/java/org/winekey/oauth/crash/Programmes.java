// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.util.List;
import java.util.stream.Collectors;
import org.winekey.oauth.crash.disk.DiskModel;
import org.winekey.oauth.crash.fault.Faults;
import org.winekey.oauth.crash.kill.Kill;

/** All programmes. */
final class Programmes {

    private Programmes() {}

    static List<Programme> all() {
        return List.of(new DiskModel(), new Faults(), new Kill());
    }

    static Programme named(String name) {
        return all().stream()
                .filter(programme -> programme.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no programme is called " + name + "; there are "
                        + all().stream().map(Programme::name).collect(Collectors.joining(", "))));
    }
}
