// SPDX-License-Identifier: Apache-2.0
/**
 * What the faces need (page, shell): see and explain every client, start and finish sign-ins, refresh, release, forget.
 *
 * <p>Depends on {@code org.winekey.oauth} alone. Consumers import {@code [1.0,2)}, providers {@code [1.0,1.1)}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.winekey.oauth.admin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
