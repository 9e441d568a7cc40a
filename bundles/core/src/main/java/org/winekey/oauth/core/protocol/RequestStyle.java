// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an authorization server wants its requests where that is not as in RFC 6749. Immutable.
 *
 * @param separator what stands between two scopes
 * @param authorization authorization requests
 * @param token everything that goes to the token endpoint
 * @param refresh refreshes
 * @param then a second exchange right after that of the code; null: there is none
 */
public record RequestStyle(
        ScopeSeparator separator,
        Authorization authorization,
        Token token,
        Refresh refresh,
        @Nullable Then then) {

    /** Requests as in RFC 6749, with PKCE. */
    public static final RequestStyle PLAIN =
            new RequestStyle(ScopeSeparator.SPACE, Authorization.PLAIN, Token.PLAIN, Refresh.PLAIN, null);

    /** Refuses nulls. */
    public RequestStyle {
        requireNonNull(separator, "separator");
        requireNonNull(authorization, "authorization");
        requireNonNull(token, "token");
        requireNonNull(refresh, "refresh");
    }

    /**
     * Authorization requests, and the answers that browsers bring.
     *
     * @param pkce whether they carry a code challenge (RFC 7636)
     * @param optionalScopes scopes that are asked for until the provider says that it does not know or grant one
     * @param responseType the value of {@code response_type}
     * @param renamed the name that the provider wants, by the name of the RFC
     * @param omitted names of the RFC that are not sent
     * @param fragment the way to the consent page behind a #; empty: it is no fragment
     * @param callbackRenamed the name that the provider uses in answers, by the name of the RFC
     * @param redirectRule which redirect URIs the provider takes
     */
    public record Authorization(
            boolean pkce,
            List<String> optionalScopes,
            String responseType,
            Map<String, String> renamed,
            List<String> omitted,
            String fragment,
            Map<String, String> callbackRenamed,
            RedirectUriRule redirectRule) {

        /** As in RFC 6749 and RFC 7636. */
        public static final Authorization PLAIN =
                new Authorization(true, List.of(), Wire.CODE, Map.of(), List.of(), "", Map.of(), RedirectUriRule.ANY);

        /** Copies the collections. */
        public Authorization {
            optionalScopes = List.copyOf(optionalScopes);
            requireNonNull(responseType, "responseType");
            renamed = Ordered.copy(renamed);
            omitted = List.copyOf(omitted);
            requireNonNull(fragment, "fragment");
            callbackRenamed = Ordered.copy(callbackRenamed);
            requireNonNull(redirectRule, "redirectRule");
        }
    }

    /**
     * Everything that goes to the token endpoint.
     *
     * @param encoding how parameters travel
     * @param headers extra headers
     * @param renamed the name that the provider wants, by the name of the RFC
     * @param omitted names of the RFC that are not sent
     * @param codeParameters extra parameters of the exchange of a code
     * @param sendsState whether {@code state} goes along with a code
     * @param redirectUri when it is told the redirect URI
     * @param signer symbolic name of the bundle that signs requests; empty: nobody does
     */
    public record Token(
            Encoding encoding,
            Map<String, String> headers,
            Map<String, String> renamed,
            List<String> omitted,
            Map<String, String> codeParameters,
            boolean sendsState,
            RedirectUriSent redirectUri,
            String signer) {

        /** As in RFC 6749 section 3.2. */
        public static final Token PLAIN =
                new Token(Encoding.FORM, Map.of(), Map.of(), List.of(), Map.of(), false, RedirectUriSent.EXCHANGE, "");

        /** Copies the collections. */
        public Token {
            requireNonNull(encoding, "encoding");
            headers = Ordered.copy(headers);
            renamed = Ordered.copy(renamed);
            omitted = List.copyOf(omitted);
            codeParameters = Ordered.copy(codeParameters);
            requireNonNull(redirectUri, "redirectUri");
            requireNonNull(signer, "signer");
        }

        /** The same with these names. */
        Token renaming(Map<String, String> names) {
            return new Token(encoding, headers, names, omitted, codeParameters, sendsState, redirectUri, signer);
        }

        @Override
        public String toString() {
            return "Token[" + encoding + ", " + headers.keySet() + ", " + renamed + ", " + omitted + "]";
        }
    }

    /**
     * Refreshes.
     *
     * @param grantType the value of {@code grant_type}
     * @param byAccessToken whether the access token stands where the refresh token does: there is none
     * @param namesScope whether the granted scopes are named again
     * @param get whether it is a GET, which has its parameters in the query; else as other token requests
     * @param parameters extra parameters
     */
    public record Refresh(
            String grantType, boolean byAccessToken, boolean namesScope, boolean get, Map<String, String> parameters) {

        /** As in RFC 6749 section 6. */
        public static final Refresh PLAIN = new Refresh(Wire.REFRESH_TOKEN, false, false, false, Map.of());

        /** Copies the map. */
        public Refresh {
            requireNonNull(grantType, "grantType");
            parameters = Ordered.copy(parameters);
        }
    }

    /**
     * A second exchange: the access token of the first for another one, at the endpoint for it.
     *
     * @param get whether it is a GET, which has its parameters in the query
     * @param tokenParameter the parameter with the access token
     * @param parameters the other parameters
     */
    public record Then(boolean get, String tokenParameter, Map<String, String> parameters) {
        /** Copies the map. */
        public Then {
            requireNonNull(tokenParameter, "tokenParameter");
            parameters = Ordered.copy(parameters);
        }
    }
}
