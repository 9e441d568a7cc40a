// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.event;

/**
 * Topics and properties of the events that the service posts with EventAdmin. Every handler in the framework can read them,
 * so they carry names, codes and times; no token, no secret, no URL, and nothing that a provider said. They are not kept for
 * who comes late: {@code OAuthListener} is told the present state, an event handler is not.
 *
 * <p>Each event is one call of {@code OAuthListener}, for all clients. Posted in order for each client.
 */
public final class OAuthEvents {

    /** The beginning of every topic. */
    public static final String TOPIC_PREFIX = "org/winekey/oauth/";

    /** Every topic, for {@code event.topics} of a handler. */
    public static final String ALL = TOPIC_PREFIX + "*";

    /** A person signed in. Properties: {@link #CLIENT}. */
    public static final String AUTHORIZED = TOPIC_PREFIX + "AUTHORIZED";

    /** Tokens can be had. Properties: {@link #CLIENT}. */
    public static final String AVAILABLE = TOPIC_PREFIX + "AVAILABLE";

    /** The provider issued another access token. Properties: {@link #CLIENT}, {@link #EXPIRES_AT}, {@link #SCOPES}. */
    public static final String TOKEN_ISSUED = TOPIC_PREFIX + "TOKEN_ISSUED";

    /** A person has to sign in. Properties: {@link #CLIENT}, {@link #CODE}, {@link #AUDIENCE}. */
    public static final String AUTHORIZATION_REQUIRED = TOPIC_PREFIX + "AUTHORIZATION_REQUIRED";

    /** The status is another one. Properties: {@link #CLIENT}, {@link #CODE}, {@link #AUDIENCE}, {@link #KEY}. */
    public static final String STATUS_CHANGED = TOPIC_PREFIX + "STATUS_CHANGED";

    /** Tokens cannot be had any more. Properties: {@link #CLIENT}. */
    public static final String WITHDRAWN = TOPIC_PREFIX + "WITHDRAWN";

    /** The client name, type {@code String}. */
    public static final String CLIENT = "oauth.client";

    /** Name of the {@code ClientStatus.Code}, type {@code String}. */
    public static final String CODE = "status.code";

    /** Name of the {@code ClientStatus.Audience}, type {@code String}. */
    public static final String AUDIENCE = "status.audience";

    /** The configuration key that the status points at, type {@code String}; absent when it points at none. */
    public static final String KEY = "status.key";

    /**
     * When the access token expires, type {@code Long}, milliseconds since 1970; absent when the provider did not say.
     */
    public static final String EXPIRES_AT = "expires.at";

    /** The granted scopes, type {@code String[]}, sorted. */
    public static final String SCOPES = "scopes";

    private OAuthEvents() {}
}
