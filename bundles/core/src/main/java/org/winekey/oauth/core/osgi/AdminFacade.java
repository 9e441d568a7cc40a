// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
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

/** The administration as one bundle sees it: each call asks first whether that bundle may. Stateless; thread-safe. */
final class AdminFacade implements OAuthAdmin {

    /** The faces of this product. */
    private static final Set<String> FACES = Set.of("org.winekey.oauth.web", "org.winekey.oauth.shell");

    /** The face that anybody on the bus can speak through: it may look and ask for a sign-in, and nothing else. */
    private static final String BUS = "org.winekey.oauth.ovos";

    /** The act is about more than one client, or none. */
    private static final String NO_CLIENT = "";

    private final OAuthAdmin admin;
    private final Supplier<Set<String>> admins;
    private final Audit audit;
    private final Audit.Actor actor;

    AdminFacade(OAuthAdmin admin, Supplier<Set<String>> admins, Audit audit, Audit.Actor actor) {
        this.admin = admin;
        this.admins = admins;
        this.audit = audit;
        this.actor = actor;
    }

    /** Gives each bundle a facade of its own: who asks is the bundle that fetched the service. */
    static ServiceFactory<OAuthAdmin> factory(OAuthAdmin admin, Supplier<Set<String>> admins) {
        return new ServiceFactory<>() {
            @Override
            public OAuthAdmin getService(Bundle asking, ServiceRegistration<OAuthAdmin> registration) {
                return new AdminFacade(admin, admins, Audit.LOG, new Audit.Actor(Bundles.name(asking), null));
            }

            @Override
            public void ungetService(Bundle asking, ServiceRegistration<OAuthAdmin> registration, OAuthAdmin facade) {
                // A facade holds nothing.
            }
        };
    }

    @Override
    public OAuthAdmin as(Starter user) {
        return new AdminFacade(permitted(), admins, audit, by(user));
    }

    @Override
    public List<ClientReport> clients() {
        return permitted().clients();
    }

    @Override
    public Optional<ClientReport> client(String client) {
        return asked().client(client);
    }

    @Override
    public ClientExplanation explain(String client) {
        return permitted().explain(client);
    }

    @Override
    public SignInLink begin(String client, Starter starter) {
        return audit.act(by(starter), "begin", client, () -> asked().begin(client, starter));
    }

    @Override
    public Optional<SignInOffer> offer(String nonce, Set<String> bindings) {
        return permitted().offer(nonce, bindings);
    }

    @Override
    public Optional<Departure> depart(String nonce, Door door, Set<String> bindings) {
        return permitted().depart(nonce, door, bindings);
    }

    @Override
    public DeviceCode device(String client, Starter starter) {
        return audit.act(by(starter), "device", client, () -> permitted().device(client, starter));
    }

    @Override
    public Optional<OpenSignIn> openSignIn(String client, Starter viewer) {
        return asked().openSignIn(client, viewer);
    }

    @Override
    public SignInOutcome arrive(Arrival arrival) {
        var outcome = permitted().arrive(arrival);
        audit.arrived(actor, outcome);
        return outcome;
    }

    @Override
    public SignInOutcome complete(String address, Starter starter) {
        var outcome = permitted().complete(address, starter);
        audit.arrived(by(starter), outcome);
        return outcome;
    }

    @Override
    public List<PendingGrant> pending() {
        return permitted().pending();
    }

    @Override
    public SignInOutcome accept(String client, String id) {
        return audit.act(actor, "accept", client, () -> permitted().accept(client, id));
    }

    @Override
    public void decline(String client, String id) {
        audit.act(actor, "decline", client, () -> permitted().decline(client, id));
    }

    @Override
    public ClientStatus refresh(String client) {
        return audit.act(actor, "refresh", client, () -> permitted().refresh(client));
    }

    @Override
    public void forget(String client) {
        audit.act(actor, "forget", client, () -> permitted().forget(client));
    }

    @Override
    public RevocationOutcome revoke(String client) {
        return audit.act(actor, "revoke", client, () -> permitted().revoke(client));
    }

    @Override
    public SignInOutcome signIn(String client, String userName, char[] password, Starter starter) {
        return wiping(
                password,
                () -> audit.act(
                        by(starter),
                        "password",
                        client,
                        () -> permitted().signIn(client, userName, password, starter)));
    }

