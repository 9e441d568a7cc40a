// SPDX-License-Identifier: Apache-2.0
/**
 * The one component: builds the house, and registers it in the service registry.
 *
 * <p>Depends on every other room; none depends on it.
 */
@NullMarked
package org.winekey.oauth.core.osgi;

import org.jspecify.annotations.NullMarked;
