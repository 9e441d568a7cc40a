// SPDX-License-Identifier: Apache-2.0
/** Each call to the disk fails once, in each way that a disk has. May see the engine and the seams. */
@NullMarked
package org.winekey.oauth.crash.fault;

import org.jspecify.annotations.NullMarked;
