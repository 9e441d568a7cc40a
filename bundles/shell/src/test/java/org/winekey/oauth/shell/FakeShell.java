// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.BackupReport;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.DeviceCode;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.admin.ImportPlan;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.QuarantineBatch;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestoreReport;
import org.winekey.oauth.admin.RestoreReport.Outcome;
import org.winekey.oauth.admin.RestoreReport.Result;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.TokenImport;
import org.winekey.oauth.admin.TokenImportPlan;
import org.winekey.oauth.admin.Way;

/** A person at the shell who types these lines, and an administration that remembers what it was asked. */
final class FakeShell {

    private static final SettingsPlan SETTINGS_PLAN = new SettingsPlan(
            "spotify",
            Set.of("client_id", "scope"),
            Map.of("token_endpoint", "is not set"),
            SettingsPlan.Effect.MISCONFIGURED,
            "the text of the plan",
            List.of(new Way(Door.CALLBACK, "http://127.0.0.1:8181/oauth/callback/spotify")),
            List.of("a note"));

    final Deque<String> typed = new ArrayDeque<>();
    final List<String> prompts = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    /** In whose names the administration was asked. */
    final List<Starter> users = new ArrayList<>();

    final List<char[]> passphrases = new ArrayList<>();
    RestorePlan plan = new RestorePlan("restore-00c0ffee", Instant.parse("2026-11-22T20:00:00Z"), false, List.of());
    SignInLink link = new SignInLink(
            URI.create("http://192.168.1.5:8181/oauth/go/here"),
            URI.create("http://192.168.1.5:8181/oauth/go/elsewhere"),
            List.of(new Way(Door.CALLBACK, "http://192.168.1.5:8181/oauth/callback/spotify")),
            Instant.parse("2026-11-22T20:10:00Z"));
    DeviceCode code = new DeviceCode(
            "WDJB-MJHT", "https://provider.example/device", Optional.empty(), Instant.parse("2026-11-22T20:05:00Z"));
    List<PendingGrant> pending = List.of();
    SignInOutcome signIn = new SignInOutcome(SignInOutcome.Kind.DONE, "spotify", "spotify is signed in.");
    ClientExplanation explanation;
    ImportPlan importPlan;
    TokenImportPlan tokenPlan;
    Outcome outcome = Outcome.RESTORED;
    boolean passwordDoor;

    @Nullable
    Terminal terminal;

    List<ClientReport> clients = List.of();
    List<ProviderReport> providers = List.of();
    List<QuarantineBatch> quarantine = List.of();
    List<Finding> findings = List.of();
    Introspection introspection = new Introspection(
            Introspection.Kind.ACTIVE,
            "the provider takes this token",
            Set.of("read", "play"),
            Optional.of(Instant.parse("2026-11-22T21:03:00Z")));
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(screen, true, UTF_8);

    String screen() {
        return screen.toString(UTF_8);
    }

    /** From here on at a terminal of this width. */
    void atTerminal(int width) {
        terminal = Answers.of(Terminal.class, Map.of("getWidth", width));
    }

    <T extends OAuthAction> T with(T command) {
        command.session = session();
        command.admin = admin();
        return command;
    }

