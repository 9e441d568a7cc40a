// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.HashSet;
import java.util.Set;

/**
 * One consent as the provider knows it: which refresh token lives, and what has become of the others. Refresh tokens and
 * access tokens are numbered. Not thread-safe.
 */
final class Family {

    final int number;
    final String endpoint;
    final String clientId;

    /** The client may refresh with it. */
    boolean alive = true;

    /** Its access tokens are taken back. */
    boolean withdrawn;

    /** The number of the living refresh token. */
    int live;

    /** The number of the newest access token. */
    int access;

    /** A refresh with the living refresh token was seen, so its predecessor has no grace any more. */
    boolean liveUsed;

    /** The newest refresh token that reached a living process as part of an answer it could use. */
    int delivered;

    /** The process that it reached. */
    int deliveredTo;

    /** The newest refresh token and access token that are durable, because the client handed the access token out. */
    int ackedRefresh = -1;

    int ackedAccess = -1;

    /** Sends of one refresh token of which the client does not know the outcome. */
    int unknownSends;

    int unknownOf = -1;

    /** Until when the access token is good that the client has. */
    long heldUntil;

    /** The newest access token that was delivered with its true lifetime; -1: it was not. */
    int certain = -1;

    /** Refresh tokens that are on their way. */
    final Set<Integer> inFlight = new HashSet<>();

    Family(int number, String endpoint, String clientId) {
        this.number = number;
        this.endpoint = endpoint;
        this.clientId = clientId;
    }

    /** The client has a new grant: what was unknown is settled. */
    void known() {
        unknownOf = -1;
    }

    /** One more send of a refresh token whose outcome the client will not learn. */
    int unknown(int refresh) {
        if (unknownOf != refresh) {
            unknownOf = refresh;
            unknownSends = 0;
        }
        return ++unknownSends;
    }
}
