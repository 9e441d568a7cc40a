// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps sealed records on disk through power cuts; what is in them it does not know.
 *
 * <p>Depends on the api's spi and seam.
 */
@NullMarked
package org.winekey.oauth.core.store;

import org.jspecify.annotations.NullMarked;
