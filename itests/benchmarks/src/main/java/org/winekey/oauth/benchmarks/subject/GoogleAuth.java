// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.UserCredentials;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;

/** The user credentials of google-auth-library. */
public final class GoogleAuth implements Subject {

    private final URI tokenEndpoint;
    private volatile UserCredentials credentials;

    /** Signs in. */
    public GoogleAuth(URI tokenEndpoint) {
        this.tokenEndpoint = tokenEndpoint;
        credentials = expired();
    }

    @Override
    public String name() {
        return "google-auth";
    }

    @Override
    public void expire() {
        credentials = expired();
    }

    @Override
    public Object token() throws IOException {
        return credentials.getRequestMetadata(tokenEndpoint);
    }

    @Override
    public void close() {}

    private UserCredentials expired() {
        return UserCredentials.newBuilder()
                .setClientId(Tokens.CLIENT_ID)
                .setClientSecret("secret")
                .setRefreshToken(Tokens.refresh(0))
                .setTokenServerUri(tokenEndpoint)
                .setAccessToken(new AccessToken(
                        Tokens.access(0), Date.from(Instant.now().minusSeconds(3600))))
                .build();
    }
}
