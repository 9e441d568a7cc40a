// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.BackupReport;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Counters;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.admin.ForeignFile;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.ImportPlan.SecretStep;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.KeyRotationReport;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.QuarantineBatch;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestorePlan.GrantStep;
import org.winekey.oauth.admin.RestorePlan.SettingsStep;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.admin.TokenImportPlan;
import org.winekey.oauth.admin.Way;

/** A service that remembers what it was asked for, and has one open sign-in for {@code spotify}. */
final class FakeAdmin implements OAuthAdmin {

    static final String NONCE = "N0nce_-abcdefghijklmnopqrstuvwxyz0123456789A";
    static final String BINDING = "binding-CANARY-1";
    static final String STATE = "state-CANARY-2";

    static final DeviceCode DEVICE_CODE = new DeviceCode(
            "WDJB-<b>MJHT",
            "https://provider.example/device",
            Optional.of("https://provider.example/device?user_code=WDJB-MJHT"),
            Instant.parse("2026-01-01T10:09:00Z"));
    static final PendingGrant PENDING = new PendingGrant(
            "p-1",
            "spotify",
            Door.CALLBACK,
            Optional.of("eve <eve@example.org>"),
            Optional.of("anna"),
            Set.of("read"),
            new Starter("page", "karaf"),
            "192.168.1.77",
            Instant.parse("2026-01-01T10:05:00Z"),
            PendingGrant.Why.OTHER_BROWSER);

    final List<String> calls = new ArrayList<>();
    /** In whose names it was asked. */
    final List<Starter> users = new ArrayList<>();

    final List<Arrival> arrivals = new ArrayList<>();
    List<ClientReport> reports = List.of();
    List<ClientEvent> events = List.of();
    List<ProviderReport> profiles = List.of(
            new ProviderReport(
                    "music",
                    "Music <Box>",
                    "https://music.example/docs",
                    "Register an app.",
                    "org.winekey.oauth.core",
                    Map.of("region", List.of("eu", "us"), "house", List.of()),
                    ""),
            new ProviderReport("odd", "Odd", "", "", "org.example.odd", Map.of(), "it is broken"));
    Map<String, String> written = Map.of("client_id", "id-1", "scope", "read", ".client_secret", "***");
    Optional<URI> base = Optional.of(URI.create("http://127.0.0.1:8181"));
    SignInOutcome outcome = new SignInOutcome(SignInOutcome.Kind.DONE, "spotify", "spotify is signed in.");
    SignInOffer offer = new SignInOffer(
            "spotify",
            "accounts.example.org",
            List.of("read", "play"),
            new Starter("page", "karaf"),
            Instant.parse("2026-01-01T10:00:00Z"),
            List.of(new Way(Door.CALLBACK, "http://127.0.0.1:8181/oauth/callback/spotify")),
            false,
            Instant.parse("2026-01-01T10:10:00Z"));
    /** Who started the sign-in whose device code is open (empty: none is). */
    Optional<Starter> opened = Optional.empty();
    /** What is open of it for who started it. */
    Optional<SignInLink> link = Optional.empty();

    Optional<DeviceCode> deviceCode = Optional.of(DEVICE_CODE);
    Set<Door> doors = Set.of(Door.DEVICE);
    /** Why no sign-in goes on (empty: it does). */
    Optional<String> unavailable = Optional.empty();

    /** The files that were sent to be imported. */
    final List<ForeignFile.Sent> sent = new ArrayList<>();

    RestoreReport.Outcome imported = RestoreReport.Outcome.RESTORED;

    private boolean departed;

    @Override
    public OAuthAdmin as(Starter user) {
        users.add(user);
        return this;
    }

    @Override
    public List<ClientReport> clients() {
        return reports;
    }

    @Override
    public Optional<ClientReport> client(String client) {
        return reports.stream().filter(report -> report.name().equals(client)).findFirst();
    }

    @Override
    public ClientExplanation explain(String client) {
        return client(client)
                .map(report -> new FakeExplanation(report, events))
                .orElseThrow(() -> new AdminException(
                        AdminException.Problem.NO_SUCH_CLIENT, "There is no client " + client + "."));
    }

    @Override
    public SignInLink begin(String client, Starter starter) {
        refuseUnknown(client);
        calls.add("begin " + client + " " + starter.face() + " " + starter.user());
        opened = Optional.of(starter);
        link = Optional.of(new SignInLink(
                URI.create("http://127.0.0.1:8181/oauth/go/" + NONCE),
                URI.create("http://127.0.0.1:8181/oauth/go/elsewhere"),
                offer.ways(),
                offer.expiresAt()));
        return link.get();
    }

