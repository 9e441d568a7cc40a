// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/**
 * Requests to the token endpoint (RFC 6749 section 3.2), in the style of its server. All secrets go into the body or the
 * header; into the URL only where a person or a profile says that the server takes them nowhere else.
 */
public final class TokenRequest {

    /** Most bytes of a token response that are read. */
    public static final int BODY_CAP = 64 * 1024;

    private TokenRequest() {}

    /**
     * What came home for a code.
     *
     * @param code the code
     * @param state what the browser brought with it
     * @param verifier of the sign-in
     * @param redirectUri byte for byte as in the authorization request
     */
    public record Redeemed(Secret code, Secret state, CodeVerifier verifier, String redirectUri) {}

    /**
     * Exchanges a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). To be sent once, whatever comes back.
     */
    public static HttpTransport.Call exchange(Registration registration, Redeemed redeemed, Duration deadline) {
        var requests = registration.dialect().requests();
        var style = requests.token();
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.AUTHORIZATION_CODE);
        form.put(Wire.CODE, redeemed.code().reveal());
        if (style.redirectUri() != RedirectUriSent.NEVER) {
            form.put(Wire.REDIRECT_URI, redeemed.redirectUri());
        }
        if (requests.authorization().pkce()) {
            form.put(Wire.CODE_VERIFIER, redeemed.verifier().secret().reveal());
        }
        if (style.sendsState()) {
            form.put(Wire.STATE, redeemed.state().reveal());
        }
        return call(registration, registration.endpoints().token(), form, style.codeParameters(), deadline);
    }

    /** Asks for the tokens of a device code (RFC 8628 section 3.4). */
    static HttpTransport.Call device(
            Registration registration, Secret deviceCode, CodeVerifier verifier, Duration deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.DEVICE_GRANT);
        form.put(Wire.DEVICE_CODE, deviceCode.reveal());
        if (registration.dialect().requests().authorization().pkce()) {
            form.put(Wire.CODE_VERIFIER, verifier.secret().reveal());
        }
        return call(registration, registration.endpoints().token(), form, Map.of(), deadline);
    }

    /**
     * Refreshes (RFC 6749 section 6). No scope is named unless the server wants it, and then the granted ones.
     *
     * @throws NullPointerException when the grant has nothing to refresh with
     */
    public static HttpTransport.Call refresh(Registration registration, Grant grant, Duration deadline) {
        return refresh(registration, requireNonNull(grant.renewable(), "renewable"), grant.scopes(), deadline);
    }

    /** As {@link #refresh(Registration, Grant, Duration)}, where no scope was granted. */
    public static HttpTransport.Call refresh(Registration registration, Secret token, Duration deadline) {
        return refresh(registration, token, List.of(), deadline);
    }

    private static HttpTransport.Call refresh(
            Registration registration, Secret token, Collection<String> granted, Duration deadline) {
        var requests = registration.dialect().requests();
        var style = requests.refresh();
        var redirectUri = registration.redirectUri();
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, style.grantType());
        form.put(style.byAccessToken() ? Wire.ACCESS_TOKEN : Wire.REFRESH_TOKEN, token.reveal());
        if (style.namesScope()) {
            form.put(Wire.SCOPE, scope(registration, granted.stream().sorted().toList()));
        }
        if (requests.token().redirectUri() == RedirectUriSent.ALWAYS && redirectUri != null) {
            form.put(Wire.REDIRECT_URI, redirectUri);
        }
        var all = withParameters(registration, form, style.parameters());
        var encoding = style.get() ? Encoding.QUERY_OF_GET : requests.token().encoding();
        return ClientRequest.styled(registration, registration.endpoints().forRefreshes(), encoding, all, deadline);
    }

    /**
     * Asks with the client's own credentials (RFC 6749 section 4.4.2). May be sent again, whatever came back: nothing is
     * spent by it.
     */
    public static HttpTransport.Call clientCredentials(Registration registration, Duration deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.CLIENT_CREDENTIALS);
        form.put(Wire.SCOPE, scope(registration, registration.scopes()));
        return call(registration, registration.endpoints().token(), form, Map.of(), deadline);
    }

    /** Asks with the password of an account (RFC 6749 section 4.3.2). To be sent once: some providers lock after a few. */
    public static HttpTransport.Call password(Registration registration, OwnerCredentials typed, Duration deadline) {
        var form = new LinkedHashMap<String, String>();
        form.put(Wire.GRANT_TYPE, Wire.PASSWORD);
        form.put(Wire.USERNAME, typed.user().reveal());
        form.put(Wire.PASSWORD, typed.password().reveal());
        form.put(Wire.SCOPE, scope(registration, registration.scopes()));
        return call(registration, registration.endpoints().token(), form, Map.of(), deadline);
    }

    /** Trades an access token for another one, where the provider wants that (empty: it does not). */
    public static Optional<HttpTransport.Call> then(Registration registration, Secret accessToken, Duration deadline) {
        var style = registration.dialect().requests().then();
        var endpoint = registration.endpoints().then();
        if (style == null || endpoint == null) {
            return Optional.empty();
        }
        var form = new LinkedHashMap<String, String>(style.parameters());
        form.put(style.tokenParameter(), accessToken.reveal());
        var encoding = style.get()
                ? Encoding.QUERY_OF_GET
                : registration.dialect().requests().token().encoding();
        return Optional.of(ClientRequest.styled(registration, endpoint, encoding, form, deadline));
    }

    private static String scope(Registration registration, Collection<String> scopes) {
        var requests = registration.dialect().requests();
        return requests.separator().join(scopes, requests.token().encoding());
    }

    private static HttpTransport.Call call(
            Registration registration,
            URI endpoint,
            Map<String, String> form,
            Map<String, String> extra,
            Duration deadline) {
        return ClientRequest.styled(
                registration,
                endpoint,
                registration.dialect().requests().token().encoding(),
                withParameters(registration, form, extra),
                deadline);
    }

    /** What the protocol says, then what this kind of request takes, then what every token request does. */
    private static Map<String, String> withParameters(
            Registration registration, Map<String, String> form, Map<String, String> extra) {
        var all = new LinkedHashMap<>(form);
        for (var parameters : List.of(extra, registration.tokenParameters())) {
            parameters.forEach((name, value) -> {
                if (!ReservedParameters.isReserved(name)) {
                    all.putIfAbsent(name, value);
                }
            });
        }
        return all;
    }
}
