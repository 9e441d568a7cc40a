// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.PatientScheduler;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.RawServer.Behaviour;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.signin.Means;
import org.winekey.oauth.core.signin.News;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/**
 * The whole engine, sign-in among it, on the real store and on real connections, in simulated time. A client named
 * {@code music}; the token endpoint is bytes on loopback that the test chooses.
 */
final class SocketHouse implements AutoCloseable {

    static final Duration HOUR = Duration.ofHours(1);
    /** Long enough for a busy machine. */
    static final Duration ENOUGH = Duration.ofSeconds(20);

    private static final List<String> CONSENTS = List.of("1".repeat(32), "2".repeat(32), "3".repeat(32));
    private static final URI BASE = URI.create("http://127.0.0.1:8181");
    private static final Starter PERSON = new Starter("page", "karaf");

    final SimulatedTime time = new SimulatedTime();
    final PatientScheduler scheduler = new PatientScheduler(time);
    final MemoryStoreIo io = new MemoryStoreIo();
    final AtomicInteger sends = new AtomicInteger();
    final Vault vault;
    final RawServer server;
    final Keepers keepers;
    private final SignIns signIns;
    private volatile Behaviour behaviour = well();
    private volatile Duration deadline;
    private volatile URI endpoint;
    private volatile TableLine.@Nullable Target facing;
    private Registration registration;
    private int written;

    SocketHouse(HttpTransport real, Duration deadline) {
        this.deadline = deadline;
        try {
            vault = Disk.vault(io, Disk.open(io));
            server = new RawServer(socket -> behaviour.answer(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        endpoint = server.uri("/token");
        registration = House.registration("id-1", "s3cret", endpoint.toString());
        var transport = counting(scheduler.over(real, () -> this.deadline));
        keepers = new Keepers(vault, transport, time, scheduler, new SimulatedEntropy(11));
        var entropy = new SimulatedEntropy(12);
        var means = new Means(transport, scheduler, time, entropy, () -> Duration.ofSeconds(10));
        signIns = new SignIns(vault, client -> registration, means, News.NONE);
    }

    /** Something else stands where the token endpoint was. */
    SocketHouse facing(TableLine.Target target) {
        facing = target;
        endpoint = target.uri();
        return this;
    }

    /** How many whole requests arrived, wherever they were sent. */
    int requests() {
        var other = facing;
        return server.requests().size() + (other == null ? 0 : other.requests().getAsInt());
    }

    private HttpTransport counting(HttpTransport transport) {
        return call -> {
            sends.incrementAndGet();
            return transport.send(new HttpTransport.Call(
                    call.method(), endpoint, call.headers(), call.body(), call.deadline(), call.bodyCap()));
        };
    }

    SocketHouse answering(Behaviour next) {
        behaviour = next;
        return this;
    }

    /** The provider is well and at its place, and honours what it has issued. */
    SocketHouse healed() {
        endpoint = server.uri("/token");
        deadline = ENOUGH;
        return answering(well());
    }

    private static Behaviour well() {
        return json(200, tokens("access-new", "refresh-new"));
    }

    static String tokens(String access, String refresh) {
        return "{\"access_token\":\"" + access + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                + "\"refresh_token\":\"" + refresh + "\"}";
    }

    static Behaviour json(int status, String body) {
        return RawServer.answering(status, "Content-Type: application/json\r\n", body);
    }

    /** A sign-in so long ago, with a token of an hour; the client is configured. */
    SocketHouse signedIn(Duration ago) {
        return signedIn(ago, null);
    }

    SocketHouse signedIn(Duration ago, Grant.@Nullable Quarantine quarantine) {
        var issuedAt = time.now().minus(ago);
        var grant = new Grant(
                registration,
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                issuedAt,
                issuedAt.plus(HOUR),
                issuedAt,
                0,
                null);
        write(quarantine == null ? grant : Grants.quarantined(grant, quarantine));
        return configured(registration);
    }

    /** A grant that somebody else put there: a sign-in that has just ended. */
    void write(Grant grant) {
        try {
            var present = vault.read(House.CLIENT, RecordKind.GRANT).map(Vault.Entry::version);
            var next = RecordVersion.after(present.orElse(null), CONSENTS.get(written++));
            vault.write(House.CLIENT, RecordKind.GRANT, present.orElse(null), next, Grants.encode(grant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SocketHouse configured(Registration next) {
        registration = next;
        keepers.started();
        keepers.configure(House.CLIENT, new ClientTerms.Ready(next));
        scheduler.settle();
        return this;
    }

    Registration registration() {
        return registration;
    }

    /** A person signs in and the browser comes home with a code. */
    SignInOutcome signIn() {
        return signIns.arrive(departed());
    }

    /** The answer that a browser brings after a person left for the provider. */
    Arrival departed() {
        var path = signIns.begin(House.CLIENT, BASE, PERSON).uri().getPath();
        var departure = signIns.depart(path.substring(path.lastIndexOf('/') + 1), Door.CALLBACK, Set.of(), null)
                .orElseThrow();
        var parameters = new HashMap<String, List<String>>();
        parameters.put("code", List.of("code-1"));
        parameters.put("state", List.of(parameter(departure.authorizationUri(), "state")));
        return new Arrival(House.CLIENT, parameters, Set.of(departure.binding()), "192.0.2.7");
    }

    SignInOutcome arrive(Arrival arrival) {
        return signIns.arrive(arrival);
    }

    private static String parameter(URI uri, String name) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    Keeper keeper() {
        return keepers.keeper(House.CLIENT);
    }

    TokenResult token() {
        return keeper().token();
    }

    ClientStatus status() {
        return keeper().status();
    }

    SocketHouse pass(Duration span) {
        scheduler.pass(span);
        return this;
    }

    /** Lets time pass until something was sent and its end is known. */
    SocketHouse untilSent() {
        for (var tick = 0; tick < 100_000 && sends.get() == 0; tick++) {
            scheduler.pass(Duration.ofMillis(20));
        }
        scheduler.settle();
        return this;
    }

    Grant grant() {
        return entry(RecordKind.GRANT)
                .map(entry -> {
                    try {
                        return Grants.decode(entry.content());
                    } catch (JsonException e) {
                        throw new AssertionError(e);
                    }
                })
                .orElseThrow();
    }

    /** How many sends with an unknown outcome the store knows of. */
    int openSends() {
        return entry(RecordKind.INTENT)
                .map(entry -> {
                    try {
                        var intent = RefreshIntent.decode(entry.content());
                        var held = Held.of(entry(RecordKind.GRANT).orElseThrow().version(), grant());
                        return intent.isAbout(held) ? intent.sends() : 0;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse(0);
    }

    boolean hasTicket() {
        return entry(RecordKind.TICKET).isPresent();
    }

    private Optional<Vault.Entry> entry(RecordKind kind) {
        try {
            return vault.read(House.CLIENT, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The forms that arrived whole. */
    List<Map<String, String>> forms() {
        return server.requests().stream()
                .map(request -> request.substring(request.indexOf("\r\n\r\n") + 4))
                .map(body -> Arrays.stream(body.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))))
                .toList();
    }

    Instant now() {
        return time.now();
    }

    @Override
    public void close() {
        keepers.abandon();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
