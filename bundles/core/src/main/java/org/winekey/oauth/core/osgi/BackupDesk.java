// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.BackupReport;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.core.backup.Backup;
import org.winekey.oauth.core.backup.BackupException;
import org.winekey.oauth.core.backup.ConfigurationShelf;
import org.winekey.oauth.core.backup.Restore;
import org.winekey.oauth.core.secret.Secret;

/** Makes and restores backups, one at a time, and says in words what stood in the way. Thread-safe. */
final class BackupDesk implements MigrationDesk.Importing {

    private static final Logger LOG = LoggerFactory.getLogger(BackupDesk.class);

    private final Outside outside;
    private final ConfigurationShelf shelf;
    private final AtomicBoolean busy = new AtomicBoolean();

    BackupDesk(Outside outside, ConfigurationShelf shelf) {
        this.outside = outside;
        this.shelf = shelf;
    }

    BackupReport backup(Engine engine, Path file, char[] passphrase) {
        var backup =
                new Backup(engine.store(), engine.vault(), shelf, outside.disk(), outside.time(), outside.entropy());
        var report = telling(() -> backup.write(file, secret(passphrase)));
        LOG.info("A backup of {} clients was written to {}", report.grants().size(), report.file());
        return report;
    }

    RestorePlan planRestore(Engine engine, Path file, char[] passphrase, boolean replace) {
        return telling(() -> restore(engine).plan(file, secret(passphrase), replace));
    }

    RestoreReport restore(Engine engine, Path file, char[] passphrase, RestorePlan plan) {
        var report = telling(() -> restore(engine).run(file, secret(passphrase), plan));
        for (var result : report.results()) {
            if (result.outcome() == Outcome.FAILED) {
                LOG.warn("The restore of client {} failed: {}", result.client(), result.message());
            } else {
                LOG.info("Restore, batch {}: client {} {}", report.batch(), result.client(), result.outcome());
            }
        }
        return report;
    }

    @Override
    public Restore into(Engine engine) {
        return restore(engine);
    }

    @Override
    public Instant now() {
        return outside.time().now();
    }

    private Restore restore(Engine engine) {
        return new Restore(engine.store(), engine.vault(), shelf, outside.disk(), outside.time());
    }

    private static Secret secret(char[] passphrase) {
        return Secret.of(new String(passphrase));
    }

    /** One at a time, so that two do not write the same file or restore the same client; nobody waits for a lock. */
    private <T> T telling(Task<T> task) {
        if (!busy.compareAndSet(false, true)) {
            throw new AdminException(
                    Problem.UNAVAILABLE, "another backup or restore is running; try again when it has ended");
        }
        try {
            return task.run();
        } catch (BackupException e) {
            throw new AdminException(Problem.BACKUP_UNUSABLE, Objects.requireNonNull(e.getMessage()));
        } catch (IOException e) {
            throw new AdminException(
                    Problem.UNAVAILABLE,
                    "the disk or the token store refused, so try again when that is mended: " + e.getMessage());
        } finally {
            busy.set(false);
        }
    }

    private interface Task<T> {
        T run() throws IOException;
    }
}
