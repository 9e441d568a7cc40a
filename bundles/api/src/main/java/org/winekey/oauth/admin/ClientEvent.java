// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One thing that happened to a client since the service started, or the same thing several times in a row. It carries no
 * token, code, secret, answer body or URL, and of a provider's words at most a filtered OAuth error code. Immutable and
 * thread-safe.
 */
@ProviderType
public interface ClientEvent {

    /** What happened, for programs; the text says it to people. */
    enum Kind {
        /** The service took over other settings of this client. */
        SETTINGS,
        /** A grant was read from the token store for the first time since the start. */
        FOUND,
        /** A grant came that was not there before: a sign-in, or a restored backup. */
        SIGNED_IN,
        /** A sign-in brought a grant that waits until an administrator accepts it. */
        AWAITING_ACCEPTANCE,
        /** An administrator accepted the grant that was waiting. */
        ACCEPTED,
        /** An administrator declined the grant that was waiting. */
        DECLINED,
        /** A door of a sign-in closed without bringing tokens. */
        NOT_SIGNED_IN,
        /** Somebody else wrote a newer token of the same grant, or took the grant away. */
        STORE_CHANGED,
        /** A refresh brought a new access token (RFC 6749 section 6). */
        REFRESHED,
        /** A refresh brought none. */
        NOT_REFRESHED,
        /** The provider asked for patience (RFC 6585 section 4). */
        THROTTLED,
        /** The provider no longer honours the grant. */
        ENDED,
        /** What a refresh brought was dropped: the grant was forgotten or replaced meanwhile. */
        DROPPED,
        /** An API answered 401 to the token. */
        API_REJECTED,
        /** The token store could not be read or written. */
        STORE_REFUSED,
        /** The token store works again. */
        STORE_WORKS,
        /** The wall clock moved on its own: it was set, or the machine slept. */
        CLOCK_JUMPED,
        /** The grant came out of a copy, and nothing is refreshed with it. */
        QUARANTINED,
        /** A person released the grant from quarantine. */
        RELEASED,
        /** A person had the grant forgotten. */
        FORGOTTEN
    }

    /**
     * What happened.
     *
     * @return the kind (never null)
     */
    Kind kind();

    /**
     * The same for people, with what shows it: HTTP status, fault, error code.
     *
     * @return one sentence (never null)
     */
    String text();

    /**
     * When it happened first.
     *
     * @return the time by the wall clock (never null)
     */
    Instant firstAt();

    /**
     * When it happened last.
     *
     * @return the time by the wall clock (never null, the same as {@link #firstAt()} if it happened once)
     */
    Instant lastAt();

    /**
     * How often it happened in a row.
     *
     * @return 1 or more
     */
    int times();

    /**
     * Until when nothing is sent, the last time: the provider asked for patience, or the own budget was spent.
     *
     * @return the time by the wall clock (never null, empty: nobody has to wait for a certain time)
     */
    Optional<Instant> waitUntil();
}
