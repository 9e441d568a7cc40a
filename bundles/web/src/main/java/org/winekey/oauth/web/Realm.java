// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Set;

/**
 * Where users and their roles are kept.
 *
 * <p>Thread-safe.
 */
interface Realm {

    /** What a realm says about a name and a password. */
    sealed interface Verdict {}

    /** There is no realm to ask. */
    record Missing() implements Verdict {}

    /** No such user, or not with this password. */
    record Refused() implements Verdict {}

    /** A known user with these roles. */
    record Known(Set<String> roles) implements Verdict {}

    /** Whether there is a realm at all; checked before anybody is asked for a password. */
    boolean exists();

    /** Asks for a user; the password is not kept. */
    Verdict check(String user, char[] password);
}
