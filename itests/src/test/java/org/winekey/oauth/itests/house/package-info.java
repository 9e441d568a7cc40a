// SPDX-License-Identifier: Apache-2.0
/**
 * The whole house from outside: the real distribution, or a stock Karaf, as a process of its own, a real authorization
 * server, a real browser.
 *
 * <p>Depends on the parts in {@code support}; the bundle in {@code probe} is the only thing that looks inside.
 */
@NullMarked
package org.winekey.oauth.itests.house;

import org.jspecify.annotations.NullMarked;
