// SPDX-License-Identifier: Apache-2.0
/**
 * Real file systems in images of their own: power cuts played from a log of writes, no free block, read-only, no rights. May
 * see the records, the engine and the seams.
 */
@NullMarked
package org.winekey.oauth.crash.filesystem;

import org.jspecify.annotations.NullMarked;
