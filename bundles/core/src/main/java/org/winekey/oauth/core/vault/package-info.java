// SPDX-License-Identifier: Apache-2.0
/**
 * Seals records, opens them again, and knows where the keys for that come from and how they change.
 *
 * <p>Depends on the api's spi, store, secret and seam.
 */
@NullMarked
package org.winekey.oauth.core.vault;

import org.jspecify.annotations.NullMarked;
