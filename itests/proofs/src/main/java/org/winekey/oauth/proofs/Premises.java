// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.signin.Means;
import org.winekey.oauth.core.signin.News;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.token.ClientTerms;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** A store with one client, and a provider that issues {@code access-1}, {@code access-2} and so on. */
public final class Premises implements HttpTransport {

    public static final String CLIENT = "music";
    public static final URI BASE = URI.create("http://127.0.0.1:8181");

    public final SimulatedTime time = new SimulatedTime();
    public final InlineScheduler scheduler = new InlineScheduler();
    public final Entropy entropy = new SimulatedEntropy(3);
    public final Vault vault;
    private final AtomicInteger issued = new AtomicInteger();

    public Premises() {
        try {
            var io = new MemoryStoreIo();
            var store = FileTokenStore.open(io, Path.of("/house/oauth"), new SimulatedEntropy(1));
            var keys = KeyFile.open(io, Path.of("/house/key"), new SimulatedEntropy(2), true);
            vault = new Vault(store, keys, entropy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Registration registration() {
        return new Registration(
                CLIENT,
                "id-1",
                Secret.of("s3cret"),
                ClientAuthentication.POST,
                null,
                new Registration.Endpoints(
                        URI.create("https://as.example/authorize"), URI.create("https://as.example/token"), null),
                List.of("play"),
                BASE + "/oauth/callback/" + CLIENT,
                Map.of(),
                Map.of());
    }

    /** A sign-in of long ago. */
    public Premises signedIn() {
        var then = time.now().minus(Duration.ofDays(1));
        var grant = new Grant(
                registration(),
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                then,
                then.plusSeconds(3600),
                then,
                0,
                null);
        try {
            var first = RecordVersion.after(null, "1".repeat(32));
            vault.write(CLIENT, RecordKind.GRANT, null, first, Grants.encode(grant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A keeper of the client, configured. */
    public Keeper keeper() {
        var keepers = new Keepers(vault, this, time, scheduler, entropy);
        keepers.started();
        keepers.configure(CLIENT, new ClientTerms.Ready(registration()));
        return keepers.keeper(CLIENT);
    }

    /** The sign-ins of the client. */
    public SignIns signIns() {
        var means = new Means(this, scheduler, time, entropy, () -> Duration.ofSeconds(10));
        return new SignIns(vault, client -> registration(), means, News.NONE);
    }

    /** The answer of a browser that a person has just sent to the provider. */
    public static Arrival departed(SignIns signIns) {
        var path =
                signIns.begin(CLIENT, BASE, new Starter("page", "karaf")).uri().getPath();
        var departure = signIns.depart(path.substring(path.lastIndexOf('/') + 1), Door.CALLBACK, Set.of(), null)
                .orElseThrow();
        var state = Arrays.stream(departure.authorizationUri().getRawQuery().split("&"))
                .filter(pair -> pair.startsWith("state="))
                .map(pair -> URLDecoder.decode(pair.substring("state=".length()), UTF_8))
                .findFirst()
                .orElseThrow();
        return new Arrival(
                CLIENT,
                Map.of("code", List.of("code-1"), "state", List.of(state)),
                Set.of(departure.binding()),
                "192.0.2.7");
    }

    /** How many tokens were issued, which is how many requests came. */
    public int issued() {
        return issued.get();
    }

    @Override
    public CompletableFuture<Outcome> send(Call call) {
        var number = issued.incrementAndGet();
        var body = "{\"access_token\":\"access-" + number + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                + "\"refresh_token\":\"refresh-" + number + "\"}";
        return CompletableFuture.completedFuture(
                new Answered(200, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8)));
    }
}
