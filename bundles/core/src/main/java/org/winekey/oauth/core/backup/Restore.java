// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestorePlan.GrantStep;
import org.winekey.oauth.admin.RestorePlan.SettingsStep;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.admin.RestoreReport.Result;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.backup.RestorePlanner.Before;
import org.winekey.oauth.core.backup.RestorePlanner.Look;
import org.winekey.oauth.core.backup.RestorePlanner.Present;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.SetAside;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * Puts the content of a backup back, client by client: what was set aside, the grant in quarantine, the settings. Each
 * write names the version that the plan saw. Interrupted anywhere, it can be repeated.
 */
public final class Restore {

    private static final int GRANT_ID = 32;

    private final Vault vault;
    private final ConfigurationShelf shelf;
    private final StoreIo io;
    private final Time time;
    private final RestorePlanner planner;
    private final SetAside setAside;
    private final OldGrants oldGrants;

    /** Restores into this store and these settings. */
    public Restore(FileTokenStore store, Vault vault, ConfigurationShelf shelf, StoreIo io, Time time) {
        this.vault = vault;
        this.shelf = shelf;
        this.io = io;
        this.time = time;
        this.setAside = new SetAside(vault);
        this.oldGrants = new OldGrants(store, vault);
        this.planner = new RestorePlanner(vault, shelf, oldGrants);
    }

    /**
     * What {@link #run} would do.
     *
     * @throws BackupException when the file does not open
     */
    public RestorePlan plan(Path path, Secret passphrase, boolean replace) throws IOException {
        return planner.plan(read(path, passphrase), replace);
    }

    /**
     * Does what the plan says.
     *
     * @throws BackupException when the file does not open, or is not that of the plan; nothing was changed
     */
    public RestoreReport run(Path path, Secret passphrase, RestorePlan plan) throws IOException {
        return run(path.toString(), read(path, passphrase), plan);
    }

    /**
     * What {@link #runGrants} would do.
     *
     * @param batch the name under which a person releases them
     * @param grants what another system had, by the names of their clients
     */
    public RestorePlan planGrants(String batch, Instant readAt, Map<String, Grant> grants, boolean replace)
            throws IOException {
        return planner.plan(content(batch, readAt, grants), replace);
    }

    /** Puts what another system had into quarantine, as the plan says. */
    public RestoreReport runGrants(Map<String, Grant> grants, RestorePlan plan) throws IOException {
        return run("this", content(plan.batch(), plan.madeAt(), grants), plan);
    }

    /** The same tokens make the same version, so that an import can be repeated. */
    private static BackupContent content(String batch, Instant readAt, Map<String, Grant> grants) {
        var clients = new TreeMap<String, SavedClient>();
        grants.forEach((client, grant) -> {
            var tokens = grant.accessToken().fingerprint()
                    + (grant.refreshToken() == null ? "" : grant.refreshToken().fingerprint());
            var id = Secret.of(client + " " + tokens).fingerprint().substring(0, GRANT_ID);
            clients.put(client, new SavedClient(client, new SavedGrant(new RecordVersion(id, 1), grant), List.of()));
        });
        return BackupContent.ofAnotherSystem(batch, readAt, clients);
    }

    private RestoreReport run(String source, BackupContent content, RestorePlan plan) throws IOException {
        if (!content.batch().equals(plan.batch()) || !content.madeAt().equals(plan.madeAt())) {
            throw new BackupException(
                    source + " is not the file that the plan was made of; nothing was changed, look at its plan first");
        }
        var settings = planner.settings();
        var results = new ArrayList<Result>();
        for (var step : plan.steps()) {
            results.add(client(new Before(content, settings, plan.replace()), step));
        }
        return new RestoreReport(plan.batch(), results);
    }

    private BackupContent read(Path path, Secret passphrase) throws IOException {
        return BackupJson.decode(BackupFile.at(io, path).read(passphrase));
    }

