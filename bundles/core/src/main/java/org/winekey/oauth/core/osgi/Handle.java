// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.resource.ResourceClient;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ProviderKeys;
import org.winekey.oauth.core.token.Keeper;

/**
 * A client as one bundle sees it. The path to a token is one read of the keeper and what the keeper does; nothing is
 * looked up, built or counted on it. Thread-safe.
 */
final class Handle implements OAuthClient {

    private final ClientDesk desk;
    private final String bundle;

    /** Null while this bundle may not use the client, and while there is no store. */
    private volatile @Nullable Keeper keeper;

    private @Nullable HttpClient http; // guarded by this

    Handle(ClientDesk desk, String bundle) {
        this.desk = desk;
        this.bundle = bundle;
    }

    /** Looks again at who keeps the client and who may use it. Synchronised, so that the last look wins. */
    synchronized void review() {
        keeper = desk.admits(bundle) ? desk.keeper() : null;
    }

    @Override
    public String name() {
        return desk.name();
    }

    @Override
    public ClientStatus status() {
        return desk.admits(bundle)
                ? desk.status()
                : ClientStatus.of(ClientStatus.Code.MISCONFIGURED, refusal()).withKey(Keys.CONSUMERS);
    }

    @Override
    public TokenResult token() {
        var present = keeper;
        if (present == null) {
            return noKeeper();
        }
        var usable = present.usable();
        return usable != null ? usable : review(present.token());
    }

    @Override
    public TokenResult token(Duration minimumValidity) {
        check(minimumValidity);
        var present = keeper;
        return present != null ? review(present.token(minimumValidity)) : noKeeper();
    }

    @Override
    public CompletionStage<TokenResult> tokenAsync(Duration minimumValidity) {
        check(minimumValidity);
        var present = keeper;
        return present != null
                ? desk.answers().of(present.tokenAsync(minimumValidity), this::review)
                : CompletableFuture.completedStage(noKeeper());
    }

    @Override
    public void rejected(AccessToken token) {
        var present = keeper;
        if (present != null) {
            present.rejected(token);
        }
    }

    @Override
    public synchronized HttpClient http() {
        if (http == null) {
            http = new ResourceClient(this, this::apiHosts, desk::route, desk::tokenPlace, desk.resources());
        }
        return http;
    }

    @Override
    public Map<String, Object> settings() {
        return desk.admits(bundle)
                ? desk.settings().map(present -> present.card().shown()).orElse(Map.of())
                : Map.of();
    }

    @Override
    public void updateSettings(Map<String, ? extends @Nullable Object> changes) {
        desk.update(bundle, changes);
    }

    @Override
    public String toString() {
        return "OAuthClient[" + desk.name() + "]";
    }

    private Optional<Set<String>> apiHosts() {
        if (!desk.admits(bundle)) {
            return Optional.empty();
        }
        var hosts = desk.apiHosts();
        if (hosts.filter(Set::isEmpty).isPresent() && desk.providerNamesHosts()) {
            throw new OAuthException.Misconfigured(
                    Keys.API_HOSTS,
                    "waits for a host that the provider names, and it has named none that " + ProviderKeys.KEPT_HOSTS
                            + " lists; sign in again, or add the host there");
        }
        return hosts;
    }

    /** Guards against a wait that outlasts the permission. */
    private TokenResult review(TokenResult result) {
        return desk.admits(bundle) ? result : noKeeper();
    }

    private static void check(@Nullable Duration minimumValidity) {
        if (minimumValidity == null || minimumValidity.isNegative()) {
            throw new IllegalArgumentException("minimumValidity must not be "
                    + (minimumValidity == null ? "null" : "negative: " + minimumValidity));
        }
    }

    private TokenResult noKeeper() {
        return desk.admits(bundle)
                ? new TokenResult.Unavailable(desk.status().reason(), null)
                : new TokenResult.Misconfigured(Keys.CONSUMERS, refusal());
    }

    private String refusal() {
        var all = desk.owner()
                .map(owner -> "; empty, the key stands for its owner, the bundle " + owner)
                .orElse(", or leave the key empty for all");
        return "the bundle " + bundle + " is not among the consumers of the client " + desk.name()
                + "; add its symbolic name" + all;
    }
}
