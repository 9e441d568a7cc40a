// SPDX-License-Identifier: Apache-2.0
/** The composition root of the OAuth service; may depend on every package of this bundle. */
@NullMarked
package org.winekey.oauth.core.osgi;

import org.jspecify.annotations.NullMarked;
