// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP client that adds a client's token to requests and asks again, once, after a 401.
 *
 * <p>Depends on the api and seam. It streams, so besides seam it alone knows {@code java.net.http}.
 */
@NullMarked
package org.winekey.oauth.core.resource;

import org.jspecify.annotations.NullMarked;
