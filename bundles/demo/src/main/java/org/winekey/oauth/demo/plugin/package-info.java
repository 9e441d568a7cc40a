// SPDX-License-Identifier: Apache-2.0
/**
 * The sample plugin of another system, ported: it finds the devices of a cloud service, tells the user, and takes its
 * client identifier and extra parameters from settings of its own.
 *
 * <p>Depends on the api alone. {@code docs/porting.md} has the two side by side.
 */
@NullMarked
package org.winekey.oauth.demo.plugin;

import org.jspecify.annotations.NullMarked;
