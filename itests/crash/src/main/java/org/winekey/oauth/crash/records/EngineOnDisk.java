// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.token.ClientTerms;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.spi.RecordKind;

/** The engine on the real store and a real disk; its network and its time are played. Not thread-safe. */
final class EngineOnDisk implements Closeable {

    private static final String CLIENT = "music";

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    private final SealedRecords records;
    private final Keepers keepers;
    private Action onNextPost = () -> {};
    private int posts;

    /** Starts with a grant whose token is good for an hour, from a provider that rotates. */
    EngineOnDisk(Path root) throws IOException {
        records = SealedRecords.open(new DiskStoreIo(), root, Weakness.NONE);
        records.write(CLIENT, RecordKind.GRANT, new String(Grants.encode(grant()), UTF_8));
        keepers = new Keepers(records.vault(), this::answer, time, scheduler, new SystemEntropy());
        keepers.configure(CLIENT, new ClientTerms.Ready(registration()));
        scheduler.settle();
    }

    private Grant grant() {
        var now = time.now();
        return new Grant(
                registration(),
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                now,
                now.plus(Duration.ofHours(1)),
                now,
                0,
                null);
    }

    private static Registration registration() {
        var place = "https://provider.example/";
        return new Registration(
                CLIENT,
                "id-1",
                null,
                ClientAuthentication.NONE,
                place,
                new Registration.Endpoints(URI.create(place + "authorize"), URI.create(place + "token"), null),
                List.of("play"),
                "http://127.0.0.1:8181/oauth/callback/music",
                Map.of(),
                Map.of());
    }

    private CompletableFuture<HttpTransport.Outcome> answer(HttpTransport.Call call) {
        posts++;
        try {
            onNextPost.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        onNextPost = () -> {};
        var body = "{\"access_token\":\"access-" + posts + "\",\"refresh_token\":\"refresh-" + posts
                + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
        return CompletableFuture.completedFuture(new HttpTransport.Answered(
                200, Map.of("content-type", List.of("application/json")), body.getBytes(UTF_8)));
    }

    void onNextPost(Action action) {
        onNextPost = action;
    }

    void pass(Duration span) {
        scheduler.pass(span);
    }

    int posts() {
        return posts;
    }

    /** The token that a caller gets; empty: none. */
    String token() {
        var result = keepers.keeper(CLIENT).token();
        return result instanceof TokenResult.Granted granted ? granted.token().value() : "";
    }

    ClientStatus status() {
        return keepers.keeper(CLIENT).status();
    }

    /** The token that the next start finds. */
    static String stored(Path root) throws IOException {
        try (var records = Records.open(new DiskStoreIo(), root, Weakness.NONE)) {
            var text = records.read(CLIENT, RecordKind.GRANT).orElse("");
            return Grants.accessToken(Grants.decode(text.getBytes(UTF_8))).value();
        } catch (JsonException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        keepers.close();
        scheduler.settle();
        records.close();
    }

    /** Something that may fail as a disk does. */
    interface Action {
        void run() throws IOException;
    }
}
