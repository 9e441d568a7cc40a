// SPDX-License-Identifier: Apache-2.0
/**
 * The service as the unit test of an integration needs it: clients that do what the test says, without OSGi, provider and
 * network.
 *
 * <p>Depends on {@code org.winekey.oauth} and the JDK alone.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.winekey.oauth.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
