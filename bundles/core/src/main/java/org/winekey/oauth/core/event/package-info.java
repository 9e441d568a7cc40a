// SPDX-License-Identifier: Apache-2.0
/**
 * Tells the rest of the framework: a Condition while a grant is held, listeners, and events.
 *
 * <p>Depends on the api alone.
 */
@NullMarked
package org.winekey.oauth.core.event;

import org.jspecify.annotations.NullMarked;
