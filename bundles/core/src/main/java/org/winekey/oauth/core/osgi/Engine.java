// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.List;
import java.util.stream.Stream;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.token.CloneNotice;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.vault.KeyRing;
import org.winekey.oauth.core.vault.KeyRotation;
import org.winekey.oauth.core.vault.Vault;

/**
 * An open store and what works on it.
 *
 * @param machine what the clone check found
 */
record Engine(
        FileTokenStore store,
        KeyRing keys,
        CloneNotice machine,
        Vault vault,
        KeyRotation rotation,
        Keepers keepers,
        SignIns signIns) {

    /** What an operator should know about store, key and machine, as it is now. */
    List<String> problems() {
        return Stream.of(store.problems().stream(), keys.problems().stream(), machine.now().stream())
                .flatMap(problems -> problems)
                .toList();
    }
}
