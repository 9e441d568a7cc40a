// SPDX-License-Identifier: Apache-2.0
/**
 * Reading and writing JSON: the only room that knows Jackson.
 *
 * <p>Depends on secret alone.
 */
@NullMarked
package org.winekey.oauth.core.json;

import org.jspecify.annotations.NullMarked;
