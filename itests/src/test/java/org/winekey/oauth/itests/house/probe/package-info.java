// SPDX-License-Identifier: Apache-2.0
/**
 * A bundle for tests that is an integration like any other and tells over HTTP what it gets and sees. Made into a jar
 * by {@code Probe}.
 *
 * <p>Depends on the api, the framework and what Karaf exports; on nothing else of the tests.
 */
@NullMarked
package org.winekey.oauth.itests.house.probe;

import org.jspecify.annotations.NullMarked;