    @Override
    public Optional<SignInOffer> offer(String nonce, Set<String> bindings) {
        return departed || !nonce.equals(NONCE) ? Optional.empty() : Optional.of(offer);
    }

    @Override
    public Optional<Departure> depart(String nonce, Door door, Set<String> bindings) {
        refuseWhileUnavailable();
        calls.add("depart " + door);
        Optional<Departure> departure = offer(nonce, bindings)
                .map(unused -> new Departure(
                        "spotify", URI.create("https://accounts.example.org/authorize?state=" + STATE), BINDING));
        departed = true;
        return departure;
    }

    @Override
    public SignInOutcome arrive(Arrival arrival) {
        refuseWhileUnavailable();
        calls.add("arrive " + arrival.client());
        arrivals.add(arrival);
        return outcome;
    }

    @Override
    public SignInOutcome complete(String address, Starter starter) {
        calls.add("complete " + address + " " + starter.user());
        return outcome;
    }

    @Override
    public DeviceCode device(String client, Starter starter) {
        refuseUnknown(client);
        calls.add("device " + client + " " + starter.user());
        return DEVICE_CODE;
    }

    @Override
    public Optional<OpenSignIn> openSignIn(String client, Starter viewer) {
        return opened.map(starter -> new OpenSignIn(
                client,
                starter,
                offer.startedAt(),
                offer.expiresAt(),
                doors,
                starter.equals(viewer) ? link : Optional.empty(),
                starter.equals(viewer) ? deviceCode : Optional.empty()));
    }

    @Override
    public List<PendingGrant> pending() {
        throw new AssertionError("the page shows them with their clients");
    }

    @Override
    public SignInOutcome accept(String client, String id) {
        refuseOtherThanSeen(id);
        calls.add("accept " + client + " " + id);
        return outcome;
    }

    @Override
    public void decline(String client, String id) {
        refuseOtherThanSeen(id);
        calls.add("decline " + client + " " + id);
    }

    @Override
    public ClientStatus refresh(String client) {
        refuseUnknown(client);
        calls.add("refresh " + client);
        return ClientStatus.of(ClientStatus.Code.AUTHORIZED, "A fresh token was obtained.");
    }

    @Override
    public RevocationOutcome revoke(String client) {
        refuseUnknown(client);
        calls.add("revoke " + client);
        return new RevocationOutcome(RevocationOutcome.Kind.CONFIRMED, "the provider ended the grant");
    }

    @Override
    public SignInOutcome signIn(String client, String userName, char[] password, Starter starter) {
        refuseUnknown(client);
        calls.add("signIn " + client + " " + userName + " " + password.length + " " + starter.user());
        return outcome;
    }

    @Override
    public Introspection introspect(String client) {
        refuseUnknown(client);
        calls.add("introspect " + client);
        return new Introspection(
                Introspection.Kind.ACTIVE,
                "The provider takes the <token>.",
                Set.of("read"),
                Optional.of(Instant.parse("2026-01-01T11:00:00Z")));
    }

    @Override
    public void forget(String client) {
        refuseUnknown(client);
        calls.add("forget " + client);
    }

    @Override
    public List<QuarantineBatch> quarantine() {
        throw new AssertionError("the page releases nothing");
    }

    @Override
    public Map<String, ClientStatus> release(String batch) {
        throw new AssertionError("the page releases nothing");
    }

    @Override
    public List<Finding> selfTest() {
        throw new AssertionError("no page tests");
    }

    @Override
    public List<ProviderReport> providers() {
        return profiles;
    }

    @Override
    public BackupReport backup(Path file, char[] passphrase) {
        throw new AssertionError("the page has no backups");
    }

    @Override
    public RestorePlan planRestore(Path file, char[] passphrase, boolean replace) {
        throw new AssertionError("the page has no backups");
    }

    @Override
    public RestoreReport restore(Path file, char[] passphrase, RestorePlan plan) {
        throw new AssertionError("the page has no backups");
    }

    @Override
    public KeyRotationReport rotateKeys() {
        throw new UnsupportedOperationException("no page rotates keys");
    }

    @Override
    public Counters counters() {
        throw new AssertionError("no page counts");
    }

    @Override
    public Optional<URI> baseUri() {
        return base;
    }

