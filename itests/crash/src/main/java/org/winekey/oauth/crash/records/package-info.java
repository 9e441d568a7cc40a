// SPDX-License-Identifier: Apache-2.0
/**
 * Records that a workload writes and that are looked for again: with rotten bits, wrong keys and many clients here, on real
 * file systems and in other processes elsewhere. May see the rooms store and vault, and the seams.
 */
@NullMarked
package org.winekey.oauth.crash.records;

import org.jspecify.annotations.NullMarked;
