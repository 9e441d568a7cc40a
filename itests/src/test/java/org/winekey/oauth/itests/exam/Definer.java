// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.winekey.oauth.ClientDefinition;
import org.winekey.oauth.OAuthService;

/**
 * The component of {@link DefiningBundle}: defines its client and tells what it gets for it. Runs in a bundle of its own.
 * Thread-safe.
 */
public final class Definer implements ClientDefinition, Function<String, Object> {
    private static final String CLIENT = "oauth.client";

    private final OAuthService oauth;
    private final Map<String, String> settings = new TreeMap<>();
    private final String client;

    public Definer(OAuthService oauth) {
        this.oauth = oauth;
        var stored = new Properties();
        try (var resource = Definer.class.getResourceAsStream("/settings.properties")) {
            stored.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stored.forEach((key, value) -> settings.put((String) key, (String) value));
        client = settings.remove(CLIENT);
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public Map<String, ?> settings() {
        return settings;
    }

    @Override
    public Object apply(String question) {
        return oauth.client(client).token();
    }
}
