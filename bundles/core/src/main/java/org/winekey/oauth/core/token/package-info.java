// SPDX-License-Identifier: Apache-2.0
/**
 * The token that integrations read, and the one refresh that renews it.
 *
 * <p>Depends on the api, protocol, json and store.
 */
@NullMarked
package org.winekey.oauth.core.token;

import org.jspecify.annotations.NullMarked;
