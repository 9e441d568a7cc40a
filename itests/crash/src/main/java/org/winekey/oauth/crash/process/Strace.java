// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Ledger;
import org.winekey.oauth.crash.records.MapRecords;

/**
 * System calls of a real process that fail or kill: each call on a file of the store, with each error, at each of its first
 * occurrences. After an error the process itself must heal; after a kill the next one finds everything. Not thread-safe.
 */
public final class Strace implements Programme {

    private static final List<String> CALLS = List.of(
            "openat",
            "pwrite64",
            "fdatasync",
            "fsync",
            "rename",
            "unlink",
            "close",
            "pread64",
            "getdents64",
            "newfstatat",
            "mkdir",
            "fcntl");
    private static final List<String> FAULTS = List.of(
            "error=EIO", "error=ENOSPC", "error=EDQUOT", "error=EROFS", "error=EACCES", StraceRun.KILL, "retval=1");
    private static final int OCCURRENCES = 20;
    private static final int LISTED = 10;

    @Override
    public String name() {
        return "strace";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of(Weakness.PUBLISH_BEFORE_WRITE);
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Optional<String> lacks() {
        return Command.lacking("strace");
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var count = new Count(weakness, accounts());
        for (var call : scale == Scale.FULL ? CALLS : List.of("pwrite64")) {
            for (var fault : scale == Scale.FULL ? FAULTS : List.of(StraceRun.KILL)) {
                if (possible(call, fault)) {
                    count.addAll(call, fault);
                }
            }
        }
        return count.outcome();
    }

    /** Only a write can be short. */
    private static boolean possible(String call, String fault) {
        return !fault.startsWith("retval") || call.equals("pwrite64");
    }

    private static List<Ledger.Account> accounts() throws IOException {
        var ledger = new Ledger(new MapRecords(), Weakness.NONE, () -> 0);
        StraceChild.live(ledger);
        return ledger.accounts();
    }

    /** What was tried. Not thread-safe. */
    private static final class Count {
        private final Weakness weakness;
        private final List<Ledger.Account> accounts;
        private final List<String> losses = new ArrayList<>();
        private int runs;

        private Count(Weakness weakness, List<Ledger.Account> accounts) {
            this.weakness = weakness;
            this.accounts = accounts;
        }

        /** One fault, at each of the first occurrences of a call. */
        private void addAll(String call, String fault) throws IOException {
            var hit = true;
            for (int nth = 1; nth <= OCCURRENCES && hit; nth++) {
                hit = add(call, call + ":" + fault + ":when=" + nth);
            }
        }

        private boolean add(String call, String inject) throws IOException {
            try (var run = new StraceRun(inject, call, weakness)) {
                if (run.hit()) {
                    runs++;
                    if (!run.keeps(accounts)) {
                        losses.add(inject);
                    }
                }
                return run.hit();
            }
        }

        private Outcome outcome() {
            var some = losses.subList(0, Math.min(LISTED, losses.size()));
            return new Outcome(runs, losses.size(), losses.isEmpty() ? "" : "such as " + String.join(" ", some));
        }
    }
}
