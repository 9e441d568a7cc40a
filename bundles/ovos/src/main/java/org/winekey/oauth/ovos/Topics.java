// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

/** The messages, as topics of EventAdmin. */
final class Topics {

    /** Proposes a client. */
    static final String REGISTER = "oauth/register";
    /** Whether that was taken. */
    static final String REGISTER_RESPONSE = "oauth/register/response";
    /** Withdraws a proposal. */
    static final String UNREGISTER = "oauth/unregister";
    /** Whether that was done. */
    static final String UNREGISTER_RESPONSE = "oauth/unregister/response";
    /** Tells that this bundle is there, so that clients are proposed anew; also answered when somebody sends it. */
    static final String PING = "oauth/ping";
    /** Asks for a sign-in that the shell shows. */
    static final String START = "oauth/start";
    /** Where that sign-in begins. */
    static final String START_AUTHENTICATION = "ovos/shell/oauth/start/authentication";
    /** Asks for the address where a sign-in begins. */
    static final String GET = "oauth/get";
    /** That address. */
    static final String URL = "oauth/url";
    /** Would bring a client secret. */
    static final String CREDENTIALS = "ovos/shell/oauth/register/credentials";
    /** Where it is to be entered instead. */
    static final String CREDENTIALS_RESPONSE = "ovos/shell/oauth/register/credentials/response";
    /** Would bring the address that a browser ended on. */
    static final String FORWARD = "ovos/shell/oauth/authentication/forward";
    /** Where it is to be pasted instead. */
    static final String FORWARD_RESPONSE = "ovos/shell/oauth/authentication/forward/response";
    /** Hints at a refresh. */
    static final String REFRESH = "oauth/refresh";
    /** Whether a valid token is there. */
    static final String REFRESH_RESPONSE = "oauth/refresh/response";
    /** Asks where browsers reach this controller. */
    static final String HOST_INFO = "oauth/get/app/host/info";
    /** Host and port. */
    static final String HOST_INFO_RESPONSE = "oauth/app/host/info/response";
    /** Asks for a QR symbol. */
    static final String QR_REQUEST = "oauth/generate/qr/request";
    /** The symbol. */
    static final String QR_RESPONSE = "oauth/generate/qr/response";
    /** The symbol, for the shell to show. */
    static final String DISPLAY_QR = "ovos/shell/oauth/display/qr/code";
    /** Tells that a sign-in has brought tokens, without them. */
    static final String TOKEN_RESPONSE = "oauth/token/response";

    private Topics() {}
}
