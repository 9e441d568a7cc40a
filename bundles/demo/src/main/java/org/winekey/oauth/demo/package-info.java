// SPDX-License-Identifier: Apache-2.0
/** A small integration and a toy provider; may depend on the api only. */
@NullMarked
package org.winekey.oauth.demo;

import org.jspecify.annotations.NullMarked;
