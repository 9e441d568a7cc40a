// SPDX-License-Identifier: Apache-2.0
/**
 * An integration as its author would write it: it shows the temperature at home while a person consents.
 *
 * <p>Depends on the api and on the HTTP Whiteboard.
 */
@NullMarked
package org.winekey.oauth.demo;

import org.jspecify.annotations.NullMarked;
