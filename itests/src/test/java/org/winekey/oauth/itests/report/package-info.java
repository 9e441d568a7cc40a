// SPDX-License-Identifier: Apache-2.0
/**
 * What the build ran: against which real parts, and which requirements it proved.
 *
 * <p>Depends on the JDK only; {@code jdk.compiler} reads the test sources.
 */
@NullMarked
package org.winekey.oauth.itests.report;

import org.jspecify.annotations.NullMarked;
