// SPDX-License-Identifier: Apache-2.0
/** The real store on a disk in memory that loses power at every moment of its life. May see the room store and the seams. */
@NullMarked
package org.winekey.oauth.crash.disk;

import org.jspecify.annotations.NullMarked;
