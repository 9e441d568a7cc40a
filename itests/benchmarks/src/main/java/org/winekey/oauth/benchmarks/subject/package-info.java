// SPDX-License-Identifier: Apache-2.0
/**
 * What is measured: Winekey and its peers behind one face, and the token endpoint that all of them ask.
 *
 * <p>May see the rooms of core.
 */
@NullMarked
package org.winekey.oauth.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
