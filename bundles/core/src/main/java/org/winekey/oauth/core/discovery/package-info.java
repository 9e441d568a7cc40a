// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the endpoints of a provider from its issuer identifier (RFC 8414, OpenID Connect Discovery) and keeps what was
 * found first.
 */
@NullMarked
package org.winekey.oauth.core.discovery;

import org.jspecify.annotations.NullMarked;
