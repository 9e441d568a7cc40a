// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code oauth:*} commands of the Karaf shell: each reads its arguments, asks {@code OAuthAdmin}, prints.
 *
 * <p>Depends on the api and on Karaf's shell; no other room needs Karaf.
 */
@NullMarked
package org.winekey.oauth.shell;

import org.jspecify.annotations.NullMarked;
