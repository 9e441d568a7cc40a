// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthService;

/**
 * The component of {@link IntegrationBundle}: has the service and one client injected, and tells what it has. Runs in a
 * bundle of its own, so that tests see it as a function of {@code java.base} only. Thread-safe.
 */
public final class Integration implements Function<String, Object> {
    private static final AtomicInteger ACTIVATIONS = new AtomicInteger();

    private final OAuthService oauth;
    private final OAuthClient client;

    public Integration(OAuthService oauth, OAuthClient client) {
        this.oauth = oauth;
        this.client = client;
        ACTIVATIONS.incrementAndGet();
    }

    @Override
    public Object apply(String question) {
        return switch (question) {
            case "activations" -> ACTIVATIONS.get();
            case "client" -> client;
            case "token" -> oauth.client(client.name()).token();
            default -> throw new IllegalArgumentException(question);
        };
    }
}
