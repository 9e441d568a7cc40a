// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.List;
import java.util.stream.Stream;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.vault.KeyRotation;
import org.winekey.oauth.core.vault.Vault;

/**
 * An open store and what works on it.
 *
 * @param notices what an operator should know about the places of the key and about this machine
 */
record Engine(
        FileTokenStore store,
        List<String> notices,
        Vault vault,
        KeyRotation rotation,
        Keepers keepers,
        SignIns signIns) {

    /** What an operator should know about store, key and machine. */
    List<String> problems() {
        return Stream.concat(store.problems().stream(), notices.stream()).toList();
    }
}
