// SPDX-License-Identifier: Apache-2.0
/**
 * The five ways to the outside world: time, network, disk, threads and chance, each replaceable by a simulation.
 *
 * <p>Depends on the JDK alone; every package may use it.
 */
@NullMarked
package org.winekey.oauth.core.seam;

import org.jspecify.annotations.NullMarked;
