// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.admin.TokenImportPlan;
import org.winekey.oauth.core.backup.BackupException;
import org.winekey.oauth.core.backup.Restore;
import org.winekey.oauth.core.backup.SavedSettings;
import org.winekey.oauth.core.migrate.ForeignGrant.Found;
import org.winekey.oauth.core.migrate.ForeignTokens;
import org.winekey.oauth.core.migrate.MigrationException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.settings.Keys;

/** Brings the sign-ins of another system into quarantine, client by client. Thread-safe. */
final class MigrationDesk {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationDesk.class);
    private static final int BATCH_DIGITS = 8;

    private final ForeignFiles files;
    private final NewClients newClients;
    private final Seats seats;
    private final Importing importing;

    /** Where grants are put. */
    interface Importing {
        Restore into(Engine engine);

        Instant now();
    }

    MigrationDesk(ForeignFiles files, Seats seats, NewClients newClients, Importing importing) {
        this.files = files;
        this.seats = seats;
        this.newClients = newClients;
        this.importing = importing;
    }

    private record Read(String fingerprint, Found found, List<String> warnings) {

        String batch() {
            return "import-" + fingerprint.substring(0, BATCH_DIGITS);
        }
    }

    TokenImportPlan plan(Engine engine, TokenImport what) {
        return plan(engine, what, read(what), importing.now());
    }

    RestoreReport run(Engine engine, TokenImportPlan plan) {
        var read = read(plan.what());
        var madeAt = plan.grants().madeAt();
        if (!plan(engine, plan.what(), read, madeAt).equals(plan)) {
            throw ForeignFiles.unusable(
                    plan.what().files().get(0),
                    "or what is here changed since the plan was made, so nothing was; look at the plan again");
        }
        var seated = seats.all(plan.what(), read.found().grants(), madeAt);
        var report = telling(() -> importing.into(engine).runGrants(grants(seated), plan.grants()));
        var settled = settled(seated, report);
        settled.results()
                .forEach(result ->
                        LOG.info("Import, batch {}: client {} {}", report.batch(), result.client(), result.outcome()));
        return settled;
    }

    /** What became of it, with those whose client could not be made; the import can be repeated for them. */
    private RestoreReport settled(List<Seats.Seat> seated, RestoreReport report) {
        var failures = new TreeMap<String, String>();
        for (var seat : seated) {
            if (isIn(seat, report)) {
                try {
                    settle(seat);
                } catch (AdminException e) {
                    failures.put(Objects.requireNonNull(seat.client()), String.valueOf(e.getMessage()));
                }
            }
        }
        return new RestoreReport(
                report.batch(),
                report.results().stream()
                        .map(result -> failures.containsKey(result.client())
                                ? new RestoreReport.Result(
                                        result.client(),
                                        Outcome.FAILED,
                                        "its sign-in is there, but the client was not made: "
                                                + failures.get(result.client()))
                                : result)
                        .toList());
    }

    /** After the grant, so that nobody is asked for a sign-in that is about to be there. */
    private void settle(Seats.Seat seat) {
        var origin = seat.foreign().origin();
        var client = Objects.requireNonNull(seat.client());
        if (seat.createsSettings()) {
            newClients.create(client, origin.settings(), Optional.ofNullable(origin.secret()));
        }
    }

    private static boolean isIn(Seats.Seat seat, RestoreReport report) {
        return seat.grant() != null
                && report.results().stream()
                        .anyMatch(
                                result -> result.client().equals(seat.client()) && result.outcome() != Outcome.FAILED);
    }

    private Read read(TokenImport what) {
        var contents = what.files().stream().map(files::read).toList();
        try {
            var found = ForeignTokens.read(contents, ZoneId.systemDefault());
            var warnings = new ArrayList<>(found.warnings());
            what.files().forEach(file -> warnings.addAll(files.warnings(file)));
            warnings.add(
                    "the files keep tokens that count; delete them when the clients work, and make sure that the other"
                            + " system is off before you release the batch");
            return new Read(ForeignFiles.fingerprint(contents.toArray(byte[][]::new)), found, warnings);
        } catch (MigrationException e) {
            throw ForeignFiles.unusable(what.files().get(0), String.valueOf(e.getMessage()));
        }
    }

    private TokenImportPlan plan(Engine engine, TokenImport what, Read read, Instant madeAt) {
        var seated = seats.all(what, read.found().grants(), madeAt);
        var grants =
                telling(() -> importing.into(engine).planGrants(read.batch(), madeAt, grants(seated), what.replace()));
        var steps = seated.stream().map(seat -> step(seat, grants)).toList();
        var warnings = new ArrayList<>(read.warnings());
        seated.forEach(seat -> receiver(seat).ifPresent(warnings::add));
        return new TokenImportPlan(what, read.found().system(), read.fingerprint(), steps, grants, warnings);
    }

    /** Who would get what is secret (empty: nothing is imported for a client). */
    private static Optional<String> receiver(Seats.Seat seat) {
        var origin = seat.foreign().origin();
        if (seat.createsSettings()) {
            return Optional.of("client secret and codes of " + seat.client() + " will go to "
                    + SecretReceiver.of(new SavedSettings("", origin.settings())));
        }
        return Optional.ofNullable(seat.grant())
                .map(grant -> "tokens of " + seat.client() + " will go to "
                        + grant.registration().endpoints().forRefreshes().getHost()
                        + (origin.settings().containsKey(Keys.TOKEN_ENDPOINT)
                                ? ""
                                : "; the files do not say who issued them"));
    }

    private static TokenImportPlan.Step step(Seats.Seat seat, RestorePlan grants) {
        var judged = grants.steps().stream()
                .filter(step -> seat.grant() != null && step.client().equals(seat.client()))
                .findFirst();
        var imported = judged.map(step -> step.grant().isWritten()).orElse(false);
        var text = judged.map(MigrationDesk::words).orElse(seat.text());
        return new TokenImportPlan.Step(
                seat.foreign().entry(),
                seat.client(),
                imported,
                (imported || isThere(judged)) && seat.createsSettings(),
                text);
    }

    private static boolean isThere(Optional<RestorePlan.Step> judged) {
        return judged.filter(step -> step.grant() == RestorePlan.GrantStep.PRESENT)
                .isPresent();
    }

    private static String words(RestorePlan.Step step) {
        return switch (step.grant()) {
            case CREATE -> "the sign-in is imported into quarantine";
            case RENEW -> "the sign-in is imported into quarantine; the one that is there is over, and set aside";
            case REPLACE -> "the sign-in is imported into quarantine; the one that is in use is set aside";
            case PRESENT, SET_ASIDE, NONE -> "the same tokens are there already";
            case REFUSED_IN_USE -> "a sign-in is in use, and stays, unless you let it be replaced";
            case REFUSED_OLDER -> "this sign-in was imported before and refreshed since, so its tokens are spent";
            case REFUSED_UNREADABLE -> step.reason();
        };
    }

    private static Map<String, Grant> grants(List<Seats.Seat> seated) {
        var grants = new TreeMap<String, Grant>();
        seated.forEach(seat -> {
            if (seat.grant() != null) {
                grants.put(Objects.requireNonNull(seat.client()), seat.grant());
            }
        });
        return grants;
    }

    private static <T> T telling(Task<T> task) {
        try {
            return task.run();
        } catch (BackupException e) {
            throw new AdminException(Problem.FILE_UNUSABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new AdminException(Problem.UNAVAILABLE, "the token store refused, try again: " + e.getMessage());
        }
    }

    private interface Task<T> {
        T run() throws IOException;
    }
}
