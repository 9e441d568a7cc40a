// SPDX-License-Identifier: Apache-2.0
/** Processes that use a store: two at once, and one whose system calls fail. May see the records, the store and the disk. */
@NullMarked
package org.winekey.oauth.crash.process;

import org.jspecify.annotations.NullMarked;
