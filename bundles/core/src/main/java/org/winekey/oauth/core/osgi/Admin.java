// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.BackupReport;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Counters;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.KeyRotationReport;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.QuarantineBatch;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.admin.TokenImportPlan;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.protocol.OwnerCredentials;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientNames;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.token.Inquiry;
import org.winekey.oauth.core.token.Parting;
import org.winekey.oauth.core.token.Quarantines;

/** The port of all faces, without the question who asks. Thread-safe. */
final class Admin implements OAuthAdmin {

    /** What the port is made of. */
    interface Rooms {
        /** The open store and what works on it (empty: there is none). */
        Optional<Engine> engine();

        /** Where browsers reach this controller (empty: not known). */
        Optional<URI> baseUri();

        /** The relay page that sends answers home (empty: there is none). */
        Optional<URI> relayUri();

        /** Configurations that work for no client. */
        List<ClientSettings.Invalid> strays();

        /** What an operator should know, whichever client is looked at. */
        List<String> notices();
    }

    /** What people work with besides. */
    record Tools(
            BackupDesk backups,
            SelfTest selfTest,
            PersonsDesk settings,
            PlanDesk.Sources sources,
            Profiles profiles,
            ForeignFiles files,
            NewClients newClients,
            MigrationDesk.Importing importing) {}

    private final Desks desks;
    private final Rooms rooms;
    private final BackupDesk backups;
    private final SelfTest selfTest;
    private final Profiles profiles;
    private final PersonsDesk settings;
    private final NewClients newClients;
    private final PlanDesk plans;
    private final ImportDesk imports;
    private final MigrationDesk migration;
    private final SignInDesk signIns;
    private final Reports reports;

    Admin(Desks desks, Rooms rooms, Tools tools) {
        this.desks = desks;
        this.rooms = rooms;
        this.backups = tools.backups();
        this.selfTest = tools.selfTest();
        this.settings = tools.settings();
        this.newClients = tools.newClients();
        this.profiles = tools.profiles();
        this.signIns = new SignInDesk(desks, rooms);
        this.reports = new Reports(desks, rooms, signIns);
        this.plans = new PlanDesk(desks, tools.sources(), reports::ways);
        this.imports = new ImportDesk(tools.files(), plans, settings, newClients);
        this.migration = new MigrationDesk(tools.files(), new Seats(desks, plans), newClients, tools.importing());
    }

    @Override
    public OAuthAdmin as(Starter user) {
        return this;
    }

    @Override
    public List<ClientReport> clients() {
        var reports = new ArrayList<ClientReport>();
        desks.configured().forEach(desk -> report(desk).ifPresent(reports::add));
        rooms.strays().forEach(stray -> reports.add(Report.ofStray(stray)));
        return List.copyOf(reports);
    }

    @Override
    public Optional<ClientReport> client(String client) {
        return desks.configured(client)
                .flatMap(this::report)
                .or(() -> rooms.strays().stream()
                        .filter(stray -> stray.name().equals(client))
                        .<ClientReport>map(Report::ofStray)
                        .findFirst());
    }

    @Override
    public ClientExplanation explain(String client) {
        return desks.configured(client)
                .flatMap(this::explain)
                .or(() -> client(client).map(Explanation::ofStray))
                .orElseThrow(() -> Registered.noSuchClient(client));
    }

    @Override
    public SignInLink begin(String client, Starter starter) {
        return signIns.begin(client, starter);
    }

    @Override
    public Optional<SignInOffer> offer(String nonce, Set<String> bindings) {
        if (selfTest.cameHome(nonce)) {
            return Optional.empty();
        }
        return signIns.offer(nonce, bindings);
    }

    @Override
    public Optional<Departure> depart(String nonce, Door door, Set<String> bindings) {
        return signIns.depart(nonce, door, bindings);
    }

    @Override
    public DeviceCode device(String client, Starter starter) {
        return signIns.device(client, starter);
    }

