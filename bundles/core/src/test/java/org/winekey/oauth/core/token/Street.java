// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Keepers of many clients in the simulated world of a {@link House}, and providers that always answer. */
final class Street implements HttpTransport {

    /** A refresh as it was sent. */
    record Sent(long nanos, String host, String refreshToken) {}

    final House house = new House();
    final List<Sent> sent = new ArrayList<>();
    /** Whether nothing can be reached. */
    boolean away;

    final Keepers keepers = new Keepers(house.vault, this, house.time, house.scheduler, new SimulatedEntropy(3));

    /** A client that signed in at that host; its token was issued so long ago and lives for an hour. */
    Street client(String name, String host, Duration ago) {
        return client(name, host, grant(name, host, ago));
    }

    /** The same out of a copied disk. */
    Street copiedClient(String name, String host, Duration ago, String batch) {
        var quarantine = new Grant.Quarantine(batch, "the disk was copied", house.time.now());
        return client(name, host, Grants.quarantined(grant(name, host, ago), quarantine));
    }

    private Street client(String name, String host, Grant grant) {
        try {
            var version = new RecordVersion(House.GRANT_ID, 1);
            house.vault.write(name, RecordKind.GRANT, null, version, Grants.encode(grant));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        keepers.configure(name, new ClientTerms.Ready(registration(name, host)));
        return this;
    }

    /** Somebody asks for a token and does not wait here. */
    void ask(String name) {
        keepers.tokenTimeout(Duration.ZERO);
        var unused = keepers.keeper(name).token();
    }

    void pass(Duration span) {
        house.scheduler.pass(span);
    }

    /** The most refreshes that a host got within a second. */
    int busiestSecond(String host) {
        var times = sent.stream().filter(one -> one.host().equals(host)).map(Sent::nanos);
        var all = times.toList();
        return all.stream()
                .mapToInt(start -> (int) all.stream()
                        .filter(time -> time >= start && time - start < 1_000_000_000L)
                        .count())
                .max()
                .orElse(0);
    }

    /** Whose refresh tokens were sent, in order. */
    List<String> order() {
        return sent.stream().map(Sent::refreshToken).toList();
    }

    Registration registration(String name, String host) {
        var endpoint = URI.create("https://" + host + "/token");
        return new Registration(
                name,
                "id",
                null,
                ClientAuthentication.NONE,
                null,
                new Registration.Endpoints(endpoint, endpoint, null),
                List.of(),
                null,
                Map.of(),
                Map.of());
    }

    private Grant grant(String name, String host, Duration ago) {
        var issuedAt = house.time.now().minus(ago);
        return new Grant(
                registration(name, host),
                Secret.of("old-" + name),
                Secret.of(name),
                Set.of(),
                issuedAt,
                issuedAt.plus(House.HOUR),
                issuedAt,
                0,
                null);
    }

    @Override
    public CompletableFuture<Outcome> send(Call call) {
        var form = new String(call.body(), UTF_8);
        var token = valueOf(form, "refresh_token");
        sent.add(new Sent(house.time.nanos(), call.uri().getHost(), token == null ? "" : token));
        if (away) {
            return CompletableFuture.completedFuture(new Failed(false, Fault.CONNECT, "no connection"));
        }
        var answered = new CompletableFuture<Outcome>();
        var body = "{\"access_token\":\"new-" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
        var headers = Map.of("content-type", List.of("application/json"));
        house.scheduler.after(
                Duration.ofMillis(50), () -> answered.complete(new Answered(200, headers, body.getBytes(UTF_8))));
        return answered;
    }

    private static @Nullable String valueOf(String form, String name) {
        for (var pair : form.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }
}
