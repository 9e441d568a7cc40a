// SPDX-License-Identifier: Apache-2.0
/** Karaf commands for an operator; may depend on the api only. */
@NullMarked
package org.winekey.oauth.shell;

import org.jspecify.annotations.NullMarked;