    @Override
    public SettingsPlan plan(String client, Map<String, ?> changes) {
        var wrong = new LinkedHashMap<String, String>();
        changes.forEach((key, value) -> {
            if ("wrong".equals(value)) {
                wrong.put(key, "is <wrong>; write it right");
            }
        });
        return new SettingsPlan(
                client,
                changes.keySet(),
                wrong,
                wrong.isEmpty() ? SettingsPlan.Effect.GOES_ON : SettingsPlan.Effect.MISCONFIGURED,
                "The sign-in goes on.",
                List.of(new Way(Door.CALLBACK, "http://127.0.0.1:8181/oauth/callback/" + client)),
                List.of("a note"));
    }

    @Override
    public String create(String client, Map<String, String> settings, char[] secret) {
        plan(client, settings).wrong().forEach((key, reason) -> {
            throw new AdminException(key, reason);
        });
        calls.add("create " + client + " " + new TreeMap<>(settings) + " "
                + (secret == null ? "none" : secret.length + " characters"));
        return "etc/" + client + ".cfg";
    }

    @Override
    public Map<String, String> settings(String client) {
        refuseUnknown(client);
        return new TreeMap<>(written);
    }

    @Override
    public ImportPlan planImport(ForeignFile file, String client) {
        calls.add("planImport " + file + " " + client);
        sent.add((ForeignFile.Sent) file);
        refuseWhileUnavailable();
        var name = client == null ? "ring" : client;
        return new ImportPlan(
                file,
                "fingerprint",
                plan(name, Map.of("client_id", name)),
                true,
                SecretStep.SEAL,
                List.of("client secret and codes will go to <evil.example>"));
    }

    @Override
    public void importSettings(ImportPlan plan) {
        refuseWhileUnavailable();
        calls.add("importSettings " + plan.file().name() + " " + plan.settings().client() + " " + texts());
    }

    @Override
    public TokenImportPlan planImportTokens(TokenImport what) {
        refuseWhileUnavailable();
        calls.add("planImportTokens " + what);
        what.files().forEach(file -> sent.add((ForeignFile.Sent) file));
        var step = what.replace() ? GrantStep.REPLACE : GrantStep.REFUSED_IN_USE;
        return new TokenImportPlan(
                what,
                "Home <Assistant>",
                "fingerprint",
                List.of(
                        new TokenImportPlan.Step(
                                "spotify.<1>", "spotify", what.replace(), what.replace(), "It is <taken>."),
                        new TokenImportPlan.Step("odd", null, false, false, "No client is named for it.")),
                new RestorePlan(
                        "import-1",
                        Instant.parse("2026-01-01T10:00:00Z"),
                        what.replace(),
                        List.of(new RestorePlan.Step("spotify", step, SettingsStep.NONE, "", null))),
                List.of("make sure that the other system is off"));
    }

    @Override
    public RestoreReport importTokens(TokenImportPlan plan) {
        refuseWhileUnavailable();
        calls.add("importTokens " + plan.grants().batch() + " " + texts());
        return new RestoreReport(
                plan.grants().batch(), List.of(new RestoreReport.Result("spotify", imported, "It is <here>")));
    }

    /** What is in the files that were sent, as they are now. */
    private List<String> texts() {
        return sent.stream().map(file -> new String(file.content(), UTF_8)).toList();
    }

    @Override
    public void set(String client, String key, String value) {
        calls.add("set " + client + " " + key + " " + value);
    }

    @Override
    public void seal(String client, String key, char[] secret) {
        calls.add("seal " + client + " " + key + " " + secret.length);
    }

    @Override
    public void sealFromConfiguration(String client, String key) {
        throw new UnsupportedOperationException();
    }

    private static void refuseOtherThanSeen(String id) {
        if (!id.equals(PENDING.id())) {
            throw new AdminException(AdminException.Problem.NO_SUCH_SIGN_IN, "No such sign-in waits.");
        }
    }

    private void refuseWhileUnavailable() {
        unavailable.ifPresent(why -> {
            throw new AdminException(AdminException.Problem.UNAVAILABLE, why);
        });
    }

    private static void refuseUnknown(String client) {
        if (client.equals("unknown")) {
            throw new AdminException(AdminException.Problem.NO_SUCH_CLIENT, "There is no client <unknown>.");
        }
        if (client.equals("broken")) {
            throw new IllegalStateException("a defect");
        }
    }
}
