// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Audience;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.Outcome;
import org.winekey.oauth.crash.Programme;
import org.winekey.oauth.crash.Scale;
import org.winekey.oauth.crash.Weakness;

/**
 * A disk that becomes read-only while the engine runs, before a refresh or in the middle of one: nothing that cannot be
 * undone is sent, callers are served as long as there is a token, and it heals without a restart. Not thread-safe.
 */
public final class ReadOnly implements Programme {

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(31);

    @Override
    public String name() {
        return "read-only";
    }

    @Override
    public List<Weakness> mustCatch() {
        return List.of();
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Optional<String> lacks() {
        return Command.lacking("mkfs.ext4", "losetup");
    }

    @Override
    public Outcome run(Weakness weakness, Scale scale) throws IOException {
        var checks = new Checks();
        for (int i = 0; i < scale.of(1, 10); i++) {
            try (var disk = FileSystem.ext4()) {
                beforeRefresh(disk, checks);
            }
            try (var disk = FileSystem.ext4()) {
                duringRefresh(disk, checks);
            }
        }
        return new Outcome(checks.made, checks.failed, checks.first);
    }

    private static void beforeRefresh(FileSystem disk, Checks checks) throws IOException {
        try (var engine = new EngineOnDisk(disk.folder())) {
            disk.readOnly(true);
            engine.pass(Duration.ofMinutes(58));
            checks.that(engine.posts() == 0, "nothing is sent that could not be stored");
            checks.that(engine.token().equals("access-0"), "the token is handed out while it is good");
            engine.pass(Duration.ofMinutes(5));
            checks.that(engine.posts() == 0, "nothing is sent either when the token has expired");
            checks.that(engine.token().isEmpty(), "an expired token is not handed out");
            checks.that(engine.status().code().audience() == Audience.OPERATOR, "the status is for the operator");
            disk.readOnly(false);
            engine.pass(LONGEST_BACKOFF);
            healed(engine, checks);
        }
        kept(disk, checks);
    }

    private static void duringRefresh(FileSystem disk, Checks checks) throws IOException {
        try (var engine = new EngineOnDisk(disk.folder())) {
            engine.onNextPost(() -> disk.readOnly(true));
            engine.pass(Duration.ofMinutes(59));
            checks.that(engine.posts() == 1, "one refresh was sent");
            checks.that(engine.token().equals("access-1"), "the new token is handed out from memory");
            checks.that(engine.status().code() == ClientStatus.Code.NOT_DURABLE, "the status is NOT_DURABLE");
            disk.readOnly(false);
            engine.pass(LONGEST_BACKOFF);
            checks.that(engine.posts() == 1, "nothing more is sent");
            healed(engine, checks);
        }
        kept(disk, checks);
    }

    private static void healed(EngineOnDisk engine, Checks checks) {
        checks.that(engine.token().equals("access-1"), "the new token is handed out");
        checks.that(engine.status().code() == ClientStatus.Code.AUTHORIZED, "the status is AUTHORIZED");
    }

    private static void kept(FileSystem disk, Checks checks) throws IOException {
        disk.again();
        checks.that(EngineOnDisk.stored(disk.folder()).equals("access-1"), "the new token is on the disk");
    }

    /** What was looked at. Not thread-safe. */
    private static final class Checks {
        private long made;
        private long failed;
        private String first = "";

        private void that(boolean good, String what) {
            made++;
            failed += good ? 0 : 1;
            first = good || !first.isEmpty() ? first : "not so: " + what;
        }
    }
}
