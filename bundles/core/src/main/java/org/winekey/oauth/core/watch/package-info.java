// SPDX-License-Identifier: Apache-2.0
/**
 * What machines that watch get to see: JMX beans, and the health check of Apache Felix where its API is there. A face like the others:
 * may depend on the api alone.
 */
@NullMarked
package org.winekey.oauth.core.watch;

import org.jspecify.annotations.NullMarked;
