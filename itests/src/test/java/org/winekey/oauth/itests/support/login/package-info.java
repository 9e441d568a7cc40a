// SPDX-License-Identifier: Apache-2.0
/**
 * The realm {@code karaf} where there is no Karaf: one administrator, named in the login configuration. Lies on the class
 * path of the JVM, outside of all bundles.
 *
 * <p>Depends on the JDK alone.
 */
@NullMarked
package org.winekey.oauth.itests.support.login;

import org.jspecify.annotations.NullMarked;
