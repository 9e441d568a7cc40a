// SPDX-License-Identifier: Apache-2.0
/**
 * Records that a workload writes and that are looked for again: after power cuts on a real file system, on full disks, with
 * rotten bits, wrong keys and second processes. May see the room store and the seams.
 */
@NullMarked
package org.winekey.oauth.crash.records;

import org.jspecify.annotations.NullMarked;
