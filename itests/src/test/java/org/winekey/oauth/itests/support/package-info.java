// SPDX-License-Identifier: Apache-2.0
/**
 * The real parts the integration tests run against: Keycloak, Karaf, Chromium, and the search for canaries.
 * May depend on the JDK and on Selenium only.
 */
@NullMarked
package org.winekey.oauth.itests.support;

import org.jspecify.annotations.NullMarked;
