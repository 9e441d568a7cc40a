// SPDX-License-Identifier: Apache-2.0
/** The real engine in a process of its own, killed again and again. May see the engine. */
@NullMarked
package org.winekey.oauth.crash.kill;

import org.jspecify.annotations.NullMarked;
