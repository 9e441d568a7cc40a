// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Signs token requests for a provider that wants more than the client authentication of RFC 6749 section 2.3. Register it as
 * a service with the property {@value #CLIENT}; the settings of the client name its bundle in {@code request_signer}. Without
 * such a setting no signer is asked, and with it nothing is sent while the signer is not there.
 *
 * <p>Called once for each request, on a thread that runs code of bundles only. What it throws, and an answer that takes
 * longer than the request may, count as a request that was not sent.
 *
 * <p>Implementations must be thread-safe.
 */
@ConsumerType
public interface RequestSigner {

    /** Service property with the names of the clients whose requests it signs (type {@code String+}). */
    String CLIENT = "oauth.client";

    /**
     * Signs a request.
     *
     * @param request what is about to be sent (never null); it carries secrets
     * @return what is added (never null)
     */
    Signature sign(UnsignedRequest request);

    /**
     * A token request as it would be sent without a signature. Immutable.
     *
     * @param client the client name (never null)
     * @param method {@code POST} or {@code GET} (never null)
     * @param uri where it goes (never null); without the parameters
     * @param headers its headers (never null); may carry the client secret
     * @param parameters its parameters by the names of the provider (never null); carry secrets and tokens
     */
    record UnsignedRequest(
            String client, String method, URI uri, Map<String, String> headers, Map<String, String> parameters) {
        /** Refuses nulls and copies the maps. */
        public UnsignedRequest {
            requireNonNull(client, "client");
            requireNonNull(method, "method");
            requireNonNull(uri, "uri");
            headers = Map.copyOf(headers);
            parameters = Map.copyOf(parameters);
        }

        @Override
        public String toString() {
            return "UnsignedRequest[" + client + ", " + method + "]";
        }
    }

    /**
     * What a signature adds to a request; a name that is there already is replaced. Immutable.
     *
     * @param headers headers (never null)
     * @param parameters parameters, which travel as the others do (never null)
     */
    record Signature(Map<String, String> headers, Map<String, String> parameters) {
        /** Refuses nulls and copies the maps. */
        public Signature {
            headers = Map.copyOf(headers);
            parameters = Map.copyOf(parameters);
        }

        @Override
        public String toString() {
            return "Signature[" + headers.keySet() + ", " + parameters.keySet() + "]";
        }
    }
}
