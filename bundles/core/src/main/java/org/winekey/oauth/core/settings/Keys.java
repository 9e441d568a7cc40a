// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.winekey.oauth.core.seam.Route;

/** Names of all settings, once. */
public final class Keys {

    /** PID of the settings of the whole service. */
    public static final String SERVICE_PID = "org.winekey.oauth";
    /** Factory PID of the settings of one client. */
    public static final String CLIENT_FACTORY_PID = "org.winekey.oauth.client";

    /** Origin where browsers reach this controller. */
    public static final String BASE_URI = "base_uri";
    /** The relay page that sends answers home. */
    public static final String RELAY_URI = "relay_uri";
    /** Folder of the token store. */
    public static final String STORE_DIRECTORY = "store_directory";
    /** File with the key of the token store. */
    public static final String KEY_FILE = "key_file";
    /** File that tells this machine from a copy of it. */
    public static final String MACHINE_FILE = "machine_file";
    /** Name of the systemd credential with the key of the token store. */
    public static final String KEY_CREDENTIAL = "key_credential";
    /** File with a passphrase that the key of the token store is made of. */
    public static final String KEY_PASSPHRASE_FILE = "key_passphrase_file";
    /** Longest wait of a caller, in seconds. */
    public static final String TOKEN_TIMEOUT = "token_timeout";
    /** Symbolic names of further bundles that may administer. */
    public static final String ADMINS = "admins";

    /** The client name. */
    public static final String CLIENT = "oauth.client";
    /** Client identifier (RFC 6749 section 2.2). */
    public static final String CLIENT_ID = "client_id";
    /** Client secret (RFC 6749 section 2.3.1); the leading dot keeps it out of service properties. */
    public static final String CLIENT_SECRET = ".client_secret";
    /** Client authentication method (RFC 7591 section 2). */
    public static final String AUTH_METHOD = "token_endpoint_auth_method";
    /** Issuer identifier (RFC 8414 section 2). */
    public static final String ISSUER = "issuer";
    /** Authorization endpoint (RFC 6749 section 3.1). */
    public static final String AUTHORIZATION_ENDPOINT = "authorization_endpoint";
    /** Token endpoint (RFC 6749 section 3.2). */
    public static final String TOKEN_ENDPOINT = "token_endpoint";
    /** Revocation endpoint (RFC 7009 section 2). */
    public static final String REVOCATION_ENDPOINT = "revocation_endpoint";
    /** Device authorization endpoint (RFC 8628 section 3.1). */
    public static final String DEVICE_AUTHORIZATION_ENDPOINT = "device_authorization_endpoint";
    /** Pushed authorization request endpoint (RFC 9126 section 2). */
    public static final String PUSHED_AUTHORIZATION_REQUEST_ENDPOINT = "pushed_authorization_request_endpoint";
    /** Introspection endpoint (RFC 7662 section 2). */
    public static final String INTROSPECTION_ENDPOINT = "introspection_endpoint";
    /** UserInfo endpoint (OpenID Connect Core section 5.3). */
    public static final String USERINFO_ENDPOINT = "userinfo_endpoint";
    /** Whether every authorization response carries the issuer (RFC 9207 section 3). */
    public static final String ISS_PROMISED = "authorization_response_iss_parameter_supported";
    /** Whether HTTP Basic carries identifier and secret as they are. */
    public static final String RAW_BASIC = "client_secret_basic_raw";
    /** Resource servers to ask tokens for (RFC 8707 section 2). */
    public static final String RESOURCE = "resource";
    /** Grant types (RFC 7591 section 2). */
    public static final String GRANT_TYPES = "grant_types";
    /** Scopes (RFC 6749 section 3.3). */
    public static final String SCOPE = "scope";
    /** Redirect URI (RFC 6749 section 3.1.2). */
    public static final String REDIRECT_URI = "redirect_uri";
    /** Hosts that the token may be sent to. */
    public static final String API_HOSTS = "api_hosts";
    /** Symbolic names of bundles that may use the client. */
    public static final String CONSUMERS = "consumers";
    /** Symbolic name of the bundle that owns the client. */
    public static final String OWNER = "owner";
    /** Client whose settings are the defaults of this one. */
    public static final String EXTENDS = "extends";
    /** Profile of the provider, whose settings are the defaults below all others. */
    public static final String PROVIDER = "provider";
    /** Whether the client works. */
    public static final String ENABLED = "enabled";

