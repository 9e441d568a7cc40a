// SPDX-License-Identifier: Apache-2.0
/**
 * Whole controllers with ten clients each, lived through in simulated time from one number: the real engine, store and
 * settings code on seams that fail, against a provider that is hostile and tells the truth about what it did.
 *
 * <p>May see the rooms of core that it runs, the simulated seams and the weakened parts of the crash programmes.
 */
@NullMarked
package org.winekey.oauth.simulator;

import org.jspecify.annotations.NullMarked;