    @Override
    public Optional<OpenSignIn> openSignIn(String client, Starter viewer) {
        return signIns.openSignIn(client, viewer);
    }

    @Override
    public SignInOutcome arrive(Arrival arrival) {
        return signIns.arrive(arrival);
    }

    @Override
    public SignInOutcome complete(String address, Starter starter) {
        return signIns.complete(address, starter);
    }

    @Override
    public List<PendingGrant> pending() {
        return signIns.pending();
    }

    @Override
    public SignInOutcome accept(String client, String id) {
        return signIns.accept(client, id);
    }

    @Override
    public void decline(String client, String id) {
        signIns.decline(client, id);
    }

    @Override
    public SignInOutcome signIn(String client, String userName, char[] password, Starter starter) {
        var typed = new OwnerCredentials(Secret.of(userName), Secret.of(new String(password)));
        return signIns.signIn(client, typed, starter);
    }

    @Override
    public ClientStatus refresh(String client) {
        var desk = desks.configured(client).orElseThrow(() -> Registered.noSuchClient(client));
        var keeper = engine().keepers().keeper(client);
        if (!desk.report().hasGrant() && needsPerson(desk)) {
            throw new AdminException(Problem.NO_GRANT, "the client " + client + " holds no grant; sign in first");
        }
        return keeper.refreshNow();
    }

    @Override
    public void forget(String client) {
        var engine = engineOf(client);
        signIns.cancel(client);
        forget(engine, client);
    }

    @Override
    public RevocationOutcome revoke(String client) {
        var engine = engineOf(client);
        try {
            var parting = engine.keepers().keeper(client).revoke();
            if (parting.kind() == Parting.Kind.NOTHING_HELD) {
                throw new AdminException(Problem.NO_GRANT, "the client " + client + " holds no grant to revoke");
            }
            var kind = RevocationOutcome.Kind.valueOf(parting.kind().name());
            return new RevocationOutcome(kind, parting.text());
        } catch (IOException e) {
            throw unavailable("the store cannot be written: " + e.getMessage());
        }
    }

    @Override
    public Introspection introspect(String client) {
        var inquiry = engineOf(client).keepers().keeper(client).introspect();
        if (inquiry.kind() == Inquiry.Kind.NOTHING_HELD) {
            throw new AdminException(Problem.NO_GRANT, "the client " + client + " holds no grant to ask about");
        }
        var kind = Introspection.Kind.valueOf(inquiry.kind().name());
        return new Introspection(kind, inquiry.text(), inquiry.scopes(), inquiry.expiry());
    }

    private Engine engineOf(String client) {
        if (!ClientNames.isLegal(client)) {
            throw Registered.noSuchClient(client);
        }
        var engine = engine();
        if (desks.configured(client).isEmpty() && !isStored(engine, client)) {
            throw Registered.noSuchClient(client);
        }
        return engine;
    }

