// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;

/**
 * Names of the settings of a client that say where its provider departs from the plain protocol. They stand in files, in
 * the shell and in profiles, and in no form: docs/providers.md tells what each is for.
 */
public final class ProviderKeys {

    /** Before the name of a variable of templates. */
    public static final String VARS = "vars.";

    /** Where refresh tokens go. */
    public static final String REFRESH_ENDPOINT = "refresh_endpoint";
    /** What stands between two scopes. */
    public static final String SCOPE_SEPARATOR = "scope_separator";
    /** Scopes that a sign-in does without when the provider refuses one. */
    public static final String OPTIONAL_SCOPE = "optional_scope";
    /** Whether authorization requests carry a code challenge. */
    public static final String PKCE = "pkce";
    /** Whether refreshes name the scopes. */
    public static final String REFRESH_SCOPE = "refresh_scope";
    /** When the token endpoint is told the redirect URI. */
    public static final String REDIRECT_URI_SENT = "redirect_uri_sent";
    /** How parameters of token requests travel. */
    public static final String TOKEN_REQUEST_FORMAT = "token_request_format";
    /** Before the name of a parameter of the authorization request that has another name there. */
    public static final String AUTHORIZATION_RENAME = "authorization_rename.";
    /** Before the name of a parameter of token requests that has another name there. */
    public static final String TOKEN_RENAME = "token_rename.";
    /** Parameters that authorization requests do without. */
    public static final String AUTHORIZATION_OMIT = "authorization_omit";
    /** Parameters that token requests do without. */
    public static final String TOKEN_OMIT = "token_omit";
    /** The response type. */
    public static final String RESPONSE_TYPE = "response_type";
    /** Before the name of an extra parameter of the exchange of a code. */
    public static final String CODE_PARAMETERS = "code_parameters.";
    /** Before the name of an extra parameter of refreshes. */
    public static final String REFRESH_PARAMETERS = "refresh_parameters.";
    /** Whether the state goes along with a code. */
    public static final String TOKEN_SEND_STATE = "token_send_state";
    /** The grant type of refreshes. */
    public static final String REFRESH_GRANT_TYPE = "refresh_grant_type";
    /** With which token is refreshed. */
    public static final String REFRESH_SUBJECT = "refresh_subject";
    /** The HTTP method of refreshes. */
    public static final String REFRESH_METHOD = "refresh_method";
    /** Symbolic name of the bundle that signs token requests. */
    public static final String REQUEST_SIGNER = "request_signer";
    /** Before the name of an extra header of token requests. */
    public static final String TOKEN_HEADERS = "token_headers.";
    /** The way to a consent page behind a #. */
    public static final String AUTHORIZATION_FRAGMENT = "authorization_fragment";
    /** Before the name of a parameter of the authorization response that has another name there. */
    public static final String CALLBACK_RENAME = "callback_rename.";
    /** Which redirect URIs the provider takes. */
    public static final String REDIRECT_URI_RULE = "redirect_uri_rule";
    /** The header that takes the token to an API. */
    public static final String API_TOKEN_HEADER = "api_token_header";
    /** The word before the token in that header. */
    public static final String API_TOKEN_SCHEME = "api_token_scheme";
    /** Before the name of an extra header of requests to an API. */
    public static final String API_HEADERS = "api_headers.";
    /** Where the access token goes for another one. */
    public static final String THEN_ENDPOINT = "then_endpoint";
    /** The HTTP method of that second exchange. */
    public static final String THEN_METHOD = "then_method";
    /** The parameter of the second exchange that has the access token. */
    public static final String THEN_TOKEN_PARAMETER = "then_token_parameter";
    /** Before the name of a further parameter of the second exchange. */
    public static final String THEN_PARAMETERS = "then_parameters.";

    /** The object with the tokens inside an answer. */
    public static final String RESPONSE_ROOT = "response_root";
    /** Before the name of a member of an answer that is elsewhere. */
    public static final String RESPONSE_RENAME = "response_rename.";
    /** What makes an answer a success. */
    public static final String RESPONSE_OK = "response_ok";
    /** Before a provider's word for an error. */
    public static final String ERROR_MAP = "error_map.";
    /** How an answer tells the lifetime of an access token. */
    public static final String EXPIRES_IN_UNIT = "expires_in_unit";
    /** The lifetime of access tokens where no answer tells it. */
    public static final String EXPIRES_IN_DEFAULT = "expires_in_default";
    /** Whether an answer may do without a token type. */
    public static final String TOKEN_TYPE_OPTIONAL = "token_type_optional";
    /** Members of the answer that are kept with the grant. */
    public static final String RESPONSE_KEEP = "response_keep";
    /** Parameters of the callback that are kept with the grant. */
    public static final String CALLBACK_KEEP = "callback_keep";
    /** Hosts that a kept value may name. */
    public static final String KEPT_HOSTS = "kept_hosts";

    /** How long before expiry a refresh may go out at the earliest. */
    public static final String REFRESH_NOT_BEFORE = "refresh_not_before";
    /** How long a refresh token lives. */
    public static final String REFRESH_TOKEN_LIFETIME = "refresh_token_lifetime";
    /** How long a refresh token lives without being used. */
    public static final String REFRESH_TOKEN_IDLE = "refresh_token_idle";
    /** How many refreshes the provider admits. */
    public static final String REFRESH_BUDGET = "refresh_budget";

    /** Every key with one name. */
    public static final List<String> NAMES = List.of(
            REFRESH_ENDPOINT,
            SCOPE_SEPARATOR,
            OPTIONAL_SCOPE,
            PKCE,
            REFRESH_SCOPE,
            REDIRECT_URI_SENT,
            TOKEN_REQUEST_FORMAT,
            AUTHORIZATION_OMIT,
            TOKEN_OMIT,
            RESPONSE_TYPE,
            TOKEN_SEND_STATE,
            REFRESH_GRANT_TYPE,
            REFRESH_SUBJECT,
            REFRESH_METHOD,
            REQUEST_SIGNER,
            AUTHORIZATION_FRAGMENT,
            REDIRECT_URI_RULE,
            API_TOKEN_HEADER,
            API_TOKEN_SCHEME,
            THEN_ENDPOINT,
            THEN_METHOD,
            THEN_TOKEN_PARAMETER,
            RESPONSE_ROOT,
            RESPONSE_OK,
            EXPIRES_IN_UNIT,
            EXPIRES_IN_DEFAULT,
            TOKEN_TYPE_OPTIONAL,
            RESPONSE_KEEP,
            CALLBACK_KEEP,
            KEPT_HOSTS,
            REFRESH_NOT_BEFORE,
            REFRESH_TOKEN_LIFETIME,
            REFRESH_TOKEN_IDLE,
            REFRESH_BUDGET);

    /** What the open keys begin with; the name that follows is for whoever sets them. */
    public static final List<String> PREFIXES = List.of(
            VARS,
            AUTHORIZATION_RENAME,
            TOKEN_RENAME,
            CODE_PARAMETERS,
            REFRESH_PARAMETERS,
            TOKEN_HEADERS,
            CALLBACK_RENAME,
            API_HEADERS,
            THEN_PARAMETERS,
            RESPONSE_RENAME,
            ERROR_MAP);

    private ProviderKeys() {}
}
