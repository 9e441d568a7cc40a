// SPDX-License-Identifier: Apache-2.0
/**
 * The type that holds tokens, codes, verifiers, states and client secrets, and shows none of them.
 *
 * <p>Depends on the JDK alone; every package may carry secrets, few may reveal them.
 */
@NullMarked
package org.winekey.oauth.core.secret;

import org.jspecify.annotations.NullMarked;
