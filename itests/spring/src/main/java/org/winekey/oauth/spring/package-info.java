// SPDX-License-Identifier: Apache-2.0
/** The Spring Authorization Server with the clients and users of our tests, as a program: {@link AuthorizationServer}. */
@NullMarked
package org.winekey.oauth.spring;

import org.jspecify.annotations.NullMarked;
