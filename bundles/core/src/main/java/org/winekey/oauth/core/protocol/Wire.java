// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

/** Names as they appear on the wire. */
final class Wire {

    static final String RESPONSE_TYPE = "response_type"; // RFC 6749 section 3.1.1
    static final String CODE = "code"; // RFC 6749 section 4.1.2
    static final String CLIENT_ID = "client_id"; // RFC 6749 section 2.2
    static final String CLIENT_SECRET = "client_secret"; // RFC 6749 section 2.3.1
    static final String REDIRECT_URI = "redirect_uri"; // RFC 6749 section 3.1.2
    static final String SCOPE = "scope"; // RFC 6749 section 3.3
    static final String RESOURCE = "resource"; // RFC 8707 section 2
    static final String REQUEST_URI = "request_uri"; // RFC 9126 section 2.2
    static final String STATE = "state"; // RFC 6749 section 4.1.1
    static final String CODE_CHALLENGE = "code_challenge"; // RFC 7636 section 4.3
    static final String CODE_CHALLENGE_METHOD = "code_challenge_method"; // RFC 7636 section 4.3
    static final String S256 = "S256"; // RFC 7636 section 4.2
    static final String CODE_VERIFIER = "code_verifier"; // RFC 7636 section 4.5
    static final String ISS = "iss"; // RFC 9207 section 2
    static final String GRANT_TYPE = "grant_type"; // RFC 6749 section 4.1.3
    static final String AUTHORIZATION_CODE = "authorization_code"; // RFC 6749 section 4.1.3
    static final String CLIENT_CREDENTIALS = "client_credentials"; // RFC 6749 section 4.4.2
    static final String PASSWORD = "password"; // RFC 6749 section 4.3.2
    static final String USERNAME = "username"; // RFC 6749 section 4.3.2
    static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"; // RFC 8628 section 3.4
    static final String DEVICE_CODE = "device_code"; // RFC 8628 section 3.2
    static final String REFRESH_TOKEN = "refresh_token"; // RFC 6749 sections 1.5 and 6
    static final String ACCESS_TOKEN = "access_token"; // RFC 6749 section 5.1
    static final String TOKEN = "token"; // RFC 7009 section 2.1
    static final String TOKEN_TYPE_HINT = "token_type_hint"; // RFC 7009 section 2.1
    static final String TOKEN_TYPE = "token_type"; // RFC 6749 section 7.1
    static final String BEARER = "Bearer"; // RFC 6750 section 6.1.1
    static final String EXPIRES_IN = "expires_in"; // RFC 6749 section 5.1
    // No RFC: some providers say with these how long the refresh token lives.
    static final String REFRESH_TOKEN_EXPIRES_IN = "refresh_token_expires_in";
    static final String REFRESH_EXPIRES_IN = "refresh_expires_in";
    static final String ERROR = "error"; // RFC 6749 sections 4.1.2.1 and 5.2
    static final String ERROR_DESCRIPTION = "error_description"; // RFC 6749 section 5.2

    private Wire() {}
}
