// SPDX-License-Identifier: Apache-2.0
/**
 * A person's consent, from the one-time link to the durable grant.
 *
 * <p>Depends on the api with its spi and admin, protocol, json, store and vault.
 */
@NullMarked
package org.winekey.oauth.core.signin;

import org.jspecify.annotations.NullMarked;
