// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import java.io.FileNotFoundException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;

/** The settings of a client and what a sign-in with them leaves in the store. */
public final class Consent {

    /** How long an access token is good. */
    public static final Duration LIFE = Duration.ofHours(1);

    private Consent() {}

    /** Settings as a person writes them. */
    public static Map<String, Object> settings(URI tokenEndpoint) {
        var raw = new HashMap<String, Object>();
        raw.put(Keys.CLIENT_ID, Tokens.CLIENT_ID);
        raw.put(Keys.AUTHORIZATION_ENDPOINT, "http://127.0.0.1/authorize");
        raw.put(Keys.TOKEN_ENDPOINT, tokenEndpoint.toString());
        raw.put(Keys.SCOPE, "play");
        return raw;
    }

    /** The grant of a client whose access token is from then. */
    public static byte[] grant(String client, URI tokenEndpoint, Instant issuedAt, int number) {
        return Grants.encode(new Grant(
                registration(client, tokenEndpoint),
                Secret.of(Tokens.access(number)),
                Secret.of(Tokens.refresh(number)),
                Set.of("play"),
                issuedAt,
                issuedAt.plus(LIFE),
                issuedAt,
                0,
                null));
    }

    private static Registration registration(String client, URI tokenEndpoint) {
        return ClientSettings.of(
                        client, settings(tokenEndpoint), new ClientSettings.Context(null, false, (file, cap) -> {
                            throw new FileNotFoundException("these settings name none");
                        }))
                .registered()
                .orElseThrow();
    }
}
