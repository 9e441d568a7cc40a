// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One registration at one authorization server and the one grant it holds. Also registered as a service of its own with
 * the property {@value #CLIENT_PROPERTY}.
 *
 * <p>Thread-safe.
 */
@ProviderType
public interface OAuthClient {

    /** Name of the service property that carries the client name, type {@code String}. */
    String CLIENT_PROPERTY = "oauth.client";

    /** What {@link #settings()} shows instead of a secret. */
    String MASKED = "***";

    /**
     * The client name, for instance {@code spotify}; not the {@code client_id} of RFC 6749.
     *
     * @return the name (never null)
     */
    String name();

    /**
     * How this client is, and who has to act if it is not well. Never blocks.
     *
     * @return the present status (never null)
     */
    ClientStatus status();

    /**
     * A valid access token, by the first of these that applies:
     *
     * <ol>
     *   <li>a usable token exists: it is returned, without lock, allocation or input and output;
     *   <li>it is stale (near its expiry): it is returned all the same, and the refresh runs behind the caller;
     *   <li>it has expired: the caller joins the one refresh in flight and waits at most {@code token_timeout};
     *   <li>there is no grant: {@link TokenResult.SignInRequired}.
     * </ol>
     *
     * <p>A disabled client, wrong settings, or a bundle that {@code consumers} does not name, get {@link
     * TokenResult.Misconfigured} instead. A failed refresh is remembered: until it makes sense to try again, every caller
     * gets its reason at once.
     *
     * <p>It cannot fail while a usable token exists, whatever {@link #status()} says. An interrupted wait answers
     * {@link TokenResult.Unavailable} and keeps the interrupt flag.
     *
     * @return the result (never null)
     */
    TokenResult token();

    /**
     * A token that is valid for a while, by the first of these that applies:
     *
     * <ol>
     *   <li>the usable token lasts that long, or the provider did not say when it expires: it is returned;
     *   <li>a failure is remembered, or nothing may be refreshed: the usable token, else that failure, at once;
     *   <li>the caller joins the one refresh in flight, or begins it, and waits at most {@code token_timeout}: what lasts
     *       longest then is returned.
     * </ol>
     *
     * <p>It cannot fail while a usable token exists, so whoever must be sure looks at {@link AccessToken#expiresAt()}.
     * Up to nine tenths of the lifetime that the provider issues, the minimum is met; what is asked beyond is met as far
     * as a fresh token does. A minimum that a refresh could not meet causes no second one for the token that it brought,
     * so asking in a loop for more than there is costs at most one refresh per token.
     *
     * @param minimumValidity how long the token should last from now (not negative; zero: as {@link #token()})
     * @return the result (never null)
     * @throws IllegalArgumentException when {@code minimumValidity} is null or negative
     */
    TokenResult token(Duration minimumValidity);

    /**
     * The same as {@link #token(Duration)} without waiting: it never blocks, and the stage ends within {@code
     * token_timeout}, always normally. It ends on the calling thread when the answer is known already, else on a thread
     * that runs code of bundles only; a stage that takes its time belongs on an executor of the caller.
     *
     * @param minimumValidity how long the token should last from now (not negative; zero: as {@link #token()})
     * @return a stage of this caller alone (never null); what the caller does with it concerns nobody else
     * @throws IllegalArgumentException when {@code minimumValidity} is null or negative
     */
    CompletionStage<TokenResult> tokenAsync(Duration minimumValidity);

    /**
     * Tells that an API answered 401 to this token (RFC 6750 section 3.1), unless its challenge says {@code
     * insufficient_scope}. Counts once per token: one forced refresh follows, and none when the client has a newer token
     * already. If the token that it brings is rejected within five minutes, nothing is sent at once: the status is {@link
     * ClientStatus.Code#API_REJECTS}, the token is served further, and forced refreshes back off from one minute to one
     * hour. Returns at once.
     *
     * @param token the token that was refused (never null)
     */
    void rejected(AccessToken token);

    /**
     * An HTTP client for the provider's API, which adds the token in the {@code Authorization} header (RFC 6750 section
     * 2.1), or in the one that the settings say the provider wants. It can be kept in a field and follows the settings. What differs from other clients of {@code java.net.http}:
     *
     * <ul>
     *   <li>It sends to the hosts that {@code api_hosts} names and to no other: scheme, host and port are compared exactly.
     *       Another address, and no {@code api_hosts} at all, are {@link OAuthException.Misconfigured} with that key, and
     *       nothing is sent.
     *   <li>Without a usable token it fails as {@link TokenResult#orElseThrow()} does, after at most {@code token_timeout}
     *       more than the request's own timeout.
     *   <li>An answer 401 is told as by {@link #rejected}, unless it says {@code insufficient_scope}, and the request is
     *       sent once more if there is another token by then and the body is at most 64 KiB long and had gone out whole;
     *       it is the copy that is sent. The caller's body handler sees one answer only; when that is the first one after
     *       all, of its body no more than 64 KiB. Nothing that an answer names is followed.
     *   <li>It follows no redirect: the answer is handed over, and the next request has to name its own host.
     *   <li>A request that has this header already is an {@link IllegalArgumentException}. Other headers that the settings
     *       add are left out where the request has them.
     *   <li>{@link java.net.http.HttpResponse#request()} is the caller's request, without the token. No exception names it.
     *   <li>It has no cookies, takes no pushed answers and makes no web sockets; {@code sendAsync} never blocks.
     * </ul>
     *
     * @return the client, the same each time (never null); its threads and connections are shared and need no closing
     */
    HttpClient http();

    /**
     * The settings of this client as they count now: defaults and what a person set brought together, references replaced.
     * Keys with a common first part that is open, such as {@code parameters.}, are one map under that part, here {@code
     * parameters}. Never blocks.
     *
     * @return an immutable copy (never null); empty when the client is not configured, or {@code consumers} does not name the
     *     asking bundle. Values are texts, numbers, booleans, lists or maps of those; a secret is {@value #MASKED}
     */
    Map<String, Object> settings();

    /**
     * Changes some settings of this client and leaves the others as they are. What is changed is durable in Config Admin
     * when the call returns and in force shortly after, as if a person had typed it at the console.
     *
     * <ul>
     *   <li>A nested map changes what it names: {@code {"parameters": {"prompt": "consent"}}} is the same as {@code
     *       {"parameters.prompt": "consent"}}. An empty map changes nothing.
     *   <li>Null removes a key and everything below it.
     *   <li>A list or an array replaces the one that was there.
     *   <li>A secret that is {@value #MASKED}, as {@link #settings()} shows it, stays as it is.
     * </ul>
     *
     * <p>All or nothing is changed. Calls add up, also when they come at the same time. A client without a configuration gets
     * one, which is for the asking bundle alone; other clients can be changed by the bundles that their {@code consumers}
     * name. No bundle changes a key that is left to a person, nor sends a secret that it did not give to another endpoint.
     *
     * <p>Waits for Config Admin and other calls of this kind, at most {@code token_timeout}; never for a provider.
     *
     * @param changes the changes; values are texts, numbers, booleans, lists, arrays and maps of those, or null
     * @throws IllegalArgumentException when {@code changes} is null, or a value has another type; it names the key
     * @throws OAuthException.Misconfigured when something may not be changed by this bundle or is wrong in itself; it names the
     *     key, and nothing was changed
     * @throws OAuthException.Unavailable when Config Admin is not there or refuses
     */
    void updateSettings(Map<String, ? extends @Nullable Object> changes);
}
