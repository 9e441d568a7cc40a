// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;

/** The sign-in room on a real store, with a scripted provider. */
final class SignInHouse implements AutoCloseable {

    static final URI BASE = URI.create("http://127.0.0.1:8181");
    static final Starter KARAF = new Starter("page", "karaf");
    static final String CODE = "cnry-code";

    final SimulatedTime time = new SimulatedTime();
    final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    final Map<String, Registration> registrations = new HashMap<>();
    final List<HttpTransport.Call> calls = new ArrayList<>();
    Supplier<CompletableFuture<HttpTransport.Outcome>> provider = () -> CompletableFuture.completedFuture(tokens());

    /** What endpoints other than that of {@link #provider} answer, by path. */
    final Map<String, Supplier<CompletableFuture<HttpTransport.Outcome>>> answers = new HashMap<>();

    final List<String> news = new ArrayList<>();

    /** What happens whenever the settings of a client are asked for. */
    Runnable whenAsked = () -> {};

    Optional<String> relay = Optional.empty();

    private final Path folder;
    private FileTokenStore store;
    Vault vault;
    SignIns signIns;

    SignInHouse(Path folder) throws IOException {
        this.folder = folder;
        registrations.put("spotify", registration("spotify", "id-1"));
        store = open();
        vault = vault();
        signIns = signIns();
    }

    /** The next run of the service on the same disk. */
    void restart() throws IOException {
        signIns.close();
        store.close();
        store = open();
        vault = vault();
        signIns = signIns();
    }

    private FileTokenStore open() throws IOException {
        return FileTokenStore.open(new DiskStoreIo(), folder.resolve("store"), new SimulatedEntropy(7));
    }

    private Vault vault() throws IOException {
        var keys = KeyFile.open(new DiskStoreIo(), folder.resolve("key"), new SimulatedEntropy(8), store.isEmpty());
        return new Vault(store, keys, new SimulatedEntropy(time.nanos() + 9));
    }

    private SignIns signIns() throws IOException {
        var made = new SignIns(vault, doors(), means(), (client, kind, text) -> news.add(kind + ": " + text));
        made.restore();
        return made;
    }

    /** What the rooms of this house work with. */
    Means means() {
        var entropy = new SimulatedEntropy(time.nanos() + 10);
        return new Means(this::send, scheduler, time, entropy, () -> Duration.ofSeconds(10));
    }

    /** Every client has the callback, and the relay if there is one. */
    Registrations doors() {
        return new Registrations() {
            @Override
            public Registration require(String client) {
                return SignInHouse.this.require(client);
            }

            @Override
            public List<Way> ways(String client) {
                var ways = new ArrayList<>(Registrations.super.ways(client));
                relay.ifPresent(page -> ways.add(new Way(Door.RELAY, page + "?c=" + client)));
                return ways;
            }
        };
    }

    private Registration require(String client) {
        whenAsked.run();
        return Optional.ofNullable(registrations.get(client))
                .orElseThrow(() -> new AdminException(AdminException.Problem.NO_SUCH_CLIENT, "no client " + client));
    }

    private CompletableFuture<HttpTransport.Outcome> send(HttpTransport.Call call) {
        calls.add(call);
        var path = call.uri().getPath();
        return answers.getOrDefault(path, provider).get();
    }

    static HttpTransport.Outcome tokens() {
        return answer(
                200, "{\"access_token\":\"cnry-access\",\"token_type\":\"Bearer\",\"refresh_token\":\"cnry-refresh\"}");
    }

    static HttpTransport.Outcome answer(int status, String body) {
        return new HttpTransport.Answered(
                status, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8));
    }

    static Registration registration(String client, String clientId) {
        return registration(client, clientId, null);
    }

    static Registration registration(String client, String clientId, @Nullable String issuer) {
        return new Registration(
                client,
                clientId,
                Secret.of("cnry-secret"),
                ClientAuthentication.BASIC,
                issuer,
                new Registration.Endpoints(
                        URI.create("https://" + client + ".example/authorize"),
                        URI.create("https://" + client + ".example/token"),
                        null),
                List.of("read"),
                BASE + "/oauth/callback/" + client,
                Map.of(),
                Map.of());
    }

    /** A browser that used the link of a fresh sign-in. */
    Departure depart(String client) {
        return depart(nonce(client), Door.CALLBACK);
    }

    /** A browser without any cookie at a link. */
    Departure depart(String nonce, Door door) {
        return signIns.depart(nonce, door, Set.of(), BASE).orElseThrow();
    }

    /** The link of a fresh sign-in, for the starter's browser. */
    String nonce(String client) {
        return nonce(signIns.begin(client, BASE, KARAF).uri());
    }

    static String nonce(URI link) {
        return link.getPath().substring(link.getPath().lastIndexOf('/') + 1);
    }

    static String state(Departure departure) {
        return parameter(departure.authorizationUri(), "state");
    }

    static String parameter(URI uri, String name) {
        for (var pair : uri.getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
            }
        }
        throw new AssertionError("no " + name);
    }

    SignInOutcome arrive(Departure departure) {
        return arrive(departure.client(), Map.of("code", CODE, "state", state(departure)), departure.binding());
    }

    SignInOutcome arrive(String client, Map<String, String> parameters, @Nullable String binding) {
        var lists = new HashMap<String, List<String>>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        return signIns.arrive(new Arrival(client, lists, binding == null ? Set.of() : Set.of(binding), "192.0.2.7"));
    }

    Optional<Grant> grant(String client) throws Exception {
        var entry = vault.read(client, RecordKind.GRANT);
        return entry.isPresent() ? Optional.of(Grants.decode(entry.get().content())) : Optional.empty();
    }

    /** Requests to one path. */
    List<HttpTransport.Call> calls(String path) {
        return calls.stream().filter(call -> call.uri().getPath().equals(path)).toList();
    }

    /** The one grant that waits. */
    PendingGrant waiting(String client) throws IOException {
        return signIns.pending(client).orElseThrow();
    }

    static Registration withEndpoints(Registration plain, Map<String, String> more) {
        var named = new HashMap<>(plain.endpoints().named());
        more.forEach((name, path) -> named.put(name, URI.create("https://" + plain.client() + ".example" + path)));
        return at(Registration.Endpoints.of(named), plain);
    }

    /** The same without an address for browsers. */
    static Registration withoutBrowsers(Registration plain) {
        var named = new HashMap<>(plain.endpoints().named());
        named.remove("authorization_endpoint");
        return at(Registration.Endpoints.of(named), plain);
    }

    private static Registration at(Registration.Endpoints endpoints, Registration plain) {
        return new Registration(
                plain.client(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                endpoints,
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters());
    }

    static Registration speaking(Dialect dialect, Registration plain) {
        return new Registration(
                plain.client(),
                plain.grantType(),
                plain.clientId(),
                plain.clientSecret(),
                plain.authentication(),
                plain.issuer(),
                plain.endpoints(),
                plain.scopes(),
                plain.redirectUri(),
                plain.parameters(),
                plain.tokenParameters(),
                dialect,
                plain.route());
    }

    String sentBody() {
        return new String(calls.get(calls.size() - 1).body(), UTF_8);
    }

    /** The first time that a record of this kind is durable. */
    void whenFirstWritten(RecordKind kind, Step step) {
        var once = new AtomicBoolean(true);
        vault.watch((client, written) -> {
            if (written == kind && once.getAndSet(false)) {
                try {
                    step.run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
    }

    /** What happens meanwhile. */
    interface Step {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
