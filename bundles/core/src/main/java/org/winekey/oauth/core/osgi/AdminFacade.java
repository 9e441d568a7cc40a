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

    private final OAuthAdmin admin;
    private final Supplier<Set<String>> admins;
    private final String bundle;

    AdminFacade(OAuthAdmin admin, Supplier<Set<String>> admins, String bundle) {
        this.admin = admin;
        this.admins = admins;
        this.bundle = bundle;
    }

    /** Gives each bundle a facade of its own: who asks is the bundle that fetched the service. */
    static ServiceFactory<OAuthAdmin> factory(OAuthAdmin admin, Supplier<Set<String>> admins) {
        return new ServiceFactory<>() {
            @Override
            public OAuthAdmin getService(Bundle asking, ServiceRegistration<OAuthAdmin> registration) {
                return new AdminFacade(admin, admins, Bundles.name(asking));
            }

            @Override
            public void ungetService(Bundle asking, ServiceRegistration<OAuthAdmin> registration, OAuthAdmin facade) {
                // A facade holds nothing.
            }
        };
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
        return asked().begin(client, starter);
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
        return permitted().device(client, starter);
    }

    @Override
    public Optional<OpenSignIn> openSignIn(String client, Starter viewer) {
        return asked().openSignIn(client, viewer);
    }

    @Override
    public SignInOutcome arrive(Arrival arrival) {
        return permitted().arrive(arrival);
    }

    @Override
    public SignInOutcome complete(String address, Starter starter) {
        return permitted().complete(address, starter);
    }

    @Override
    public List<PendingGrant> pending() {
        return permitted().pending();
    }

    @Override
    public SignInOutcome accept(String client, String id) {
        return permitted().accept(client, id);
    }

    @Override
    public void decline(String client, String id) {
        permitted().decline(client, id);
    }

    @Override
    public ClientStatus refresh(String client) {
        return permitted().refresh(client);
    }

    @Override
    public void forget(String client) {
        permitted().forget(client);
    }

    @Override
    public RevocationOutcome revoke(String client) {
        return permitted().revoke(client);
    }

    @Override
    public SignInOutcome signIn(String client, String userName, char[] password, Starter starter) {
        return wiping(password, () -> permitted().signIn(client, userName, password, starter));
    }

    @Override
    public Introspection introspect(String client) {
        return permitted().introspect(client);
    }

    @Override
    public void set(String client, String key, @Nullable String value) {
        permitted().set(client, key, value);
    }

    @Override
    public void seal(String client, String key, char @Nullable [] secret) {
        try {
            permitted().seal(client, key, secret);
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
    }

    @Override
    public void sealFromConfiguration(String client, String key) {
        permitted().sealFromConfiguration(client, key);
    }

    @Override
    public SettingsPlan plan(String client, Map<String, ? extends @Nullable Object> changes) {
        return permitted().plan(client, changes);
    }

    @Override
    public ImportPlan planImport(Path file, @Nullable String client) {
        return permitted().planImport(file, client);
    }

    @Override
    public void importSettings(ImportPlan plan) {
        permitted().importSettings(plan);
    }

    @Override
    public TokenImportPlan planImportTokens(TokenImport what) {
        return permitted().planImportTokens(what);
    }

    @Override
    public RestoreReport importTokens(TokenImportPlan plan) {
        return permitted().importTokens(plan);
    }

    @Override
    public List<QuarantineBatch> quarantine() {
        return permitted().quarantine();
    }

    @Override
    public Map<String, ClientStatus> release(String batch) {
        return permitted().release(batch);
    }

    @Override
    public KeyRotationReport rotateKeys() {
        return permitted().rotateKeys();
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
        return wiping(passphrase, () -> permitted().backup(file, passphrase));
    }

    @Override
    public RestorePlan planRestore(Path file, char[] passphrase, boolean replace) {
        return wiping(passphrase, () -> permitted().planRestore(file, passphrase, replace));
    }

    @Override
    public RestoreReport restore(Path file, char[] passphrase, RestorePlan plan) {
        return wiping(passphrase, () -> permitted().restore(file, passphrase, plan));
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
        return bundle.equals(BUS) ? admin : permitted();
    }

    private OAuthAdmin permitted() {
        if (FACES.contains(bundle) || admins.get().contains(bundle)) {
            return admin;
        }
        throw new AdminException(
                Problem.NOT_PERMITTED,
                "the bundle " + bundle + " may not administer; add its symbolic name to admins of org.winekey.oauth");
    }
}
