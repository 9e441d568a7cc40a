// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.util.List;
import java.util.stream.Collectors;
import org.winekey.oauth.crash.disk.DiskModel;
import org.winekey.oauth.crash.fault.Faults;
import org.winekey.oauth.crash.kill.Kill;
import org.winekey.oauth.crash.records.Clients;
import org.winekey.oauth.crash.records.Damage;
import org.winekey.oauth.crash.records.Ext4;
import org.winekey.oauth.crash.records.Fat;
import org.winekey.oauth.crash.records.FullDisk;
import org.winekey.oauth.crash.records.ReadOnly;
import org.winekey.oauth.crash.records.Strace;
import org.winekey.oauth.crash.records.TwoProcesses;
import org.winekey.oauth.crash.records.WrongKey;

/** All programmes. */
final class Programmes {

    private Programmes() {}

    static List<Programme> all() {
        return List.of(
                new DiskModel(),
                new Faults(),
                new Kill(),
                new Damage(),
                new WrongKey(),
                new TwoProcesses(),
                new Clients(),
                new Ext4(),
                new Strace(),
                new FullDisk(),
                new ReadOnly(),
                new Fat());
    }

    static Programme named(String name) {
        return all().stream()
                .filter(programme -> programme.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no programme is called " + name + "; there are "
                        + all().stream().map(Programme::name).collect(Collectors.joining(", "))));
    }
}
