// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of providers: named defaults for the settings of a client, as data. Those that come along, and those of
 * other bundles.
 */
@NullMarked
package org.winekey.oauth.core.profile;

import org.jspecify.annotations.NullMarked;
