// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;

/** A store whose key is not there, or is another one: nothing changes until the right one is back. Not thread-safe. */
public final class WrongKey implements Programme {

    private static final Path ROOT = Path.of("/house");
    private static final Path KEY = Place.in(ROOT).keyFile();
    private static final List<String> CLIENTS = List.of("spotify", "tado");

    @Override
    public String name() {
        return "wrong-key";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.NO_KEY_CHECK);
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var lost = 0;
        var runs = 0;
        for (var readsFirst : List.of(true, false)) {
            for (var wrong : situations().entrySet()) {
                runs++;
                lost += keeps(wrong.getValue(), readsFirst, weakness) ? 0 : 1;
            }
        }
        return Outcome.of(runs, lost);
    }

    /** What may lie where the key should; null: nothing. */
    private static Map<String, byte @Nullable []> situations() throws IOException {
        var right = new String(house().content(KEY), US_ASCII);
        var situations = new LinkedHashMap<String, byte @Nullable []>();
        situations.put("missing", null);
        situations.put("of another store", house().content(KEY));
        situations.put("empty", new byte[0]);
        situations.put("zeros", new byte[right.length()]);
        situations.put(
                "of a later format",
                right.replace("winekey-key 1", "winekey-key 9").getBytes(US_ASCII));
        situations.put("cut short", right.substring(0, right.length() - 2).getBytes(US_ASCII));
        return situations;
    }

    private static MemoryStoreIo house() throws IOException {
        var disk = new MemoryStoreIo();
        try (var records = Records.open(disk, ROOT, Weakness.NONE)) {
            for (var client : CLIENTS) {
                for (var kind : RecordKind.values()) {
                    records.write(client, kind, client + " " + kind);
                }
            }
        }
        return disk;
    }

    private static boolean keeps(byte @Nullable [] wrong, boolean readsFirst, Weakness weakness) throws IOException {
        var disk = house();
        var right = disk.content(KEY);
        if (wrong == null) {
            disk.delete(KEY);
        } else {
            disk.plant(KEY, wrong);
        }
        var before = content(disk);
        try (var records = Records.open(disk, ROOT, weakness)) {
            var locked = isLocked(records, readsFirst) && before.equals(content(disk));
            disk.plant(KEY, right);
            return locked && (readsFirst || writes(records)) && isWhole(records) && writes(records);
        } catch (IOException e) {
            return false;
        }
    }

    /** Every file, by its bytes, but for the mark of an orderly end, which is taken away by whoever opens the folder. */
    private static Map<String, String> content(MemoryStoreIo disk) throws IOException {
        var content = new TreeMap<String, String>();
        for (var folder : List.of(ROOT.resolve("oauth"), ROOT.resolve("etc"))) {
            for (var file : disk.list(folder)) {
                if (file.endsWith("winekey.closed")) {
                    continue;
                }
                content.put(file.toString(), HexFormat.of().formatHex(disk.content(file)));
            }
        }
        return content;
    }

    private static boolean isLocked(Records records, boolean readsFirst) {
        return Arrays.stream(RecordKind.values())
                .allMatch(kind -> (!readsFirst || refuses(() -> records.read("spotify", kind)))
                        && refuses(() -> records.write("spotify", kind, "wrong"))
                        && refuses(() -> records.write("new", kind, "wrong")));
    }

    private static boolean refuses(Use use) {
        try {
            use.run();
            return false;
        } catch (LockedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isWhole(Records records) throws IOException {
        for (var client : CLIENTS) {
            for (var kind : RecordKind.values()) {
                if (!records.read(client, kind).orElse("").equals(client + " " + kind)) {
                    return false;
                }
            }
        }
        return records.clients().containsAll(CLIENTS);
    }

    private static boolean writes(Records records) throws IOException {
        // The first try may be the one that finds the right key again.
        new StubbornRecords(records, Weakness.NONE, () -> {}).write("new", RecordKind.GRANT, "healthy");
        return records.read("new", RecordKind.GRANT).isPresent();
    }

    private interface Use {
        void run() throws IOException;
    }
}
