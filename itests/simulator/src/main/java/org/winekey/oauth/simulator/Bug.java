// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

/** Defects that are planted around the product, to show that they would be noticed. */
enum Bug {
    /** None: the product as it is. */
    NONE,
    /** A record counts as written before it is. */
    PUBLISH_BEFORE_WRITE,
    /** Files are not flushed. */
    NO_FLUSH,
    /** What was written is not read back. */
    NO_READ_BACK,
    /** The intent of a refresh is kept in memory only. */
    INTENT_NOT_DURABLE,
    /** The transport sends a request again when the connection breaks. */
    REQUEST_SENT_AGAIN,
    /** {@code invalid_grant} in an answer of 500 counts as one of 400. */
    DEATH_BY_SERVER_ERROR,
    /** A refresh that lands overwrites a newer sign-in. */
    FENCE_IGNORED,
    /** Timers get lost, those of the heartbeat too. */
    TIMERS_LOST,
    /** {@code Retry-After} counts as milliseconds. */
    RETRY_AFTER_IN_MILLISECONDS,
    /** Two engines work on one store. */
    TWO_ENGINES,
    /** The older of two records is read. */
    OLDER_RECORD_READ,
    /** The monotonic clock follows the wall clock. */
    MONOTONIC_CLOCK_JUMPS,
    /** What a broken answer carries is thrown away. */
    NOTHING_SALVAGED
}
