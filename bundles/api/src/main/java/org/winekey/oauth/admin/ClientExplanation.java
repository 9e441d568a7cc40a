// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Why a client is as it is, at one moment: who has to act, what comes next, what that rests on and what happened before.
 * No secret among it, also if a provider repeats one. Immutable and thread-safe.
 */
@ProviderType
public interface ClientExplanation {

    /**
     * How the client is; the status in it names the audience and the time of the next attempt.
     *
     * @return the report (never null)
     */
    ClientReport report();

    /**
     * Who has to act, and how.
     *
     * @return one sentence (never null)
     */
    String whoActs();

    /**
     * What the service does next by itself.
     *
     * @return one sentence (never null)
     */
    String next();

    /**
     * When it does that.
     *
     * @return the time by the wall clock (never null, empty: nothing is planned, or it is under way)
     */
    Optional<Instant> nextAt();

    /**
     * What the status rests on, the most important first.
     *
     * @return one sentence each (never null, may be empty)
     */
    List<String> evidence();

    /**
     * Which registration got the present grant, and whether the settings describe another one by now.
     *
     * @return one sentence (never null)
     */
    String registration();

    /**
     * What happened since the service started, the newest first. Kept in memory only, some twenty at most.
     *
     * @return the events (never null, may be empty)
     */
    List<ClientEvent> events();
}
