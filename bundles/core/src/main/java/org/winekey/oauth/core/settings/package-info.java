// SPDX-License-Identifier: Apache-2.0
/**
 * From Config Admin's dictionaries to validated registrations, with an error that names the key.
 *
 * <p>Depends on the api and protocol.
 */
@NullMarked
package org.winekey.oauth.core.settings;

import org.jspecify.annotations.NullMarked;
