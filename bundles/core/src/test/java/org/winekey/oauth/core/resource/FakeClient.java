// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.resource;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.TokenResult;

/** An OAuth client that has a new token after each rejection, unless the test says otherwise. */
final class FakeClient implements OAuthClient {

    final List<String> rejected = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    boolean fresh = true;

    @Nullable
    TokenResult afterRejection;

    Runnable onRejection = () -> {};

    private final String name;

    FakeClient() {
        this("music");
    }

    FakeClient(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ClientStatus status() {
        return ClientStatus.of(ClientStatus.Code.AUTHORIZED, "signed in");
    }

    @Override
    public TokenResult token() {
        asked.incrementAndGet();
        if (!rejected.isEmpty() && afterRejection != null) {
            return afterRejection;
        }
        return new TokenResult.Granted(AccessToken.of("at-" + (fresh ? rejected.size() : 0), null, Set.of()));
    }

    @Override
    public TokenResult token(Duration minimumValidity) {
        return token();
    }

    @Override
    public CompletionStage<TokenResult> tokenAsync(Duration minimumValidity) {
        return rejected.isEmpty()
                ? CompletableFuture.completedStage(token())
                : CompletableFuture.supplyAsync(this::token).minimalCompletionStage();
    }

    @Override
    public void rejected(AccessToken token) {
        rejected.add(token.value());
        onRejection.run();
    }

    @Override
    public HttpClient http() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public void updateSettings(Map<String, ?> changes) {
        throw new UnsupportedOperationException();
    }
}
