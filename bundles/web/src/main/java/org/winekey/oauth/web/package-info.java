// SPDX-License-Identifier: Apache-2.0
/** The callback servlet and the page; may depend on the api only. */
@NullMarked
package org.winekey.oauth.web;

import org.jspecify.annotations.NullMarked;
