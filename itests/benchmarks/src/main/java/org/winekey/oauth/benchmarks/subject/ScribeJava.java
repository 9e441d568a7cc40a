// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.github.scribejava.core.oauth.OAuth20Service;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** ScribeJava, which keeps no tokens: the integration does, and refreshes when its own has expired. */
public final class ScribeJava implements Subject {

    private final OAuth20Service service;
    private volatile @Nullable OAuth2AccessToken kept;

    /** Signs in. */
    public ScribeJava(URI tokenEndpoint) {
        service = new ServiceBuilder(Tokens.CLIENT_ID).apiSecret("secret").build(new Api(tokenEndpoint.toString()));
    }

    @Override
    public String name() {
        return "scribejava";
    }

    @Override
    public void expire() {
        kept = null;
    }

    @Override
    public Object token() throws IOException {
        var present = kept;
        if (present != null) {
            return present;
        }
        try {
            var next = service.refreshAccessToken(Tokens.refresh(0));
            kept = next;
            return next;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }

    private static final class Api extends DefaultApi20 {

        private final String tokenEndpoint;

        Api(String tokenEndpoint) {
            this.tokenEndpoint = tokenEndpoint;
        }

        @Override
        public String getAccessTokenEndpoint() {
            return tokenEndpoint;
        }

        @Override
        protected String getAuthorizationBaseUrl() {
            return tokenEndpoint;
        }
    }
}
