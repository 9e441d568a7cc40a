// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A sign-in that was started and has brought no tokens yet.
 *
 * @param client the client name (never null)
 * @param starter who started it (never null)
 * @param startedAt when, by the wall clock (never null)
 * @param expiresAt its deadline (never null)
 * @param doors the doors that may still bring tokens; {@link Door#DEVICE} is among them while it is polled (never null, empty
 *     while an answer is being exchanged)
 * @param link its one-time links (never null, empty: it has no redirect door, an earlier run started it, or somebody else looks)
 * @param deviceCode what the device door shows (never null, empty: it is not open, or somebody else looks)
 */
public record OpenSignIn(
        String client,
        Starter starter,
        Instant startedAt,
        Instant expiresAt,
        Set<Door> doors,
        Optional<SignInLink> link,
        Optional<DeviceCode> deviceCode) {
    /** Refuses nulls and copies the doors. */
    public OpenSignIn {
        requireNonNull(client, "client");
        requireNonNull(starter, "starter");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(expiresAt, "expiresAt");
        doors = Set.copyOf(doors);
        requireNonNull(link, "link");
        requireNonNull(deviceCode, "deviceCode");
    }
}
