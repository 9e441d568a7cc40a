// SPDX-License-Identifier: Apache-2.0
/**
 * What can be replaced below the service: where sealed records are kept, and where the key that seals them comes from. And
 * what bundles may add for their providers: profiles, and signatures of requests.
 *
 * <p>Depends on the JDK alone. Below 1.0 on purpose: the service does not pick up foreign stores and keys yet.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.winekey.oauth.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
