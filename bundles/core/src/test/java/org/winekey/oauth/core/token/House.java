// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.KeyProvider;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Keepers in a simulated world, with a client named {@code music}. */
final class House {

    static final String CLIENT = "music";
    static final String GRANT_ID = "00000000000000000000000000000001";
    static final Duration HOUR = Duration.ofHours(1);

    final SimulatedTime time = new SimulatedTime();
    final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    final MemoryTokenStore store = new MemoryTokenStore();
    final FakeProvider provider = new FakeProvider(scheduler, time);
    final Vault vault = new Vault(store, new OneKey(), new SimulatedEntropy(7));
    final List<String> told = new ArrayList<>();
    Keepers keepers = start();

    /** A registration of the client. */
    static Registration registration(String clientId, @Nullable String secret) {
        return registration(clientId, secret, "https://as.example/token");
    }

    static Registration registration(String clientId, @Nullable String secret, String tokenEndpoint) {
        return new Registration(
                CLIENT,
                clientId,
                secret == null ? null : Secret.of(secret),
                secret == null ? ClientAuthentication.NONE : ClientAuthentication.POST,
                "https://as.example",
                new Registration.Endpoints(URI.create("https://as.example/authorize"), URI.create(tokenEndpoint), null),
                List.of("play"),
                "http://127.0.0.1:8181/oauth/callback/music",
                Map.of(),
                Map.of());
    }

    static Registration registration() {
        return registration("id-1", "s3cret");
    }

    /** A registration of the client with which nobody signs in. */
    static Registration ownCredentials(String clientId, String secret, String scope) {
        return new Registration(
                CLIENT,
                GrantType.CLIENT_CREDENTIALS,
                clientId,
                Secret.of(secret),
                ClientAuthentication.POST,
                "https://as.example",
                new Registration.Endpoints(null, URI.create("https://as.example/token"), null),
                List.of(scope),
                null,
                Map.of(),
                Map.of("audience", "home"));
    }

    /** The same registration at a server with this dialect. */
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

    /** A grant whose access token was issued so long ago, with that lifetime. */
    Grant grant(Duration ago, @Nullable Duration lifetime) {
        var issuedAt = time.now().minus(ago);
        return new Grant(
                registration(),
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                issuedAt,
                lifetime == null ? null : issuedAt.plus(lifetime),
                issuedAt,
                0,
                null);
    }

    /** The same grant with another pair of tokens. */
    static Grant withTokens(Grant grant, String accessToken, String refreshToken) {
        return new Grant(
                grant.registration(),
                Secret.of(accessToken),
                Secret.of(refreshToken),
                grant.scopes(),
                grant.issuedAt(),
                grant.expiresAt(),
                grant.consentedAt(),
                0,
                null);
    }

    static Grant withoutRefreshToken(Grant grant) {
        return changed(grant, null, grant.keptRefreshTokens());
    }

    static Grant neverRotated(Grant grant) {
        return changed(grant, grant.refreshToken(), 3);
    }

    private static Grant changed(Grant grant, @Nullable Secret refreshToken, int kept) {
        return new Grant(
                grant.registration(),
                grant.accessToken(),
                refreshToken,
                grant.scopes(),
                grant.issuedAt(),
                grant.expiresAt(),
                grant.consentedAt(),
                kept,
                grant.ended());
    }

    /** Stores a grant as a sign-in does. */
    House signedIn(Grant grant) {
        return signedIn(GRANT_ID, grant);
    }

    /** Stores a grant with a fresh token of that lifetime in any vault. */
    static void signIn(Vault vault, Instant now, Duration lifetime) throws IOException {
        var grant = new Grant(
                registration(),
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                now,
                now.plus(lifetime),
                now,
                0,
                null);
        vault.write(CLIENT, RecordKind.GRANT, null, RecordVersion.after(null, GRANT_ID), Grants.encode(grant));
    }

    House signedIn(String grantId, Grant grant) {
        try {
            var present = vault.read(CLIENT, RecordKind.GRANT).map(Vault.Entry::version);
            var next = RecordVersion.after(present.orElse(null), grantId);
            vault.write(CLIENT, RecordKind.GRANT, present.orElse(null), next, Grants.encode(grant));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** Configures the client with the usual registration and lets that settle. */
    House configured() {
        return configured(new ClientTerms.Ready(registration()));
    }

    House configured(ClientTerms terms) {
        keepers.configure(CLIENT, terms);
        scheduler.settle();
        return this;
    }

    /** Kills the service and starts it again over the same store. */
    House restarted() {
        keepers.abandon();
        scheduler.settle();
        keepers = start();
        return this;
    }

    Keeper keeper() {
        return keepers.keeper(CLIENT);
    }

    TokenResult token() {
        return keeper().token();
    }

    /** The text of the token that is handed out now. */
    String text() {
        return token().orElseThrow().value();
    }

    House pass(Duration span) {
        scheduler.pass(span);
        return this;
    }

    /** Lets time pass until a first request is out. */
    House untilPosted() {
        for (var tick = 0; tick < 10_000 && posts() == 0; tick++) {
            scheduler.pass(Duration.ofMillis(10));
        }
        return this;
    }

    int posts() {
        return provider.posts().size();
    }

    /** The grant as the store has it. */
    Optional<Grant> stored() {
        return entry(RecordKind.GRANT).map(entry -> {
            try {
                return Grants.decode(entry.content());
            } catch (JsonException e) {
                throw new AssertionError(e);
            }
        });
    }

    Optional<RefreshIntent> intent() {
        return entry(RecordKind.INTENT).map(entry -> {
            try {
                return RefreshIntent.decode(entry.content());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    Optional<Vault.Entry> entry(RecordKind kind) {
        try {
            return vault.read(CLIENT, kind);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Keepers start() {
        var started = new Keepers(vault, provider, time, scheduler, new SimulatedEntropy(11));
        started.onGrantChange((client, held) -> told.add(client + " " + held));
        return started;
    }

    private static final class OneKey implements KeyProvider {
        @Override
        public String currentKeyId() {
            return "00112233aabbccdd";
        }

        @Override
        public Optional<byte[]> key(String keyId) {
            return keyId.equals(currentKeyId()) ? Optional.of(new byte[32]) : Optional.empty();
        }
    }

    static Instant later(Duration span) {
        return SimulatedTime.START.plus(span);
    }
}
