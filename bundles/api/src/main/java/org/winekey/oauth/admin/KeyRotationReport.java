// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rotation of the store's key came to. Immutable; thread-safe; holds no secret.
 *
 * @param keyId identifier of the key that seals now (never null)
 * @param resealed names of the clients whose records need that key alone (never null)
 * @param refused why other clients still need an old key, by name (never null)
 * @param oldKeysGone whether no record needs an old key any more and the key file has none
 * @param unneeded places of keys that no record needs any more, for a person to clear away (never null)
 */
public record KeyRotationReport(
        String keyId, Set<String> resealed, Map<String, String> refused, boolean oldKeysGone, List<String> unneeded) {

    /** Copies the collections. */
    public KeyRotationReport {
        resealed = Set.copyOf(resealed);
        refused = Map.copyOf(refused);
        unneeded = List.copyOf(unneeded);
    }
}
