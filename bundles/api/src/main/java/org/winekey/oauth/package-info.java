// SPDX-License-Identifier: Apache-2.0
/** What an integration needs to use OAuth tokens; depends on nothing but the JDK. */
@Export
@Version("1.0.0")
@NullMarked
package org.winekey.oauth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
