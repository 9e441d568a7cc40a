// SPDX-License-Identifier: Apache-2.0
/**
 * A backup of all grants and client settings in one file under its own passphrase, and the way back.
 *
 * <p>Depends on the api with its spi and admin, protocol, json, store and vault; Config Admin is behind an interface.
 */
@NullMarked
package org.winekey.oauth.core.backup;

import org.jspecify.annotations.NullMarked;
