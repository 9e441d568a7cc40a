// SPDX-License-Identifier: Apache-2.0
/**
 * The token that integrations read, the one flight that brings the next one, and why a client is as it is.
 *
 * <p>Depends on the api with its spi and admin, protocol, json, store and vault.
 */
@NullMarked
package org.winekey.oauth.core.token;

import org.jspecify.annotations.NullMarked;