    @Override
    public Introspection introspect(String client) {
        return audit.act(actor, "introspect", client, () -> permitted().introspect(client));
    }

    @Override
    public String create(String client, Map<String, String> settings, char @Nullable [] secret) {
        try {
            return audit.act(actor, "create", client, () -> permitted().create(client, settings, secret));
        } finally {
            wipe(secret);
        }
    }

    @Override
    public Map<String, String> settings(String client) {
        return permitted().settings(client);
    }

    @Override
    public void set(String client, String key, @Nullable String value) {
        audit.act(actor, "set:" + Audit.fit(key), client, () -> permitted().set(client, key, value));
    }

    @Override
    public void seal(String client, String key, char @Nullable [] secret) {
        try {
            audit.act(actor, "seal:" + Audit.fit(key), client, () -> permitted().seal(client, key, secret));
        } finally {
            wipe(secret);
        }
    }

    private static void wipe(char @Nullable [] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }

    @Override
    public void sealFromConfiguration(String client, String key) {
        audit.act(actor, "move:" + Audit.fit(key), client, () -> permitted().sealFromConfiguration(client, key));
    }

    @Override
    public SettingsPlan plan(String client, Map<String, ? extends @Nullable Object> changes) {
        return permitted().plan(client, changes);
    }

    @Override
    public ImportPlan planImport(ForeignFile file, @Nullable String client) {
        return permitted().planImport(file, client);
    }

    @Override
    public void importSettings(ImportPlan plan) {
        audit.act(actor, "import", NO_CLIENT, () -> permitted().importSettings(plan));
    }

    @Override
    public TokenImportPlan planImportTokens(TokenImport what) {
        return permitted().planImportTokens(what);
    }

    @Override
    public RestoreReport importTokens(TokenImportPlan plan) {
        return audit.act(actor, "import-tokens", NO_CLIENT, () -> permitted().importTokens(plan));
    }

    @Override
    public List<QuarantineBatch> quarantine() {
        return permitted().quarantine();
    }

    @Override
    public Map<String, ClientStatus> release(String batch) {
        return audit.act(
                actor,
                "release:" + Audit.fit(batch),
                NO_CLIENT,
                () -> permitted().release(batch));
    }

    @Override
    public KeyRotationReport rotateKeys() {
        return audit.act(actor, "key-rotate", NO_CLIENT, () -> permitted().rotateKeys());
    }

    @Override
    public Counters counters() {
        return permitted().counters();
    }

    @Override
    public Optional<URI> baseUri() {
        return asked().baseUri();
    }

    @Override
    public List<Finding> selfTest() {
        return permitted().selfTest();
    }

    @Override
    public List<ProviderReport> providers() {
        return permitted().providers();
    }

    @Override
    public BackupReport backup(Path file, char[] passphrase) {
        return wiping(
                passphrase,
                () -> audit.act(actor, "backup", NO_CLIENT, () -> permitted().backup(file, passphrase)));
    }

    @Override
    public RestorePlan planRestore(Path file, char[] passphrase, boolean replace) {
        return wiping(passphrase, () -> permitted().planRestore(file, passphrase, replace));
    }

    @Override
    public RestoreReport restore(Path file, char[] passphrase, RestorePlan plan) {
        return wiping(
                passphrase,
                () -> audit.act(actor, "restore", NO_CLIENT, () -> permitted().restore(file, passphrase, plan)));
    }

    private static <T> T wiping(char[] passphrase, Supplier<T> task) {
        try {
            return task.get();
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** For what may be asked for on behalf of anybody. */
    private OAuthAdmin asked() {
        return actor.bundle().equals(BUS) ? admin : permitted();
    }

    private Audit.Actor by(Starter user) {
        return new Audit.Actor(actor.bundle(), user);
    }

    private OAuthAdmin permitted() {
        var bundle = actor.bundle();
        if (FACES.contains(bundle) || admins.get().contains(bundle)) {
            return admin;
        }
        throw new AdminException(
                Problem.NOT_PERMITTED,
                "the bundle " + bundle + " may not administer; add its symbolic name to admins of org.winekey.oauth");
    }
}
