// SPDX-License-Identifier: Apache-2.0
/**
 * OAuth on the wire: requests, responses, what an answer means for a grant. No OSGi, no servlet, no threads.
 *
 * <p>Depends on the api, json, secret and seam.
 */
@NullMarked
package org.winekey.oauth.core.protocol;

import org.jspecify.annotations.NullMarked;