    private Session session() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getConsole" -> console;
                    case "get" -> "karaf";
                    case "getTerminal" -> terminal;
                    case "readLine" -> readLine((String) arguments[0], (Character) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    OAuthAdmin admin() {
        return (OAuthAdmin) Proxy.newProxyInstance(
                OAuthAdmin.class.getClassLoader(),
                new Class<?>[] {OAuthAdmin.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "as" -> {
                        users.add((Starter) arguments[0]);
                        yield self;
                    }
                    case "backup" -> backup((Path) arguments[0], (char[]) arguments[1]);
                    case "planRestore" -> plan((Path) arguments[0], (char[]) arguments[1], arguments[2]);
                    case "explain" -> Objects.requireNonNull(explanation);
                    case "revoke" -> {
                        calls.add("revoke " + arguments[0]);
                        yield new RevocationOutcome(RevocationOutcome.Kind.CONFIRMED, "the provider ended it");
                    }
                    case "introspect" -> introspection;
                    case "client" -> Optional.of(clients.isEmpty() ? report() : clients.get(0));
                    case "clients" -> clients;
                    case "providers" -> providers;
                    case "quarantine" -> quarantine;
                    case "selfTest" -> findings;
                    case "signIn" -> {
                        called("signIn " + arguments[0] + " " + arguments[1], (char[]) arguments[2]);
                        yield signIn;
                    }
                    case "begin" -> link;
                    case "device" -> code;
                    case "pending" -> pending;
                    case "accept", "decline" -> decided(method.getName(), arguments);
                    case "set", "sealFromConfiguration" -> {
                        calls.add(method.getName() + " "
                                + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(" ")));
                        yield null;
                    }
                    case "plan" -> {
                        calls.add("plan " + arguments[0] + " " + new TreeMap<>((Map<?, ?>) arguments[1]));
                        yield SETTINGS_PLAN;
                    }
                    case "planImport" -> {
                        calls.add("planImport " + arguments[0] + " " + arguments[1]);
                        yield Objects.requireNonNull(importPlan);
                    }
                    case "importSettings" -> {
                        calls.add("importSettings");
                        yield null;
                    }
                    case "planImportTokens" -> {
                        calls.add("planImportTokens " + ((TokenImport) arguments[0]).files());
                        yield Objects.requireNonNull(tokenPlan);
                    }
                    case "importTokens" -> {
                        calls.add("importTokens");
                        var batch = Objects.requireNonNull(tokenPlan).grants().batch();
                        yield new RestoreReport(batch, List.of(new Result("ring", outcome, "the reason")));
                    }
                    case "create" -> {
                        sealed("create " + arguments[0] + " " + arguments[1], (char[]) arguments[2]);
                        yield "etc/" + arguments[0] + ".cfg";
                    }
                    case "seal" -> sealed("seal " + arguments[0] + " " + arguments[1], (char[]) arguments[2]);
                    case "restore" -> restore((Path) arguments[0], (char[]) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private ClientReport report() {
        return (ClientReport) Proxy.newProxyInstance(
                ClientReport.class.getClassLoader(), new Class<?>[] {ClientReport.class}, (self, method, arguments) -> {
                    if (method.getName().equals("passwordDoor")) {
                        return passwordDoor;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private SignInOutcome decided(String how, Object... what) {
        calls.add(how + " " + what[0] + " " + what[1]);
        return signIn;
    }

    private Object sealed(String what, char[] secret) {
        calls.add(what + " " + (secret == null ? null : new String(secret)));
        if (secret != null) {
            passphrases.add(secret);
        }
        return null;
    }

    private String readLine(String prompt, Character mask) {
        prompts.add((mask == null ? "shown: " : "hidden: ") + prompt);
        return typed.poll();
    }

    private BackupReport backup(Path file, char[] passphrase) {
        called("backup " + file, passphrase);
        return new BackupReport(file, List.of("spotify", "tado"), List.of(), List.of("a note"));
    }

    private RestorePlan plan(Path file, char[] passphrase, Object replace) {
        called("plan " + file + " " + replace, passphrase);
        if (new String(passphrase).startsWith("wrong")) {
            throw new AdminException(AdminException.Problem.BACKUP_UNUSABLE, "it does not open");
        }
        return plan;
    }

    private RestoreReport restore(Path file, char[] passphrase) {
        called("restore " + file, passphrase);
        return new RestoreReport(plan.batch(), List.of(new Result("spotify", outcome, "the reason")));
    }

    /** As the real one does, wipes what it was given, after a look. */
    private void called(String call, char[] passphrase) {
        calls.add(call + " " + new String(passphrase));
        passphrases.add(passphrase);
        if (!call.startsWith("plan")) {
            Arrays.fill(passphrase, '\0');
        }
    }
}
