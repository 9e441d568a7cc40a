// SPDX-License-Identifier: Apache-2.0
/**
 * A toy authorization server with a sign-in page, and the thermostat API it protects: enough to try everything without an
 * account anywhere, and nothing to protect a real house with.
 *
 * <p>Depends on the HTTP Whiteboard alone; knows nothing of Winekey.
 */
@NullMarked
package org.winekey.oauth.demo.provider;

import org.jspecify.annotations.NullMarked;
