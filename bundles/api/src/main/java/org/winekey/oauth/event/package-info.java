// SPDX-License-Identifier: Apache-2.0
/**
 * Names of the events that EventAdmin carries: what becomes of clients, for whoever needs no more than to hear of it.
 *
 * <p>Depends on nothing. Consumers import {@code [1.0,2)}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.winekey.oauth.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
