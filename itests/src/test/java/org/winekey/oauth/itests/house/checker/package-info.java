// SPDX-License-Identifier: Apache-2.0
/**
 * A bundle for tests that has Felix' health checks executed and tells over HTTP what they say. Depends on the servlet api, the OSGi
 * framework and Felix' health checks.
 */
@NullMarked
package org.winekey.oauth.itests.house.checker;

import org.jspecify.annotations.NullMarked;
