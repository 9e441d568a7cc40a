// SPDX-License-Identifier: Apache-2.0
/** The command line: which programmes there are, and whether they showed what they must. May see every programme. */
@NullMarked
package org.winekey.oauth.crash.run;

import org.jspecify.annotations.NullMarked;
