// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.osgi.Controller;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Winekey as it runs on a controller, with one client. What it hands out is what a bundle gets. */
public final class Winekey implements Subject {

    /** Callers wait so long. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final String CONSENT = "0123456789abcdef0123456789abcdef";
    private static final Duration EXPIRED = Duration.ofHours(2);

    /** No number of a token that the endpoint gives. */
    private static final int SIGNED_IN = 1_000_000;

    private final Controller controller;
    private final OAuthClient client;
    private final URI tokenEndpoint;
    private int changes;

    /** Starts in a folder of its own and signs in. */
    public Winekey(Path home, URI tokenEndpoint) throws IOException {
        this.tokenEndpoint = tokenEndpoint;
        var folder = Files.createDirectories(home);
        var settings = new HashMap<>(Controller.settings(folder.resolve("store"), folder.resolve("key")));
        settings.put(Keys.TOKEN_TIMEOUT, TIMEOUT.toSeconds());
        controller = new Controller(settings, Map.of(Tokens.CLIENT, Consent.settings(tokenEndpoint))).start();
        client = controller.client(Tokens.CLIENT);
        renew();
    }

    @Override
    public String name() {
        return "winekey";
    }

    /** The service object that a bundle is injected with. */
    public OAuthClient client() {
        return client;
    }

    @Override
    public TokenResult token() {
        return client.token();
    }

    /** From now on the access token is good for an hour. */
    public void renew() throws IOException {
        signIn(Duration.ZERO);
    }

    @Override
    public void expire() throws IOException {
        signIn(EXPIRED);
    }

    /** An API has answered 401 to this token. */
    public void reject(AccessToken token) {
        client.rejected(token);
    }

    /** A person saves other settings. */
    public void change() {
        var raw = Consent.settings(tokenEndpoint);
        raw.put(Keys.PARAMETERS + "change", String.valueOf(changes++));
        controller.configure(Tokens.CLIENT, raw);
    }

    /** One whole refresh, until it has landed. */
    public ClientStatus refresh() {
        return controller.admin().refresh(Tokens.CLIENT);
    }

    @Override
    public void close() {
        controller.close();
    }

    private void signIn(Duration age) throws IOException {
        var vault = controller.vault();
        var present = vault.read(Tokens.CLIENT, RecordKind.GRANT).orElse(null);
        @Nullable RecordVersion before = present == null ? null : present.version();
        var next = RecordVersion.after(before, CONSENT);
        var issuedAt = Instant.now().minus(age);
        var content = Consent.grant(Tokens.CLIENT, tokenEndpoint, issuedAt, SIGNED_IN + (int) next.generation());
        vault.write(Tokens.CLIENT, RecordKind.GRANT, before, next, content);
        do {
            // Guards against a change that another thread of the store tells after this write has returned.
            controller.settle();
        } while (!holds(issuedAt.plus(Consent.LIFE)));
    }

    private boolean holds(Instant expiresAt) {
        var report = controller.admin().clients().get(0);
        return report.expiresAt().equals(Optional.of(expiresAt));
    }
}
