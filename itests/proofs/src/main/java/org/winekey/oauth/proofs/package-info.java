// SPDX-License-Identifier: Apache-2.0
/** What the proofs share, and hostile bodies for a small heap. May see the engine and the simulated seams. */
@NullMarked
package org.winekey.oauth.proofs;

import org.jspecify.annotations.NullMarked;
