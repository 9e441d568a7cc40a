// SPDX-License-Identifier: Apache-2.0
/** Races of real threads under jcstress; {@code itests/proofs/run stress}. May see the engine and what the proofs share. */
@NullMarked
package org.winekey.oauth.proofs.stress;

import org.jspecify.annotations.NullMarked;
