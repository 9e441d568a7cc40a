// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Grants that came out of a copy together, such as one restored backup, and are released together. Immutable and
 * thread-safe.
 *
 * @param name what a person types: 1 to 32 small letters, digits and hyphens (never null)
 * @param reason where the copy came from, one sentence without secrets (never null)
 * @param since when they went into quarantine (never null)
 * @param clients names of the clients, ordered (never null, never empty)
 */
public record QuarantineBatch(String name, String reason, Instant since, List<String> clients) {

    /** Copies the names. */
    public QuarantineBatch {
        requireNonNull(name, "name");
        requireNonNull(reason, "reason");
        requireNonNull(since, "since");
        clients = List.copyOf(clients);
    }
}
