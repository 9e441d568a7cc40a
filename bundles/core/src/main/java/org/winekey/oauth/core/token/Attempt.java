// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.TokenVerdict;

/**
 * One request for the next access token of a client, from a look at the store to the new grant on disk. Every step runs in the
 * lane of the client; while the request is out, the lane is free. Ends once.
 */
sealed interface Attempt permits Refresh, Fetch {

    void start();

    /** Whatever is answered is dropped: a person said so. */
    void abandon();

    /** The grant that it began with (null: none). */
    @Nullable
    Held about();

    /** How it ended. */
    sealed interface End {}

    /** There is a new access token. */
    record Renewed(Held next, long bornNanos, boolean durable) implements End {}

    /** The store has another grant, or none, or cannot tell; what the answer carried is dropped. */
    record Overtaken() implements End {}

    /** The store refused, and nothing came of it. */
    record NotSent(IOException why) implements End {}

    /**
     * There is no new access token.
     *
     * @param verdict why
     * @param salvaged the grant with a refresh token out of an unusable answer
     * @param durable whether the salvaged grant is durable
     * @param unknownSends sends in a row whose outcome is still unknown
     */
    record Refused(TokenVerdict.Failure verdict, @Nullable Held salvaged, boolean durable, int unknownSends)
            implements End {}
}