    private Result client(Before before, RestorePlan.Step planned) {
        var client = planned.client();
        try {
            var look = planner.look(before, client);
            if (isOther(look.step(), planned)) {
                return failed(
                        client,
                        "its grant or its settings changed since the plan was made, so both were left as they are;"
                                + " look at the plan again");
            }
            return client(before.content(), look);
        } catch (StaleVersionException e) {
            return failed(
                    client,
                    "a refresh or a sign-in was faster, so its grant was left as it is; look at the plan again");
        } catch (IOException e) {
            return failed(
                    client, "not everything is restored (" + e.getMessage() + "); mend that and repeat the restore");
        }
    }

    /** What an interrupted restore has done already needs no new plan. */
    private static boolean isOther(RestorePlan.Step step, RestorePlan.Step planned) {
        var done = step.grant() == GrantStep.PRESENT
                || (step.grant() == GrantStep.NONE && planned.grant() == GrantStep.SET_ASIDE);
        var grant = !done && (step.grant() != planned.grant() || !Objects.equals(step.seen(), planned.seen()));
        // Guards against settings that nobody has seen, and with them against secrets on their way to an unknown host.
        return grant || (step.settings() == SettingsStep.CREATE && planned.settings() != SettingsStep.CREATE);
    }

    private Result client(BackupContent content, Look look) throws IOException {
        var step = look.step();
        var saved = content.clients().get(step.client());
        var written = step.grant().isWritten();
        if (saved != null && (written || step.grant() == GrantStep.SET_ASIDE)) {
            oldGrants.putBack(saved);
        }
        if (saved != null && written) {
            grant(content, saved, look.present());
        }
        var created = step.settings() == SettingsStep.CREATE;
        if (created) {
            secrets(saved);
            shelf.create(requireNonNull(content.settings().get(step.client()), "the plan found settings"));
        }
        return new Result(step.client(), outcome(written, created), step.reason());
    }

    /** Before the settings, which are read with them; what is sealed there already stays. */
    private void secrets(@Nullable SavedClient saved) throws IOException {
        var secrets = saved == null ? null : saved.secrets();
        if (saved != null
                && secrets != null
                && vault.version(saved.client(), RecordKind.SECRETS).isEmpty()) {
            vault.write(saved.client(), RecordKind.SECRETS, null, secrets.version(), Json.write(secrets.content()));
        }
    }

    private static Outcome outcome(boolean written, boolean created) {
        if (written) {
            return Outcome.RESTORED;
        }
        return created ? Outcome.SETTINGS_CREATED : Outcome.UNCHANGED;
    }

    private void grant(BackupContent content, SavedClient savedClient, Present present) throws IOException {
        var client = savedClient.client();
        var saved = requireNonNull(savedClient.grant(), "the plan found a grant");
        if (present.entry().isPresent()) {
            setAside.keep(client, present.entry().get(), null);
        }
        var grant = Grants.quarantined(saved.grant(), quarantine(content));
        vault.write(client, RecordKind.GRANT, present.version(), next(saved, present), Grants.encode(grant));
    }

    private Grant.Quarantine quarantine(BackupContent content) {
        var madeAt = content.madeAt().truncatedTo(ChronoUnit.SECONDS);
        var reason = content.isOfAnotherSystem()
                ? "imported on " + madeAt + "; the system it came from may still be running"
                : "restored from the backup of " + madeAt + "; the system it was made on may still be running";
        return new Grant.Quarantine(content.batch(), reason, time.now());
    }

    /** The number that the grant had, unless what is there has a higher one. */
    private static RecordVersion next(SavedGrant saved, Present present) {
        var there = present.version();
        return there == null || saved.version().generation() > there.generation()
                ? saved.version()
                : RecordVersion.after(there, saved.version().grantId());
    }

    private static Result failed(String client, String message) {
        return new Result(client, Outcome.FAILED, message);
    }
}
