// SPDX-License-Identifier: Apache-2.0
/**
 * Reads settings and tokens out of the files of other systems: what they mean here, and what has no meaning here.
 *
 * <p>Depends on {@code protocol}, {@code settings} and {@code json}. Writes nothing and knows no store.
 */
@NullMarked
package org.winekey.oauth.core.migrate;

import org.jspecify.annotations.NullMarked;
