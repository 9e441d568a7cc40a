// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;

/**
 * How often browsers leave from one sign-in. Whoever holds its link can leave again and again; each time costs a flush and
 * perhaps a pushed request with the client's secret. Thread-safe.
 */
final class Turns {

    /** More than any person needs who tries the doors. */
    static final int MOST = 10;

    private final Map<String, Semaphore> left = new ConcurrentHashMap<>();
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();

    /**
     * Takes a turn; to be given back by {@link #end} when the browser has left.
     *
     * @param ticket names the sign-in
     * @param open the sign-ins that are open
     * @throws AdminException UNAVAILABLE when another browser is just leaving, or too many have left
     */
    void begin(String ticket, Collection<String> open) {
        left.keySet().retainAll(open);
        if (!leaving.add(ticket)) {
            throw refused("another browser is just leaving from this sign-in; try again in a moment");
        }
        if (!left.computeIfAbsent(ticket, fresh -> new Semaphore(MOST)).tryAcquire()) {
            leaving.remove(ticket);
            throw refused("this sign-in was left " + MOST + " times already; start a new one");
        }
    }

    void end(String ticket) {
        leaving.remove(ticket);
    }

    private static AdminException refused(String why) {
        return new AdminException(Problem.UNAVAILABLE, why);
    }
}