    @Override
    public List<QuarantineBatch> quarantine() {
        try {
            return new Quarantines(engine().vault()).batches();
        } catch (IOException e) {
            throw unavailable("the store cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Map<String, ClientStatus> release(String batch) {
        try {
            var statuses = engine().keepers().release(batch);
            if (statuses.isEmpty()) {
                throw new AdminException(
                        Problem.NO_SUCH_BATCH, "nothing is in a quarantine named " + batch + "; see oauth:release");
            }
            return statuses;
        } catch (IOException e) {
            throw unavailable("the store cannot be read: " + e.getMessage());
        }
    }

    @Override
    public KeyRotationReport rotateKeys() {
        try {
            var outcome = engine().rotation().rotate();
            return new KeyRotationReport(
                    outcome.keyId(), outcome.resealed(), outcome.refused(), outcome.oldKeysGone(), outcome.unneeded());
        } catch (IOException e) {
            throw unavailable("the key was not changed: " + e.getMessage());
        }
    }

    @Override
    public Counters counters() {
        return Counts.of(engine().keepers(), desks.configured());
    }

    @Override
    public Optional<URI> baseUri() {
        return rooms.baseUri();
    }

    @Override
    public List<Finding> selfTest() {
        var redirectUris = clients().stream()
                .flatMap(report -> report.ways().stream())
                .filter(way -> way.door() == Door.CALLBACK)
                .map(way -> URI.create(way.redirectUri()))
                .toList();
        return selfTest.run(rooms.baseUri(), redirectUris);
    }

    @Override
    public List<ProviderReport> providers() {
        return ProfileReports.of(profiles);
    }

    @Override
    public BackupReport backup(Path file, char[] passphrase) {
        return backups.backup(engine(), file, passphrase);
    }

    @Override
    public RestorePlan planRestore(Path file, char[] passphrase, boolean replace) {
        return backups.planRestore(engine(), file, passphrase, replace);
    }

    @Override
    public RestoreReport restore(Path file, char[] passphrase, RestorePlan plan) {
        return backups.restore(engine(), file, passphrase, plan);
    }

    @Override
    public String create(String client, Map<String, String> wanted, char @Nullable [] secret) {
        plans.requireGood(client, wanted, secret != null);
        // The string lives until it is collected; Secret has no other way in.
        return newClients.create(client, wanted, secret == null ? null : Secret.of(new String(secret)));
    }

    @Override
    public Map<String, String> settings(String client) {
        return settings.written(client);
    }

    @Override
    public void set(String client, String key, @Nullable String value) {
        settings.set(client, key, value);
    }

    @Override
    public void seal(String client, String key, char @Nullable [] secret) {
        var unused = engine();
        settings.seal(client, key, secret == null ? null : Secret.of(new String(secret)));
    }

    @Override
    public void sealFromConfiguration(String client, String key) {
        var unused = engine();
        settings.move(client, key);
    }

    @Override
    public SettingsPlan plan(String client, Map<String, ? extends @Nullable Object> changes) {
        return plans.plan(client, changes);
    }

    @Override
    public ImportPlan planImport(ForeignFile file, @Nullable String client) {
        var unused = engine();
        return imports.plan(file, client);
    }

    @Override
    public void importSettings(ImportPlan plan) {
        var unused = engine();
        imports.run(plan);
    }

    @Override
    public TokenImportPlan planImportTokens(TokenImport what) {
        return migration.plan(engine(), what);
    }

    @Override
    public RestoreReport importTokens(TokenImportPlan plan) {
        return migration.run(engine(), plan);
    }

    private void forget(Engine engine, String client) {
        try {
            engine.keepers().keeper(client).forget();
            if (desks.configured(client).isEmpty()) {
                settings.forget(client);
            }
        } catch (IOException e) {
            throw unavailable("the store cannot be written: " + e.getMessage());
        }
    }

    private static boolean isStored(Engine engine, String client) {
        try {
            return engine.vault().clients().contains(client);
        } catch (IOException e) {
            throw unavailable("the store cannot be read: " + e.getMessage());
        }
    }

    private boolean needsPerson(ClientDesk desk) {
        return report(desk).map(ClientReport::needsPerson).orElse(true);
    }

    private Optional<ClientReport> report(ClientDesk desk) {
        return desk.settings().map(settings -> reports.of(settings, desk.report()));
    }

    private Optional<ClientExplanation> explain(ClientDesk desk) {
        return desk.settings().map(settings -> {
            var dossier = desk.explain();
            return new Explanation(reports.of(settings, dossier.report()), dossier);
        });
    }

    private Engine engine() {
        return rooms.engine()
                .orElseThrow(() -> unavailable(desks.statusWithoutStore().reason()));
    }

    private static AdminException unavailable(String message) {
        return new AdminException(Problem.UNAVAILABLE, message);
    }
}
