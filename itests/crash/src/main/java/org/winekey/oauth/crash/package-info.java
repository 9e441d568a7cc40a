// SPDX-License-Identifier: Apache-2.0
/**
 * Programmes that hurt the store and the engine again and again and count what was lost: power cuts, kills, failing and
 * full disks, rotten bits.
 *
 * <p>Each also runs against a store that was weakened on purpose, and must report losses there. May see the rooms of core
 * that it hurts, and the simulated seams.
 */
@NullMarked
package org.winekey.oauth.crash;

import org.jspecify.annotations.NullMarked;
