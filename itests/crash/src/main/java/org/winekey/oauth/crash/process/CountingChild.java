// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.spi.RecordKind;

/** One of the processes that count in a store. Its exit code is how often somebody else was in there with it. */
final class CountingChild {

    /** In place of a number: open the store once, say so, and keep it. */
    static final String HOLD = "hold";

    private static final int MOST = 100;

    private CountingChild() {}

    /** The place of the store, its weakness, and how often to count. */
    public static void main(String[] arguments) throws Exception {
        var root = Path.of(arguments[0]);
        var weakness = Weakness.valueOf(arguments[1]);
        if (arguments[2].equals(HOLD)) {
            hold(root);
        } else {
            System.exit(Math.min(MOST, count(root, weakness, Integer.parseInt(arguments[2]))));
        }
    }

    private static void hold(Path root) throws IOException {
        try (var records = Records.open(new DiskStoreIo(), root, Weakness.NONE)) {
            System.out.println("holds " + records.clients().size());
            // Until it is killed.
            var unused = System.in.read();
        }
    }

    private static int count(Path root, Weakness weakness, int times) {
        var overlaps = 0;
        for (int counted = 0; counted < times; ) {
            try (var records = Records.open(new DiskStoreIo(), root, weakness)) {
                counted++;
                overlaps += countOnce(root, records) ? 0 : 1;
            } catch (LockedException e) {
                overlaps += namesTheRemedy(e) ? 0 : 1;
                Thread.onSpinWait();
            } catch (IOException e) {
                overlaps++;
                counted++;
            }
        }
        return overlaps;
    }

    /** Adds one to the number in the store; false when somebody else was doing the same. */
    private static boolean countOnce(Path root, Records records) throws IOException {
        var mark = root.resolve("somebody-is-in");
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try {
            var number =
                    Integer.parseInt(records.read("counter", RecordKind.GRANT).orElse("0"));
            records.write("counter", RecordKind.GRANT, Integer.toString(number + 1));
            return true;
        } finally {
            Files.delete(mark);
        }
    }

    static boolean namesTheRemedy(LockedException e) {
        return String.valueOf(e.getMessage()).contains("store_directory");
    }
}
