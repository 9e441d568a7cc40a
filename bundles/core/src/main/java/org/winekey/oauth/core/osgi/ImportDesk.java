// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.ImportPlan.SecretStep;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.core.backup.SavedSettings;
import org.winekey.oauth.core.migrate.MigrationException;
import org.winekey.oauth.core.migrate.Pg3Settings;
import org.winekey.oauth.core.migrate.Titles;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.Keys;

/** Brings the OAuth configuration of a PG3 plugin into Config Admin and its secret into the sealed store. Thread-safe. */
final class ImportDesk {

    /** Stands for the secret while settings are tried; it is written nowhere. */
    private static final String STAND_IN = "sealed";

    private final ForeignFiles files;
    private final PlanDesk plans;
    private final PersonsDesk settings;
    private final NewClients newClients;

    ImportDesk(ForeignFiles files, PlanDesk plans, PersonsDesk settings, NewClients newClients) {
        this.files = files;
        this.plans = plans;
        this.settings = settings;
        this.newClients = newClients;
    }

    private record Read(String fingerprint, Pg3Settings found, List<String> warnings) {}

    ImportPlan plan(ForeignFile file, @Nullable String client) {
        return plan(file, client, read(file));
    }

    void run(ImportPlan plan) {
        var read = read(plan.file());
        var client = plan.settings().client();
        if (!plan(plan.file(), client, read).equals(plan)) {
            throw ForeignFiles.unusable(
                    plan.file(),
                    "or the settings changed since the plan was made, so nothing was; look at the plan again");
        }
        if (!plan.settings().wrong().isEmpty()) {
            throw ForeignFiles.unusable(
                    plan.file(), "would not work: " + plan.settings().text());
        }
        var secret = Optional.ofNullable(read.found().secret());
        if (plan.newClient()) {
            newClients.create(client, read.found().settings(), secret);
        } else {
            settings.requireWritable(client);
            // The secret of before must not go to an endpoint of the file.
            secret.filter(found -> plan.secret() == SecretStep.SEAL)
                    .ifPresent(found -> settings.seal(client, Keys.CLIENT_SECRET, found));
            settings.merge(client, read.found().settings());
        }
    }

    private Read read(ForeignFile file) {
        var bytes = files.read(file);
        try {
            var found = Pg3Settings.read(bytes);
            var warnings = new ArrayList<>(found.warnings());
            if (found.secret() != null) {
                warnings.add("the file keeps the client secret in clear; delete it when the client works");
                warnings.addAll(files.warnings(file));
            }
            return new Read(ForeignFiles.fingerprint(bytes), found, warnings);
        } catch (MigrationException e) {
            throw ForeignFiles.unusable(file, String.valueOf(e.getMessage()));
        }
    }

    private ImportPlan plan(ForeignFile file, @Nullable String wanted, Read read) {
        var client = wanted != null ? wanted : name(read.found().title());
        var step = step(client, read.found().secret());
        var changes = new HashMap<String, Object>(read.found().settings());
        if (step == SecretStep.SEAL) {
            changes.put(Keys.CLIENT_SECRET, STAND_IN);
        }
        var plan = withoutStand(plans.plan(client, changes), step);
        var isNew = !plans.isConfigured(client);
        if (!isNew && step == SecretStep.NONE && plan.changed().contains(Keys.TOKEN_ENDPOINT)) {
            throw ForeignFiles.unusable(
                    file,
                    "has another token endpoint than " + client + " and no client secret, so that the present one would"
                            + " go there; give another client name");
        }
        var warnings = new ArrayList<>(read.warnings());
        warnings.add("client secret and codes will go to " + receiver(read.found()));
        return new ImportPlan(file, read.fingerprint(), plan, isNew, step, warnings);
    }

    private static String receiver(Pg3Settings found) {
        return SecretReceiver.of(new SavedSettings("", found.settings()));
    }

    private static String name(String title) {
        return Titles.clientName(title)
                .orElseThrow(() ->
                        new AdminException(Keys.CLIENT, "no client name comes of the name in the file; give one"));
    }

    private SecretStep step(String client, @Nullable Secret secret) {
        if (secret == null) {
            return SecretStep.NONE;
        }
        try {
            return settings.isSealed(client, secret) ? SecretStep.SAME : SecretStep.SEAL;
        } catch (IOException e) {
            throw new AdminException(
                    AdminException.Problem.UNAVAILABLE, "the token store cannot be read: " + e.getMessage());
        }
    }

    /** Config Admin gets no secret, so that none is in clear there. */
    private static SettingsPlan withoutStand(SettingsPlan plan, SecretStep step) {
        var notes = plan.notes().stream()
                .filter(note -> step != SecretStep.SEAL || !note.startsWith("secret-in-clear"))
                .toList();
        return new SettingsPlan(
                plan.client(), plan.changed(), plan.wrong(), plan.effect(), plan.text(), plan.register(), notes);
    }
}
