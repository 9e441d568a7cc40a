// SPDX-License-Identifier: Apache-2.0
/**
 * What an integration needs: ask {@link org.winekey.oauth.OAuthService} for a client, ask the client for a token.
 *
 * <p>Depends on the JDK alone. Consumers import {@code [1.0,2)}, providers {@code [1.0,1.1)}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.winekey.oauth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
