// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.crash.ChildJvm;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.ScratchFolder;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Ledger;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.crash.records.Workload;

/** One process under strace, one fault in it, and what the next process finds. Not thread-safe. */
final class StraceRun implements Closeable {

    /** The fault that ends the process. */
    static final String KILL = "signal=KILL";

    private static final int KILLED = 137;
    private static final List<String> NAMES = List.of(
            "etc/winekey.key",
            "oauth/winekey.id",
            "oauth/winekey.lock",
            "oauth/winekey.machine",
            "oauth/winekey.closed",
            "oauth/winekey.probe");

    private final ScratchFolder folder;
    private final boolean hit;
    private final boolean healed;
    private final int acknowledged;

    /** Runs the process to its end. */
    StraceRun(String inject, String call, Weakness weakness) throws IOException {
        folder = ScratchFolder.inMemory();
        var trace = folder.resolve("trace");
        var printed = folder.resolve("printed");
        var code = Command.code(printed, words(inject, call, trace, weakness));
        var killed = inject.contains(KILL);
        hit = killed ? code == KILLED : Files.readString(trace).contains("INJECTED");
        healed = killed || code == 0;
        acknowledged = (int) Files.readAllLines(printed).stream()
                .filter("acknowledged"::equals)
                .count();
    }

    private List<String> words(String inject, String call, Path trace, Weakness weakness) {
        var words = new ArrayList<>(List.of("strace", "-f", "-o", trace.toString(), "-e", "trace=" + call));
        if (!inject.contains(KILL)) {
            // Faster, but strace 6.1 sends no signal then.
            words.add("--seccomp-bpf");
        }
        words.addAll(List.of("-e", "inject=" + inject));
        for (var file : files(call.equals("close"))) {
            words.add("-P");
            words.add(file.toString());
        }
        words.addAll(ChildJvm.words(List.of(), StraceChild.class, folder.resolve("house"), weakness.name()));
        return words;
    }

    /**
     * Every file that the process may touch in the folder of the store and in that of its key, and the folders.
     *
     * @param plain without the folders: of those the JDK reports a failed close by an exception that nobody can catch
     */
    private List<Path> files(boolean plain) {
        var files = new ArrayList<Path>();
        var house = folder.resolve("house");
        if (!plain) {
            files.addAll(List.of(house, house.resolve("oauth"), house.resolve("etc")));
        }
        for (var name : NAMES) {
            files.add(house.resolve(name));
            files.add(house.resolve(name + ".new"));
        }
        for (int client = 0; client < Workload.CLIENTS; client++) {
            files.add(house.resolve("oauth/client-" + client + ".slots"));
            files.add(house.resolve("oauth/client-" + client + ".slots.new"));
        }
        return files;
    }

    /** Whether the fault happened at all. */
    boolean hit() {
        return hit;
    }

    /** Whether everything that was acknowledged is there, and the process got over its fault. */
    boolean keeps(List<Ledger.Account> accounts) {
        try (var records = Records.open(new DiskStoreIo(), folder.resolve("house"), Weakness.NONE)) {
            var account = accounts.get(Math.min(2 * acknowledged + 1, accounts.size() - 1));
            return healed && account.allows(records.all()) && records.problems().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
