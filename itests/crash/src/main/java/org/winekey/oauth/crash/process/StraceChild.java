// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.process;

import java.io.IOException;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Ledger;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.crash.records.StubbornRecords;
import org.winekey.oauth.crash.records.Workload;

/** The process whose system calls fail: leads a short life and prints a line for each acknowledged change. */
final class StraceChild {

    private static final int STEPS = 16;
    private static final int SEED = 9;

    private StraceChild() {}

    /** The place of the store, and its weakness. */
    public static void main(String[] arguments) throws IOException {
        var root = Path.of(arguments[0]);
        var weakness = Weakness.valueOf(arguments[1]);
        var records = StubbornRecords.tried(() -> Records.open(new DiskStoreIo(), root, weakness));
        live(new Ledger(new StubbornRecords(records, weakness, StraceChild::tell), Weakness.NONE, () -> 0));
        var unused = StubbornRecords.tried(() -> {
            records.close();
            return records;
        });
    }

    private static void tell() {
        System.out.println("acknowledged");
        System.out.flush();
    }

    /** The life, in this process or in thought. */
    static void live(Ledger ledger) throws IOException {
        new Workload(ledger, SEED).run(STEPS);
    }
}
