// SPDX-License-Identifier: Apache-2.0
/**
 * Tests that run inside Karaf, against a Keycloak outside it: sign-in, refresh, settings, shell, restart.
 *
 * <p>Uses {@code support} and {@code report}; sees of the product what an integration, an operator and a browser see.
 */
@NullMarked
package org.winekey.oauth.itests.exam;

import org.jspecify.annotations.NullMarked;
