// SPDX-License-Identifier: Apache-2.0
/**
 * The face for browsers: the page {@code /oauth}, the one-time link {@code /oauth/go/<nonce>} and the callback
 * {@code /oauth/callback/<client>}, and the one for programs {@code /oauth/api/v1/}. Depends on the api, the servlet api and
 * the streaming half of Jackson, and on nothing of Karaf.
 *
 * <p><b>Two servlets in one context, at the root:</b> one at {@code /oauth/*}, one at {@code /oauth/api/v1/*}.
 * A servlet container answers the bare path of a context ({@code /oauth}, {@code /oauth/callback}) by itself, before any code of ours: with a redirect to the same
 * path and a slash, built from the {@code Host} header and carrying the whole query, an authorization code among it.
 * The root context has no such bare path. So every request below {@code /oauth} arrives at {@link WebContext}, and
 * {@link Route} alone decides from the undecoded path: exact shapes are open, whatever else needs a signed-in user.
 * {@link OAuthServlet} asks the same class again and answers 401 itself when {@link WebContext} was not asked before.
 * {@link Entrance} registers all three.
 *
 * <p><b>A request in order.</b> Host is ours, else 421 ({@link Origins}). Path is open, or the user is known to the
 * JAAS realm {@code karaf} with role admin or viewer ({@link Gate}): no HTTP session, the answer is carried by request
 * attributes. Then parse, one call of {@link org.winekey.oauth.admin.OAuthAdmin}, render: handlers return an
 * {@link Answer}, which puts the same protective headers on every response. The JSON API is behind the same gate; no path of it
 * is open, so {@link Route} knows none.
 */
@NullMarked
package org.winekey.oauth.web;

import org.jspecify.annotations.NullMarked;
