// SPDX-License-Identifier: Apache-2.0
/**
 * What the store costs, measured beside the least that the same bytes can cost on the same disk.
 *
 * <p>May see the rooms of core that it measures.
 */
@NullMarked
package org.winekey.oauth.benchmarks;

import org.jspecify.annotations.NullMarked;
