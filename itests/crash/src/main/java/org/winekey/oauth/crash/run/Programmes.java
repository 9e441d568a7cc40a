// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.run;

import java.util.List;
import java.util.stream.Collectors;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.disk.DiskModel;
import org.winekey.oauth.crash.fault.Faults;
import org.winekey.oauth.crash.filesystem.Ext4;
import org.winekey.oauth.crash.filesystem.Fat;
import org.winekey.oauth.crash.filesystem.FullDisk;
import org.winekey.oauth.crash.filesystem.ReadOnly;
import org.winekey.oauth.crash.kill.Kill;
import org.winekey.oauth.crash.process.Strace;
import org.winekey.oauth.crash.process.TwoProcesses;
import org.winekey.oauth.crash.records.Clients;
import org.winekey.oauth.crash.records.Damage;
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
