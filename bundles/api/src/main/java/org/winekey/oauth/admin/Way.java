// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

/**
 * A redirect door and what the provider has to know of it.
 *
 * @param door {@link Door#CALLBACK} or {@link Door#RELAY} (never null)
 * @param redirectUri the redirect URI that must be registered at the provider, byte for byte (RFC 6749 section 3.1.2; never
 *     null)
 */
public record Way(Door door, String redirectUri) {
    /** Refuses nulls, and the door that redirects nobody. */
    public Way {
        requireNonNull(door, "door");
        requireNonNull(redirectUri, "redirectUri");
        if (door == Door.DEVICE || door == Door.PASSWORD) {
            throw new IllegalArgumentException("door: " + door + " redirects nobody");
        }
    }
}