    /** Whether plain http is admitted at home. */
    public static final String ALLOW_INSECURE = Route.ALLOW_INSECURE;
    /** Whether a person may sign in with the password of an account, where a provider has nothing else. */
    public static final String LEGACY_PASSWORD_GRANT = "legacy_password_grant";
    /** Whether a public name may lead to a private address. */
    public static final String ALLOW_PRIVATE_ADDRESS = Route.ALLOW_PRIVATE_ADDRESS;
    /** File with certificates that count beside those of the system. */
    public static final String TLS_CA_FILE = "tls_ca_file";
    /** File with the key and the certificate of the client (RFC 8705). */
    public static final String TLS_KEY_STORE = "tls_key_store";
    /** Password of that file; the leading dot keeps it out of service properties. */
    public static final String TLS_KEY_STORE_PASSWORD = ".tls_key_store_password";

    /** Before the name of an extra parameter of the authorization request. */
    public static final String PARAMETERS = "parameters.";
    /** Before the name of an extra parameter of the token request. */
    public static final String TOKEN_PARAMETERS = "token_parameters.";

    /** Every key of the whole service. */
    public static final List<String> OF_SERVICE = List.of(
            BASE_URI,
            RELAY_URI,
            STORE_DIRECTORY,
            KEY_FILE,
            KEY_CREDENTIAL,
            KEY_PASSPHRASE_FILE,
            MACHINE_FILE,
            TOKEN_TIMEOUT,
            ADMINS);

    /** Every key of a client but those with {@link #PARAMETERS} and {@link #TOKEN_PARAMETERS}, which are open. */
    public static final List<String> OF_CLIENT = List.of(
            CLIENT,
            CLIENT_ID,
            CLIENT_SECRET,
            AUTH_METHOD,
            ISSUER,
            AUTHORIZATION_ENDPOINT,
            TOKEN_ENDPOINT,
            REVOCATION_ENDPOINT,
            DEVICE_AUTHORIZATION_ENDPOINT,
            PUSHED_AUTHORIZATION_REQUEST_ENDPOINT,
            INTROSPECTION_ENDPOINT,
            USERINFO_ENDPOINT,
            ISS_PROMISED,
            RAW_BASIC,
            GRANT_TYPES,
            SCOPE,
            RESOURCE,
            REDIRECT_URI,
            API_HOSTS,
            CONSUMERS,
            OWNER,
            EXTENDS,
            PROVIDER,
            ENABLED,
            LEGACY_PASSWORD_GRANT,
            ALLOW_INSECURE,
            ALLOW_PRIVATE_ADDRESS,
            TLS_CA_FILE,
            TLS_KEY_STORE,
            TLS_KEY_STORE_PASSWORD);

    /** Before every name in a group of settings whose names are open. */
    public static final List<String> OPEN = Stream.concat(
                    Stream.of(PARAMETERS, TOKEN_PARAMETERS), ProviderKeys.PREFIXES.stream())
            .toList();

    /**
     * Keys that a person alone may set: with them requests go where, or prove themselves as, nobody else may decide, or
     * other bundles get in.
     */
    public static final Set<String> PERSON_ONLY = Set.of(
            LEGACY_PASSWORD_GRANT,
            ALLOW_INSECURE,
            ALLOW_PRIVATE_ADDRESS,
            TLS_CA_FILE,
            TLS_KEY_STORE,
            TLS_KEY_STORE_PASSWORD,
            CONSUMERS,
            OWNER);

    /**
     * Further keys that no bundle changes with a running client: which client it is, whose it is, and whose settings and
     * secrets it inherits, whether its sign-ins do without a code challenge, and which bundle sees its requests.
     */
    static final Set<String> NOT_FOR_BUNDLES =
            Set.of(CLIENT, CONSUMERS, OWNER, EXTENDS, ProviderKeys.PKCE, ProviderKeys.REQUEST_SIGNER);

    /** Keys whose values are secrets. */
    public static final List<String> SECRETS = List.of(CLIENT_SECRET, TLS_KEY_STORE_PASSWORD);

    private Keys() {}
}
